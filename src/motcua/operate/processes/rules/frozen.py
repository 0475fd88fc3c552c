"""A checked net as plain JSON, and the graph of steps that dossiers run along. What is frozen once reads for ever."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from motcua.operate.processes.rules.conditions import Condition
from motcua.operate.processes.rules.net import Flow, Net, Node, TaskDetail, net_of
from motcua.operate.processes.rules.outcomes import asked_words, outcomes
from motcua.operate.processes.rules.steps import Graph, StepNode


def to_json(net: Net) -> dict[str, Any]:
    """Only JSON values; `from_json` gives an equal net."""
    return {
        "key": net.key,
        "name": net.name,
        "nodes": [_plain(node) for node in net.nodes.values()],
        "flows": [
            {**_plain(flow), "condition": flow.condition.text if flow.condition else None}
            for flow in net.flows.values()
        ],
        "notes": list(net.notes),
    }  # fmt: skip


def from_json(data: Mapping[str, Any]) -> Net:
    """The net written by `to_json`. It trusts its input: it came out of the database."""
    nodes = [
        Node(**{
            **row,
            "task": TaskDetail(**row["task"]) if row.get("task") else None,
            "trigger": tuple(row.get("trigger", ("", ""))),
        })
        for row in data["nodes"]
    ]  # fmt: skip
    flows = [
        Flow(**{**row, "condition": Condition.read(row["condition"]) if row.get("condition") else None})
        for row in data["flows"]
    ]
    return net_of(data["key"], data["name"], nodes, flows, data.get("notes", ()))


def graph_of(net: Net, *, key: str, number: int, waiting_days: int = 30) -> Graph:
    """The net as dossiers see it: its steps, each with those that can follow, and the net that says which are open."""
    steps = tuple(_step(net, node) for node in net.tasks)
    events = tuple(_event(net, node) for node in net.nodes.values() if node.kind == "catch")
    return Graph(key, number, net.name, steps, waiting_days, net, events, asked_words(net))


def _step(net: Net, node: Node) -> StepNode:
    detail = node.task or TaskDetail()
    return StepNode(
        key=node.key,
        name=node.name or node.key,
        role=detail.role,
        place=detail.place,
        action=detail.action,
        allowance_hours=detail.allowance_hours,
        next=_next(net, node.key),
        basis=detail.basis,
        lane=detail.lane,
        outcomes=outcomes(net, node.key),
        draft=_asks_for_draft(net, node.key),
    )


def _event(net: Net, node: Node) -> StepNode:
    """A wait in the table of tasks: nobody ends it, the head of the handling unit has it in sight."""
    words = {"timer": "Chờ đến hẹn", "message": "Chờ tin"}[node.trigger[0] or "message"]
    timer = node.trigger[1] if node.trigger[0] == "timer" else ""
    name = node.name or f"{words} {node.trigger[1]}".strip()
    return StepNode(node.key, name, "unit_head", "handling", "wait", None, _next(net, node.key), wait=timer)


def _asks_for_draft(net: Net, key: str) -> bool:
    """Whether the signature can come before another officer's step: then the draft must be written by now."""
    seen: set[str] = set()
    todo = list(net.follows[key])
    while todo:
        near = todo.pop()
        detail = net.nodes[near].task
        if detail is not None and detail.action == "sign":
            return True
        if near not in seen and not (detail and (detail.role, detail.action) == ("case_officer", "forward")):
            seen.add(near)
            todo += net.follows[near]
    return False


def _next(net: Net, key: str) -> tuple[str, ...]:
    """Steps that can come next, through gateways and events."""
    found: list[str] = []
    seen: set[str] = set()
    todo = list(net.follows[key])
    while todo:
        near = todo.pop(0)
        if net.nodes[near].kind == "task":
            found.append(near)
        elif near not in seen:
            seen.add(near)
            todo += net.follows[near]
    return tuple(dict.fromkeys(found))


def _plain(value: Node | Flow) -> dict[str, Any]:
    """The fields that are not what they are by default, so that the stored text stays short."""
    defaults = {field.name: field.default for field in fields(value)}
    said = {name: item for name, item in asdict(value).items() if item != defaults[name] or name in {"key", "kind"}}
    if isinstance(value, Node) and value.task is not None:
        plain = {field.name: field.default for field in fields(TaskDetail)}
        said["task"] = {name: item for name, item in asdict(value.task).items() if item != plain[name]} or {
            "kind": "plain"
        }
    if "trigger" in said:
        said["trigger"] = list(said["trigger"])
    return said


def net_of_graph(graph: Graph) -> Net:
    """A table of steps as a net: from the start through each step to the end."""
    nodes = [Node("start", "start", "Bắt đầu")]
    flows = []
    before = "start"
    for number, step in enumerate(_in_line(graph), start=1):
        detail = TaskDetail(
            kind="user", role=step.role, place=step.place, action=step.action, basis=step.basis,
            allowance_hours=step.allowance_hours,
        )  # fmt: skip
        nodes.append(Node(step.key, "task", step.name, task=detail))
        flows.append(Flow(f"flow-{number}", before, step.key))
        before = step.key
    nodes.append(Node("end", "end", "Kết thúc"))
    flows.append(Flow(f"flow-{len(flows) + 1}", before, "end"))
    return net_of(graph.key, graph.name, nodes, flows)


def _in_line(graph: Graph) -> list[StepNode]:
    line = [graph.steps[0]]
    while line[-1].next:
        following = graph.step(line[-1].next[0])
        if following is None or following in line:
            break
        line.append(following)
    return line
