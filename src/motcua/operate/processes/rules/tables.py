"""A net as the table of steps that circular 01/2018/TT-VPCP prescribes: order, step, who, how long, what follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.operate.processes.rules.net import Net, Node


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `then`: (condition in words, name of the step that follows; "" ends the process)."""

    order: int
    key: str
    name: str
    role: str
    lane: str
    action: str
    allowance_hours: int | None
    then: tuple[tuple[str, str], ...]
    basis: str


def table(net: Net) -> tuple[Line, ...]:
    """The steps in the order in which work reaches them."""
    order = _order(net)
    return tuple(
        Line(
            order=number,
            key=node.key,
            name=node.name,
            role=node.task.role if node.task else "",
            lane=node.task.lane if node.task else "",
            action=node.task.action if node.task else "",
            allowance_hours=node.task.allowance_hours if node.task else None,
            then=tuple(_then(net, node)),
            basis=node.task.basis if node.task else "",
        )
        for number, node in enumerate(order, start=1)
    )


def _order(net: Net) -> Sequence[Node]:
    """Breadth first from the start; what cannot be reached comes last, as in the file."""
    seen: list[str] = []
    todo = [net.starts[""].key] if "" in net.starts else []
    while todo:
        key = todo.pop(0)
        if key not in seen:
            seen.append(key)
            todo += net.follows[key]
    rank = {key: index for index, key in enumerate(seen)}
    return sorted(net.tasks, key=lambda node: rank.get(node.key, len(rank)))


def _then(net: Net, node: Node) -> list[tuple[str, str]]:
    """The steps that can come next, through gateways, with what decides."""
    found: list[tuple[str, str]] = []
    seen: set[str] = set()
    todo: list[tuple[str, str]] = [("", key) for key in net.follows[node.key]]
    while todo:
        words, key = todo.pop(0)
        following = net.nodes[key]
        if following.kind == "task":
            found.append((words, following.name or key))
        elif following.kind in {"boundary", "catch"}:
            event = " ".join(part for part in (following.trigger[0], following.trigger[1] or following.name) if part)
            todo += [(f"{words} {event}".strip(), flow.target) for flow in net.out[key]]
        elif following.kind == "end" and not net.follows[key]:
            found.append((words, ""))
        elif key not in seen:
            seen.add(key)
            todo += _through(net, words, following)
    return list(dict.fromkeys(found))


def _through(net: Net, words: str, gateway: Node) -> list[tuple[str, str]]:
    if gateway.kind != "choice" or len(net.out[gateway.key]) < 2:
        return [(words, key) for key in net.follows[gateway.key]]
    return [
        (" và ".join(part for part in (words, _said(flow.name, flow.condition, flow.default)) if part), flow.target)
        for flow in net.out[gateway.key]
    ]


def _said(name: str, condition: object, default: bool) -> str:
    return name or ("còn lại" if default else str(getattr(condition, "text", "")))
