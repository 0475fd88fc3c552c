"""Example cases of a process, as an official writes them: what is done, and which steps must be open then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from motcua.operate.processes.rules.conditions import Value
from motcua.operate.processes.rules.moves import Move
from motcua.operate.processes.rules.net import Net, Node
from motcua.operate.processes.rules.running import open_nodes

MOST_DONE = 100


@dataclass(frozen=True, slots=True)
class Example:
    """`done`: steps in order, by name, with the outcome after "=" where one decides; `open`: names expected open."""

    title: str
    done: tuple[str, ...]
    open: tuple[str, ...]
    facts: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the process really does; `reason` is "" when the example holds."""

    example: Example
    open: tuple[str, ...]
    reason: str

    @property
    def holds(self) -> bool:
        return not self.reason


def judge(net: Net, example: Example) -> Verdict:
    """Play the example. A step that is not open when its turn comes is the reason, with its place in the list."""
    history: list[Move] = []
    for number, line in enumerate(example.done[:MOST_DONE], start=1):
        name, _, outcome = (part.strip() for part in line.partition("="))
        opened = open_nodes(net, history, example.facts)
        key = next((key for key in opened if _matches(net.nodes[key], name)), None)
        if key is None:
            now = ", ".join(_words(net.nodes[k]) for k in opened) or "không bước nào"
            return Verdict(example, _names(net, opened), f"Dòng {number}: «{name}» chưa mở; đang mở: {now}.")
        history.append(Move(key, outcome=outcome))
    opened = _names(net, open_nodes(net, history, example.facts))
    wanted = tuple(sorted(example.open))
    if tuple(sorted(opened)) == wanted:
        return Verdict(example, opened, "")
    said = ", ".join(opened) or "không bước nào (đã kết thúc)"
    return Verdict(example, opened, f"Đang mở: {said}; ví dụ chờ: {', '.join(wanted) or 'kết thúc'}.")


def from_json(data: Sequence[Mapping[str, Any]]) -> tuple[Example, ...]:
    """Examples as they are stored."""
    return tuple(
        Example(str(row["title"]), tuple(row["done"]), tuple(row["open"]), dict(row.get("facts", {}))) for row in data
    )


def to_json(examples: Sequence[Example]) -> list[dict[str, Any]]:
    return [
        {"title": item.title, "done": list(item.done), "open": list(item.open), "facts": dict(item.facts)}
        for item in examples
    ]


def _matches(node: Node, name: str) -> bool:
    return name.casefold() in {node.name.casefold(), node.key.casefold()}


def _names(net: Net, keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(_words(net.nodes[key]) for key in keys)


def _words(node: Node) -> str:
    return node.name or node.key
