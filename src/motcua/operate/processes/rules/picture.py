"""The drawing as plain shapes with text in lines, for pages and prints: no script, no tool of others."""

from collections.abc import Collection
from dataclasses import dataclass
from textwrap import wrap

from motcua.operate.processes.rules.layout import Box, arrange
from motcua.operate.processes.rules.net import Net, Node

MARGIN = 20


@dataclass(frozen=True, slots=True)
class Shape:
    """One node. `state`: "open", "done" or "" for colour; `lines`: words inside or, for gateways, below."""

    kind: str
    box: Box
    lines: tuple[tuple[int, int, str], ...]
    state: str

    @property
    def mark(self) -> str:
        """What the shape is drawn as: a step as it stands, or an end."""
        return {"open": "step--open", "done": "step--done"}.get(self.state, "step")

    @property
    def diamond(self) -> str:
        b = self.box
        (x, y) = b.middle
        return f"{x},{b.y} {b.x + b.width},{y} {x},{b.y + b.height} {b.x},{y}"


@dataclass(frozen=True, slots=True)
class Arrow:
    """A flow as points of a line, and its words at a place."""

    points: str
    words: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    shapes: tuple[Shape, ...]
    arrows: tuple[Arrow, ...]


def picture(net: Net, opened: Collection[str] = (), done: Collection[str] = ()) -> Picture:
    """The shapes of a net; steps in `opened` and `done` are marked."""
    boxes = arrange(net, MARGIN, MARGIN)
    shapes = []
    for key, node in net.nodes.items():
        state = "open" if key in opened else ("done" if key in done else "")
        shapes.append(Shape(node.kind, boxes[key], _lines(node, boxes[key]), state))
    arrows = tuple(_arrow(flow.name, boxes[flow.source], boxes[flow.target]) for flow in net.flows.values())
    right = max(box.x + box.width for box in boxes.values())
    bottom = max(box.y + box.height for box in boxes.values())
    order = sorted(shapes, key=lambda shape: shape.kind != "scope")
    return Picture(right + 2 * MARGIN, bottom + 3 * MARGIN, tuple(order), arrows)


def _lines(node: Node, box: Box) -> tuple[tuple[int, int, str], ...]:
    if node.kind == "scope":
        return ((box.x + 8, box.y + 16, node.name),)
    inside = node.kind == "task"
    rows = wrap(node.name, 15 if inside else 18)[: 4 if inside else 2]
    (x, middle) = box.middle
    top = middle - 8 * (len(rows) - 1) + 5 if inside else box.y + box.height + 14
    return tuple((x, top + 16 * number, row) for number, row in enumerate(rows))


def _arrow(words: str, source: Box, target: Box) -> Arrow:
    (_, y1), (_, y2) = source.middle, target.middle
    x1, x2 = source.x + source.width, target.x
    if x2 <= x1:
        low = max(source.y + source.height, target.y + target.height) + 28
        (xs, xt) = (source.middle[0], target.middle[0])
        points = [(xs, source.y + source.height), (xs, low), (xt, low), (xt, target.y + target.height)]
        place = ((xs + xt) // 2, low - 5)
    else:
        half = x2 - 22
        points = [(x1, y1), (x2, y2)] if y1 == y2 else [(x1, y1), (half, y1), (half, y2), (x2, y2)]
        place = (x2 - 6, y2 - 6)
    return Arrow(" ".join(f"{x},{y}" for x, y in points), words, *place)
