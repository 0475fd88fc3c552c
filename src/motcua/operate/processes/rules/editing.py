"""Changes of a process by the table of its steps: each takes a net and gives a new one, never a broken one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from motcua.operate.processes.rules.conditions import is_outcome
from motcua.operate.processes.rules.net import Flow, Net, Node, TaskDetail, net_of


class CannotEdit(ValueError):
    """The change does not fit here; the message says why, in Vietnamese."""


def blank(key: str, name: str) -> Net:
    """A process with its start and end and nothing between."""
    return net_of(key, name, [Node("start", "start", "Bắt đầu"), Node("end", "end", "Kết thúc")], [
        Flow("flow-1", "start", "end"),
    ])  # fmt: skip


def describe(net: Net, key: str, name: str, **detail: Any) -> Net:
    """Name and details of one step (see `TaskDetail`)."""
    node = _task(net, key)
    changed = replace(node, name=name, task=replace(node.task or TaskDetail(), **detail))
    return replace(net, nodes={**net.nodes, key: changed})


def rename(net: Net, name: str) -> Net:
    return replace(net, name=name)


def insert_after(net: Net, key: str, name: str = "Bước mới") -> tuple[Net, str]:
    """A new step right after `key` (a step or the start), in the same lane; what followed follows it."""
    node = _known(net, key)
    if len(net.out[key]) != 1:
        raise CannotEdit(f"Sau «{node.name or key}» có nhiều nhánh; hãy thêm bước vào từng nhánh.")
    flow = net.out[key][0]
    lane = node.task or TaskDetail()
    new = Node(
        _free(net, "step"), "task", name, node.scope, TaskDetail("user", lane.lane, lane.pool, lane.role, lane.place)
    )
    nodes = _beside(net, key, [new])
    flows = {
        **net.flows,
        flow.key: replace(flow, source=new.key, condition=None, default=False, name=""),
    }
    first = Flow(_free(net, "flow"), key, new.key, flow.name, flow.condition, flow.default)
    return replace(net, nodes=nodes, flows={**flows, first.key: first}), new.key


def remove(net: Net, key: str) -> Net:
    """The net without the step; what came before leads to what came after."""
    node = _task(net, key)
    if len(net.out[key]) != 1:
        raise CannotEdit(f"Sau «{node.name}» có nhiều nhánh; hãy bỏ các nhánh trước.")
    if len(net.tasks) == 1:
        raise CannotEdit("Quy trình phải còn ít nhất một bước.")
    after = net.out[key][0]
    gone = {event.key for event in net.boundaries[key]} | {key}
    flows = {
        k: replace(flow, target=after.target) if flow.target == key else flow
        for k, flow in net.flows.items()
        if flow.source not in gone
    }
    loops = [flow for flow in flows.values() if flow.source == flow.target]
    if loops:
        raise CannotEdit(f"Bỏ «{node.name}» thì nhánh chứa nó trống; hãy bỏ cả nhánh.")
    return replace(net, nodes={k: v for k, v in net.nodes.items() if k not in gone}, flows=flows)


def branch(net: Net, key: str, names: Sequence[str], *, together: bool) -> tuple[Net, list[str]]:
    """After `key` one of several ways (by the outcome named) or, `together`, all at once; then one way again."""
    node = _known(net, key)
    if len(names) < 2 or len(set(names)) != len(names) or not all(names):
        raise CannotEdit("Phải có ít nhất hai nhánh, tên khác nhau.")
    if len(net.out[key]) != 1:
        raise CannotEdit(f"Sau «{node.name or key}» đã có nhiều nhánh.")
    after = net.out[key][0]
    kind: Any = "parallel" if together else "choice"
    split, join = Node(_free(net, "split"), kind, "", node.scope), Node(_free(net, "join"), kind, "", node.scope)
    nodes, flows, keys = [split], dict(net.flows), []
    number = _count(net, "step")
    numbered = _count(net, "flow")
    for index, name in enumerate(names):
        step = Node(f"step-{number + index}", "task", name, node.scope, _like(node))
        nodes.append(step)
        keys.append(step.key)
        enter = Flow(f"flow-{numbered + 2 * index + 1}", split.key, step.key)
        if not together:
            enter = replace(enter, name=name, condition=is_outcome(name))
        leave = Flow(f"flow-{numbered + 2 * index + 2}", step.key, join.key)
        flows |= {enter.key: enter, leave.key: leave}
    first = Flow(f"flow-{numbered}", key, split.key, after.name, after.condition, after.default)
    flows[after.key] = replace(after, source=join.key, condition=None, default=False, name="")
    return replace(net, nodes=_beside(net, key, [*nodes, join]), flows={**flows, first.key: first}), keys


def _like(node: Node) -> TaskDetail:
    """The details of a new step: where the one before is done, passing on."""
    near = node.task or TaskDetail()
    return TaskDetail("user", near.lane, near.pool, near.role, near.place, "forward")


def _beside(net: Net, key: str, new: Sequence[Node]) -> dict[str, Node]:
    """The nodes with new ones right after `key`, so that the table keeps its order."""
    nodes: dict[str, Node] = {}
    for known, node in net.nodes.items():
        nodes[known] = node
        if known == key:
            nodes |= {item.key: item for item in new}
    return nodes


def _known(net: Net, key: str) -> Node:
    node = net.nodes.get(key)
    if node is None or node.kind not in {"task", "start"}:
        raise CannotEdit("Bước này không còn trong quy trình.")
    return node


def _task(net: Net, key: str) -> Node:
    node = net.nodes.get(key)
    if node is None or node.task is None:
        raise CannotEdit("Bước này không còn trong quy trình.")
    return node


def _count(net: Net, word: str) -> int:
    """The first number from which on no key `word-number` is taken."""
    taken = {*net.nodes, *net.flows}
    numbers = [int(key.removeprefix(f"{word}-")) for key in taken if key.removeprefix(f"{word}-").isdecimal()]
    return max(numbers, default=0) + 1


def _free(net: Net, word: str) -> str:
    return f"{word}-{_count(net, word)}"
