"""The steps of a process as a frozen graph, and the pure function that says which steps are open.

A process is a graph of steps; the table of steps that the law prescribes is its linear case. What happened is a
history of moves, and `open_steps(graph, history)` is all the state there is: nothing is stored that could disagree.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.operate.processes.rules.moves import Move, Problem
from motcua.operate.processes.rules.net import Net
from motcua.operate.processes.rules.running import may_return, run

PLACES = frozenset({"reception", "handling", "leadership", "clerk"})
MAX_STEPS = 200
LONGEST_KEY, LONGEST_NAME = 60, 200  # characters, as the inbox keeps them
# Where each role works; a step elsewhere would lie in the queue of a unit in which nobody may take it.
PLACE_OF = {
    "reception": "reception",
    "case_officer": "handling",
    "unit_head": "handling",
    "signatory": "leadership",
    "clerk": "clerk",
}
WAY = ("assign", "sign", "issue", "return_result")  # without these a dossier of the process would never end


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
    lane: str = ""  # where the drawing puts it: a unit's name sends it to the queue of that unit
    outcomes: tuple[str, ...] = ()  # with which of these it must end, when a choice follows
    wait: str = ""  # of a timer that is waited for: how long, as the drawing says it
    draft: bool = True  # whether the draft of the result must be there before it may end


@dataclass(frozen=True, slots=True)
class Graph:
    """A checked process. The first step opens when a dossier is accepted; a step without `next` ends it."""

    key: str
    number: int
    name: str
    steps: tuple[StepNode, ...]
    waiting_days: int = 30
    net: Net | None = None  # None: the steps follow each other in one line
    events: tuple[StepNode, ...] = ()  # timers and messages that are waited for between steps
    words: frozenset[str] = frozenset()  # facts that conditions ask for
    shares: bool = False  # allowances are parts of the legal limit of each procedure, not hours by themselves

    @property
    def allowed_hours(self) -> int:
        """What the allowances of a table add up to; returning the result lies behind the limit."""
        return sum(step.allowance_hours or 0 for step in self.steps if step.action != "return_result")

    def step(self, key: str) -> StepNode | None:
        return next((step for step in (*self.steps, *self.events) if step.key == key), None)


def open_steps(graph: Graph, history: Iterable[Move], facts: Mapping[str, Any] | None = None) -> tuple[str, ...]:
    """The keys of the steps that are open after `history`, in the order of the graph; then the events waited for.

    A move of a step that is not open changes nothing, nor does one back to a step that does not lead to it: histories
    observed elsewhere may hold such moves. `facts`: what conditions of a drawn process may ask for.
    """
    if graph.net is not None:
        waiting = run(graph.net, history, facts).waiting
        return tuple(step.key for step in (*graph.steps, *graph.events) if waiting.get(step.key))
    opened = {graph.steps[0].key}
    for move in history:
        step = graph.step(move.step)
        if step is None or move.step not in opened or (move.back_to and not may_go_back(graph, step.key, move.back_to)):
            continue
        opened.discard(move.step)
        opened.update((move.back_to,) if move.back_to else step.next)
    return tuple(step.key for step in graph.steps if step.key in opened)


def may_go_back(graph: Graph, step: str, to: str) -> bool:
    """Whether work may be sent back from `step` to `to`: only to a step that leads to it."""
    if graph.net is not None:
        return may_return(graph.net, step, to)
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


def back_steps(graph: Graph, step: str) -> tuple[StepNode, ...]:
    """The steps to which work may be sent back from `step`: those of officers and heads that always come before it."""
    return tuple(node for node in graph.steps if node.action == "forward" and may_go_back(graph, step, node.key))


def parse(
    definition: Mapping[str, Any], *, roles: frozenset[str], actions: Mapping[str, frozenset[str]]
) -> Graph | list[Problem]:
    """Check a definition and freeze it. `roles` are those the product knows, `actions` its verbs and who may do each.

    Steps follow each other in one line: the interpreter of this release does not join branches, so it takes none.
    """
    rows = definition.get("steps")
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not rows:
        return [Problem("steps", "Quy trình chưa có bước nào.")]
    if len(rows) > MAX_STEPS:
        return [Problem("steps", f"Quy trình có {len(rows)} bước, nhiều hơn mức {MAX_STEPS}.")]
    problems: list[Problem] = []
    steps = [_node(index, row, roles, actions, problems) for index, row in enumerate(rows)]
    nodes = tuple(step for step in steps if step is not None)
    number, days = definition.get("number", 1), definition.get("waiting_days", 30)
    for name, value in (("number", number), ("waiting_days", days)):
        if type(value) is not int or value <= 0:
            problems.append(Problem(name, "Phải là số nguyên lớn hơn 0."))
    if definition.get("allowances", "hours") not in ("hours", "shares"):
        problems.append(Problem("allowances", "Phải là hours (số giờ) hoặc shares (phần của thời hạn)."))
    problems = problems or _shape_problems(nodes) or _way_problems(nodes)
    if problems:
        return problems
    key, title = str(definition.get("key", "")), str(definition.get("name", ""))
    shares = definition.get("allowances") == "shares"
    return Graph(key=key, number=number, name=title, steps=nodes, waiting_days=days, shares=shares)


def _node(
    index: int, row: object, roles: frozenset[str], actions: Mapping[str, frozenset[str]], problems: list[Problem]
) -> StepNode | None:
    at = f"bước {index + 1}"
    if not isinstance(row, Mapping) or not all(isinstance(row.get(n), str) and row[n] for n in ("key", "name")):
        problems.append(Problem(at, "Bước thiếu mã hoặc tên."))
        return None
    if len(row["key"]) > LONGEST_KEY or len(row["name"]) > LONGEST_NAME:
        problems.append(Problem(at, f"Mã bước dài quá {LONGEST_KEY} hoặc tên bước dài quá {LONGEST_NAME} ký tự."))
    said = {name: str(row.get(name)) for name in ("role", "place", "action")}
    unknown = [
        Problem(at, f"Không hiểu {name} = {said[name]!r}.")
        for name, known in (("role", roles), ("place", PLACES), ("action", frozenset(actions)))
        if said[name] not in known
    ]
    problems += unknown or _unfit(at, said["role"], said["place"], said["action"], actions)
    hours = row.get("allowance_hours")
    if hours is not None and (type(hours) is not int or hours <= 0):
        problems.append(Problem(at, "Thời gian của bước phải là số giờ làm việc lớn hơn 0."))
        hours = None
    return StepNode(
        key=row["key"],
        name=row["name"],
        allowance_hours=hours,
        next=_next(row.get("next", ()), at, problems),
        basis=str(row.get("basis", "")),
        role=said["role"],
        place=said["place"],
        action=said["action"],
    )


def _unfit(at: str, role: str, place: str, action: str, actions: Mapping[str, frozenset[str]]) -> list[Problem]:
    """A step that nobody could do: its role may not, or does not work where the step lies."""
    problems = []
    if role not in actions[action]:
        problems.append(Problem(at, f"Vai trò {role!r} không được làm {action!r}, nên không ai làm nổi."))
    if PLACE_OF.get(role, place) != place:
        problems.append(Problem(at, f"Vai trò {role!r} không làm việc ở {place!r}."))
    return problems


def _next(value: object, place: str, problems: list[Problem]) -> tuple[str, ...]:
    if isinstance(value, list | tuple) and all(isinstance(key, str) for key in value):
        return tuple(value)
    problems.append(Problem(place, "Các bước tiếp theo phải là một danh sách mã bước."))
    return ()


def _way_problems(nodes: tuple[StepNode, ...]) -> list[Problem]:
    """One line of steps, on which a dossier is assigned, signed, issued and returned, each once and in this order."""
    problems = [
        Problem(f"bước {node.key}", "Quy trình rẽ nhánh chưa chạy được.") for node in nodes if len(node.next) > 1
    ]
    links = {node.key: node for node in nodes}
    line, node = [], nodes[0]
    while not problems:
        line.append(node.action)
        if not node.next:
            break
        node = links[node.next[0]]
    if not problems and [action for action in line if action in WAY] != list(WAY):
        words = " → ".join(WAY)
        problems.append(Problem("steps", f"Mỗi bước sau phải có đúng một lần và theo thứ tự: {words}."))
    elif not problems and (line[0] != WAY[0] or line[-1] != WAY[-1]):
        problems.append(Problem("steps", f"Quy trình phải mở đầu bằng {WAY[0]} và kết thúc bằng {WAY[-1]}."))
    return problems


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
