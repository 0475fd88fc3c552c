"""Whether a net can always come to its end: every marking that can be reached is looked at.

What is looked for is what workflow theory calls soundness: no dead part, no step open twice at once, from everywhere a
way to the end with nothing left behind.
"""

from collections import deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

from motcua.operate.processes.rules.moves import Problem
from motcua.operate.processes.rules.net import Flow, Net, Node
from motcua.operate.processes.rules.reducing import reduced
from motcua.operate.processes.rules.running import Endless, Marking, begin, fire, fireable

MOST_TRIED: Final = 12_000  # steps tried: about a second
Key = tuple[tuple[tuple[str, int], ...], ...]
T = TypeVar("T", bound=Hashable)


class _Undecided(Exception):
    """A choice was met for which no decision is planned yet."""

    def __init__(self, ways: int) -> None:
        self.ways = ways


def soundness_problems(net: Net) -> list[Problem]:
    """What can go wrong while the process runs, each with its place; empty when nothing can."""
    problems = list(_structure(net))
    if problems:
        return problems
    try:
        return _explore(reduced(net))
    except Endless:
        return [Problem(net.name or net.key, "Các cổng nối vòng vào nhau mà không có bước nào ở giữa.")]


def can_end_without(net: Net, key: str) -> bool:
    """Whether the process can come to its end and the step `key` was never done. For sound nets."""
    net = reduced(net, {key})
    seen: set[Key] = set()
    todo = _outcomes(net, None, "")
    while todo and len(seen) < MOST_TRIED:
        marking = todo.pop()
        state = marking.key()
        if marking.ended:
            return True
        if state not in seen:
            seen.add(state)
            names = [name for name in _possible(net, marking) if name != key]
            todo += [after for name in names for after in _outcomes(net, marking, name)]
    return False


def _possible(net: Net, marking: Marking) -> Iterator[str]:
    """What may happen next. An event that leaves its step open is not repeated while what it began goes on.

    A timer runs out once; a message that comes again meanwhile is told to those who are at it.
    """
    for name in fireable(net, marking):
        node = net.nodes[name]
        if node.attached_to and not node.cancels and any(marking.waiting[key] for key in _begun_by(net, name)):
            continue
        yield name


def _begun_by(net: Net, event: str) -> Iterator[str]:
    return (key for key in net.nodes if key != event and net.dominates(event, key))


def _structure(net: Net) -> Iterator[Problem]:
    """Every node can be reached, and from every node an end."""
    if "" not in net.starts:
        yield Problem(net.name or net.key, "Quy trình không có điểm bắt đầu.")
        return
    reached = _closure({net.starts[""].key}, net.follows)
    back: dict[str, list[str]] = {key: [] for key in net.nodes}
    for key, targets in net.follows.items():
        for target in targets:
            back[target].append(key)
    ends = {key for key, node in net.nodes.items() if not net.follows[key] and node.kind in {"end", "task", "catch"}}
    ending = _closure(ends, back)
    for key, node in net.nodes.items():
        if key not in reached:
            yield Problem(_words(node), "Không có đường nào dẫn tới đây.")
        elif key not in ending:
            yield Problem(_words(node), "Từ đây không đi tới được kết thúc.")


def _explore(net: Net) -> list[Problem]:
    first = _outcomes(net, None, "")
    known: dict[Key, Marking] = {}
    links: dict[Key, list[Key]] = {}
    todo = deque(first)
    used: set[str] = set()
    tried = 0
    while todo:
        marking = todo.popleft()
        key = marking.key()
        if key in known:
            continue
        if tried > MOST_TRIED:
            return [Problem(net.name or net.key, "Quy trình có quá nhiều nhánh song song để kiểm tra hết.")]
        twice = [name for name, count in marking.waiting.items() if count > 1]
        if twice:
            return [Problem(_words(net.nodes[name]), "Bước có thể mở hai lần cùng lúc.") for name in sorted(twice)]
        known[key] = marking
        links[key] = []
        for name in _possible(net, marking):
            used.add(name)
            tried += 1
            for after in _outcomes(net, marking, name):
                links[key].append(after.key())
                todo.append(after)
    return _verdict(net, known, links, used)


def _verdict(net: Net, known: dict[Key, Marking], links: dict[Key, list[Key]], used: set[str]) -> list[Problem]:
    stuck = [marking for key, marking in known.items() if not links[key] and not marking.ended]
    if stuck:
        joins = {net.flows[flow].target for marking in stuck for flow, count in marking.arrived.items() if count}
        places = [net.nodes[key] for key in sorted(joins)]
        return [Problem(_words(node), "Cổng chờ một nhánh không bao giờ tới.") for node in places] or [
            Problem(net.name or net.key, "Quy trình có thể dừng giữa chừng.")
        ]
    back: dict[Key, list[Key]] = {key: [] for key in known}
    for key, targets in links.items():
        for target in targets:
            back[target].append(key)
    can_end = _closure({key for key, marking in known.items() if marking.ended}, back)
    lost = [known[key] for key in known if key not in can_end]
    if lost:
        caught = sorted({key for marking in lost for key, count in marking.waiting.items() if count})
        return [Problem(_words(net.nodes[key]), "Vòng lặp không có lối ra.") for key in caught]
    return [Problem(_words(node), "Bước không bao giờ mở.") for node in net.tasks if node.key not in used]


def _outcomes(net: Net, marking: Marking | None, key: str) -> list[Marking]:
    """Every marking that can follow, over all ways the choices may go."""
    found = []
    plans: list[tuple[int, ...]] = [()]
    while plans:
        plan = plans.pop()
        left = iter(plan)

        def choose(node: Node, flows: Sequence[Flow], left: Iterator[int] = left) -> Flow:
            decision = next(left, None)
            if decision is None:
                raise _Undecided(len(flows))
            return flows[decision]

        try:
            if marking is None:
                found.append(begin(net, choose))
            else:
                after = marking.copy()
                fire(net, after, key, choose)
                found.append(after)
        except _Undecided as open_choice:
            if len(plan) > 50:
                raise Endless(net.key) from open_choice
            plans += [(*plan, way) for way in range(open_choice.ways)]
    return found


def _closure(start: set[T], links: Mapping[T, Sequence[T]]) -> set[T]:
    seen: set[T] = set()
    todo = list(start)
    while todo:
        key = todo.pop()
        if key not in seen:
            seen.add(key)
            todo.extend(links.get(key, ()))
    return seen


def _words(node: Node) -> str:
    """How a person finds the node again."""
    return node.name or node.key
