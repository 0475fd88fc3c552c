"""Where the parts of a drawing go when nobody has drawn it: columns by distance from the start, rows by lane."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from motcua.operate.processes.rules.net import Net, Node

COLUMN: Final = 170
ROW: Final = 120
MARGIN: Final = 60
LANE_HEAD: Final = 30
SIZES: Final = {"task": (110, 80), "choice": (50, 50), "parallel": (50, 50), "event_choice": (50, 50)}
EVENT: Final = (36, 36)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the units of the drawing (pixels)."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        return (self.x + self.width // 2, self.y + self.height // 2)


def arrange(net: Net, left: int = 160, top: int = 80, scope: str = "") -> dict[str, Box]:
    """A box for every node of `scope` and what stands in it. Steps of one lane share its rows."""
    inside = [node for node in net.nodes.values() if node.scope == scope and not node.attached_to]
    columns = _columns(net, inside)
    found: dict[str, Box] = {}
    y = top
    for lane in dict.fromkeys(_lane(net, node) for node in inside):
        rows: dict[int, int] = {}
        tallest = 1
        for node in sorted((n for n in inside if _lane(net, n) == lane), key=lambda n: columns[n.key]):
            column = columns[node.key]
            row = rows.get(column, 0)
            x, at = left + column * COLUMN, y + row * ROW
            found |= _place(net, node, x, at)
            box = found[node.key]
            rows[column] = row + max(1, -(-box.height // ROW))
            tallest = max(tallest, rows[column])
        y += tallest * ROW + MARGIN // 2
    for node in net.nodes.values():
        if node.attached_to in found:
            host = found[node.attached_to]
            found[node.key] = Box(host.x + host.width - 28, host.y + host.height - 18, *EVENT)
    return found


def _place(net: Net, node: Node, x: int, y: int) -> dict[str, Box]:
    if node.kind != "scope":
        width, height = SIZES.get(node.kind, EVENT)
        return {node.key: Box(x + (110 - width) // 2, y + (80 - height) // 2, width, height)}
    inner = arrange(net, x + 30, y + 30, node.key)
    right = max(box.x + box.width for box in inner.values())
    bottom = max(box.y + box.height for box in inner.values())
    return {node.key: Box(x, y, right - x + 30, bottom - y + 30), **inner}


def _columns(net: Net, nodes: list[Node]) -> Mapping[str, int]:
    """The longest way to each node that uses no node twice, in columns; a sub-process takes those of what it holds."""
    known = {node.key for node in nodes}
    column = dict.fromkeys(known, 0)
    starts = [node.key for node in nodes if node.kind == "start"] or [node.key for node in nodes[:1]]
    stack: list[tuple[str, tuple[str, ...]]] = [(key, (key,)) for key in starts]
    budget = 20_000
    while stack and budget:
        budget -= 1
        key, way = stack.pop()
        targets = [flow.target for flow in net.out[key]]
        targets += [flow.target for event in net.boundaries[key] for flow in net.out[event.key]]
        for target in targets:
            if target in known and target not in way and column[target] < column[key] + _width(net, key):
                column[target] = column[key] + _width(net, key)
                stack.append((target, (*way, target)))
    return column


def _width(net: Net, key: str) -> int:
    return max(1, len(net.inside[key]) - 1) if net.nodes[key].kind == "scope" else 1


def _lane(net: Net, node: Node) -> str:
    """The lane of a step; other nodes stand in the lane of what leads to them."""
    if node.task is not None:
        return node.task.lane
    seen: set[str] = set()
    todo = [flow.source for flow in net.into[node.key]] or [flow.target for flow in net.out[node.key]]
    while todo:
        key = todo.pop(0)
        if key in seen:
            continue
        seen.add(key)
        near = net.nodes[key]
        if near.task is not None and near.scope == node.scope:
            return near.task.lane
        todo += [flow.source for flow in net.into[key]] or [flow.target for flow in net.out[key]]
    return ""
