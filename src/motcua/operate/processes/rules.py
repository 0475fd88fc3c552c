"""The steps of a process as a frozen graph, and the pure function that says which steps are open.

A process is a graph of steps; the table of steps that the law prescribes is its linear case. What happened is a
history of moves, and `open_steps(graph, history)` is all the state there is: nothing is stored that could disagree.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PLACES = frozenset({"reception", "handling", "leadership", "clerk"})
MAX_STEPS = 200


@dataclass(frozen=True, slots=True)
class StepNode:
    """One step: who does it (role and place), by which verb it ends, and how long it may take.

    `allowance_hours` are working hours; None means the process sets none. An allowance never replaces the legal limit.
    """

    key: str
    name: str
    role: str
    place: str
    action: str
    allowance_hours: int | None
    next: tuple[str, ...]
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """A checked process. The first step opens when a dossier is accepted; a step without `next` ends it."""

    key: str
    number: int
    name: str
    steps: tuple[StepNode, ...]
    waiting_days: int = 30

    def step(self, key: str) -> StepNode | None:
        return next((step for step in self.steps if step.key == key), None)


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that happened: `step` was finished, or sent `back_to` an earlier one."""

    step: str
    back_to: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a definition, and where."""

    place: str
    message: str


def open_steps(graph: Graph, history: Iterable[Move]) -> tuple[str, ...]:
    """The keys of the steps that are open after `history`, in the order of the graph.

    A move of a step that is not open changes nothing: histories observed elsewhere may hold such moves.
    """
    opened = {graph.steps[0].key}
    for move in history:
        if move.step not in opened:
            continue
        step = graph.step(move.step)
        if step is None:
            continue
        opened.discard(move.step)
        if move.back_to:
            opened.add(move.back_to)
        else:
            opened.update(step.next)
    return tuple(step.key for step in graph.steps if step.key in opened)


def may_go_back(graph: Graph, step: str, to: str) -> bool:
    """Whether work may be sent back from `step` to `to`: only to a step that leads to it."""
    seen: set[str] = set()
    todo = [to]
    while todo:
        key = todo.pop()
        if key in seen:
            continue
        seen.add(key)
        node = graph.step(key)
        todo.extend(node.next if node else ())
    return to != step and step in seen


def parse(definition: Mapping[str, Any], *, roles: frozenset[str], actions: frozenset[str]) -> Graph | list[Problem]:
    """Check a definition and freeze it. `roles` and `actions` are the words the product knows."""
    rows = definition.get("steps")
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not rows:
        return [Problem("steps", "Quy trình chưa có bước nào.")]
    if len(rows) > MAX_STEPS:
        return [Problem("steps", f"Quy trình có {len(rows)} bước, nhiều hơn mức {MAX_STEPS}.")]
    problems: list[Problem] = []
    steps = [_node(index, row, roles, actions, problems) for index, row in enumerate(rows)]
    nodes = tuple(step for step in steps if step is not None)
    if not problems:
        problems = _shape_problems(nodes)
    if problems:
        return problems
    return Graph(
        key=str(definition.get("key", "")),
        number=int(definition.get("number", 1)),
        name=str(definition.get("name", "")),
        steps=nodes,
        waiting_days=int(definition.get("waiting_days", 30)),
    )


def _node(
    index: int, row: object, roles: frozenset[str], actions: frozenset[str], problems: list[Problem]
) -> StepNode | None:
    place = f"bước {index + 1}"
    if not isinstance(row, Mapping) or not row.get("key") or not row.get("name"):
        problems.append(Problem(place, "Bước thiếu mã hoặc tên."))
        return None
    for name, known in (("role", roles), ("place", PLACES), ("action", actions)):
        if row.get(name) not in known:
            problems.append(Problem(place, f"Không hiểu {name} = {row.get(name)!r}."))
    hours = row.get("allowance_hours")
    if hours is not None and (not isinstance(hours, int) or isinstance(hours, bool) or hours <= 0):
        problems.append(Problem(place, "Thời gian của bước phải là số giờ làm việc lớn hơn 0."))
        hours = None
    return StepNode(
        key=str(row["key"]),
        name=str(row["name"]),
        role=str(row.get("role")),
        place=str(row.get("place")),
        action=str(row.get("action")),
        allowance_hours=hours,
        next=tuple(str(key) for key in row.get("next", ())),
        basis=str(row.get("basis", "")),
    )


def _shape_problems(nodes: tuple[StepNode, ...]) -> list[Problem]:
    """Keys unique, links known, every step reachable, an end that can be reached from every step."""
    keys = [node.key for node in nodes]
    problems = [Problem(f"bước {key}", "Mã bước bị trùng.") for key in sorted({k for k in keys if keys.count(k) > 1})]
    known = set(keys)
    for node in nodes:
        problems += [
            Problem(f"bước {node.key}", f"Bước tiếp theo {to!r} không có.") for to in node.next if to not in known
        ]
    if problems:
        return problems
    links = {node.key: node.next for node in nodes}
    reached = _closure({keys[0]}, links)
    problems += [Problem(f"bước {key}", "Không bước nào dẫn tới bước này.") for key in keys if key not in reached]
    back: dict[str, tuple[str, ...]] = {key: tuple(k for k in keys if key in links[k]) for key in keys}
    ending = _closure({node.key for node in nodes if not node.next}, back)
    problems += [Problem(f"bước {key}", "Từ bước này không đi tới được kết thúc.") for key in keys if key not in ending]
    return problems


def _closure(start: set[str], links: Mapping[str, tuple[str, ...]]) -> set[str]:
    seen: set[str] = set()
    todo = list(start)
    while todo:
        key = todo.pop()
        if key not in seen:
            seen.add(key)
            todo.extend(links[key])
    return seen
