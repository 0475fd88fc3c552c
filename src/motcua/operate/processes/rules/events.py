"""Timers and messages of a drawn process: what may happen by itself after a history, and how long a timer runs.

Durations are ISO 8601, read as an office reads them: PT8H is eight working hours, P2D two working days.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from motcua.operate.processes.rules.moves import Move, Problem
from motcua.operate.processes.rules.net import Net, Node
from motcua.operate.processes.rules.running import fireable, run

_DURATION: Final = re.compile(r"P(?:(\d{1,4})D|T(\d{1,4})H)")
LONGEST: Final = 2000


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a timer runs."""

    value: int
    unit: Literal["working_hour", "working_day"]


@dataclass(frozen=True, slots=True)
class Pending:
    """An event that may happen. `host`: the step or sub-process on whose border it sits, "" between steps.

    `inside`: the steps in which work goes on meanwhile: the host, or what stands in it.
    """

    key: str
    kind: str
    text: str
    name: str
    host: str
    cancels: bool
    inside: frozenset[str]


def wait_of(text: str) -> Wait | None:
    """The time that `text` says; None when it says none that can be counted in working time."""
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        return None
    value = int(found.group(1) or found.group(2))
    return Wait(value, "working_day" if found.group(1) else "working_hour") if 0 < value <= LONGEST else None


def pending(net: Net, history: Iterable[Move]) -> tuple[Pending, ...]:
    """The timers and messages that are waited for after `history`, in the order of the net."""
    marking = run(net, history)
    nodes = [net.nodes[key] for key in fireable(net, marking)]
    return tuple(_pending(net, node) for node in nodes if node.kind in {"catch", "boundary"})


def timed(net: Net) -> tuple[Pending, ...]:
    """Every timer of the net that can ever run."""
    nodes = (node for node in net.nodes.values() if node.kind in {"catch", "boundary"} and node.trigger[0] == "timer")
    return tuple(_pending(net, node) for node in nodes if wait_of(node.trigger[1]))


def event_problems(net: Net) -> Iterator[Problem]:
    """Timers that cannot be counted and messages that nobody could name."""
    for node in net.nodes.values():
        if node.kind not in {"catch", "boundary"}:
            continue
        kind, text = node.trigger
        where = node.name or node.key
        if kind == "timer" and wait_of(text) is None:
            said = f"Không hiểu hẹn giờ «{text}»" if text else "Hẹn giờ chưa có thời gian"
            yield Problem(where, f"{said}; hãy ghi PT8H (giờ làm việc) hoặc P2D (ngày làm việc).")
        elif kind == "message" and not (text or node.name):
            yield Problem(where, "Sự kiện chờ tin phải có tên.")


def _pending(net: Net, node: Node) -> Pending:
    host = node.attached_to
    inside = net.inside.get(host, frozenset({host})) if host else frozenset({node.key})
    return Pending(node.key, *node.trigger, node.name, host, node.cancels, inside)
