"""The interpreter: a pure function over what happened. Tokens move through the net; where they wait, a step is open."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from motcua.operate.processes.rules.conditions import OUTCOME, Value
from motcua.operate.processes.rules.moves import Move
from motcua.operate.processes.rules.net import WAITS, Flow, Net, Node

MOST_HOPS: Final = 10_000  # between two steps; more means a ring of gateways, which the check refuses
Choose = Callable[[Node, Sequence[Flow]], Flow]


class Endless(RuntimeError):
    """Gateways lead to each other without a step between; a checked net never does."""


def _counts() -> dict[str, int]:
    """How many of each; what was never counted is none (a Counter says the same, several times more slowly)."""
    return defaultdict(int)


@dataclass
class Marking:
    """Where the tokens are: `waiting` at steps and events, `arrived` at joins by flow, `active` sub-processes."""

    waiting: dict[str, int] = field(default_factory=_counts)
    arrived: dict[str, int] = field(default_factory=_counts)
    active: dict[str, int] = field(default_factory=_counts)

    def copy(self) -> "Marking":
        return Marking(self.waiting.copy(), self.arrived.copy(), self.active.copy())

    def key(self) -> tuple[tuple[tuple[str, int], ...], ...]:
        """Equal for equal markings; can be put into a set."""
        parts = (self.waiting, self.arrived, self.active)
        return tuple(tuple(sorted((k, n) for k, n in part.items() if n)) for part in parts)

    @property
    def ended(self) -> bool:
        return not any(any(part.values()) for part in (self.waiting, self.arrived, self.active))


def open_nodes(net: Net, history: Iterable[Move], facts: Mapping[str, Value] | None = None) -> tuple[str, ...]:
    """Keys of the steps and events that wait after `history`, in the order of the net.

    `facts`: words that conditions may ask for besides the outcome of the step before (channel, case …). A move that is
    not possible changes nothing: histories observed elsewhere may hold such moves.
    """
    waiting = run(net, history, facts).waiting
    return tuple(key for key in net.nodes if waiting.get(key))


def run(net: Net, history: Iterable[Move], facts: Mapping[str, Value] | None = None) -> Marking:
    """The marking after `history`."""
    values: dict[str, Value] = dict(facts or {})
    moves = list(history)
    if moves and not moves[0].step:
        values.update(moves[0].facts)
    choose = _by_values(values)
    marking = begin(net, choose)
    for move in moves:
        values.update(move.facts)
        if move.back_to:
            go_back(net, marking, move.step, move.back_to)
        else:
            values[OUTCOME] = move.outcome or None
            fire(net, marking, move.step, choose)
    return marking


def begin(net: Net, choose: Choose) -> Marking:
    """The marking in which a process starts."""
    marking = Marking()
    _advance(net, marking, net.out[net.starts[""].key], choose)
    return marking


def fireable(net: Net, marking: Marking) -> Iterator[str]:
    """What may happen next: steps and events that wait, and the boundary events of what is going on."""
    for key, node in net.nodes.items():
        if node.attached_to:
            if marking.waiting[node.attached_to] or marking.active[node.attached_to]:
                yield key
        elif marking.waiting[key]:
            yield key


def fire(net: Net, marking: Marking, key: str, choose: Choose) -> bool:
    """Let the step or event `key` happen; False, and nothing changes, when it cannot."""
    node = net.nodes.get(key)
    if node is None:
        return False
    if node.attached_to:
        host = node.attached_to
        if not (marking.waiting[host] or marking.active[host]):
            return False
        if node.cancels:
            _clear(marking, net, {host, *net.inside.get(host, ())})
    elif node.kind in WAITS and marking.waiting[key]:
        marking.waiting[key] -= 1
        _withdraw_rivals(net, marking, key)
    else:
        return False
    _advance(net, marking, net.out[key], choose)
    return True


def go_back(net: Net, marking: Marking, step: str, to: str) -> bool:
    """Send the work back from `step`, which waits, to `to`, through which every way to it leads.

    What runs only because of `to` is withdrawn; branches beside it stay as they are.
    """
    if to == step or not marking.waiting[step] or not may_return(net, step, to):
        return False
    _clear(marking, net, {key for key in net.nodes if net.dominates(to, key)})
    marking.waiting[to] += 1
    return True


def may_return(net: Net, step: str, to: str) -> bool:
    """Whether work may be sent back from `step` to `to`: a step of the same scope that always comes before it."""
    if step not in net.nodes or to not in net.nodes or to == step:
        return False
    return net.nodes[to].kind == "task" and net.nodes[to].scope == net.nodes[step].scope and net.dominates(to, step)


def _by_values(values: Mapping[str, Value]) -> Choose:
    def choose(node: Node, flows: Sequence[Flow]) -> Flow:
        for flow in flows:
            if not flow.default and flow.condition is not None and flow.condition.holds(values):
                return flow
        return next((flow for flow in flows if flow.default or flow.condition is None), flows[-1])

    return choose


def _advance(net: Net, marking: Marking, flows: Sequence[Flow], choose: Choose) -> None:
    if len(flows) == 1 and not marking.active and net.nodes[flows[0].target].kind in WAITS:
        marking.waiting[flows[0].target] += 1  # from step to step, as most of the way goes
        return
    todo = deque(flows)
    for _ in range(MOST_HOPS):
        if not todo:
            todo.extend(_leave_finished(net, marking))
            if not todo:
                return
        flow = todo.popleft()
        target = flow.target
        if net.nodes[target].kind in WAITS:
            marking.waiting[target] += 1
        else:
            todo.extend(_enter(net, marking, flow, choose))
    raise Endless(net.key)


def _enter(net: Net, marking: Marking, flow: Flow, choose: Choose) -> Iterable[Flow]:
    """A token arrives at what is no step, at the end of `flow`; the flows on which it goes on at once."""
    node = net.nodes[flow.target]
    out = net.out[node.key]
    if node.kind == "choice":
        return (out[0] if len(out) == 1 else choose(node, out),)
    if node.kind == "event_choice":
        for following in out:
            marking.waiting[following.target] += 1
        return ()
    if node.kind == "parallel":
        return _join(net, marking, flow, node, out)
    if node.kind == "scope":
        marking.active[node.key] += 1
        return net.out[net.starts[node.key].key]
    if node.kind == "end" and node.terminate:
        _clear(marking, net, net.inside.get(node.scope, frozenset(net.nodes)))
    return ()


def _join(net: Net, marking: Marking, flow: Flow, node: Node, out: Sequence[Flow]) -> Sequence[Flow]:
    marking.arrived[flow.key] += 1
    incoming = net.into[node.key]
    if not all(marking.arrived[one.key] for one in incoming):
        return ()
    for one in incoming:
        marking.arrived[one.key] -= 1
    return out


def _leave_finished(net: Net, marking: Marking) -> Sequence[Flow]:
    """The way out of one sub-process in which nothing is left to do; the innermost first."""
    if not marking.active:
        return ()
    for scope in sorted((key for key, n in marking.active.items() if n), key=net.depth, reverse=True):
        if not _busy(net, marking, scope):
            marking.active[scope] -= 1
            return net.out[scope]
    return ()


def _busy(net: Net, marking: Marking, scope: str) -> bool:
    inside = net.inside[scope]
    return any(marking.waiting[key] or marking.active[key] for key in inside) or any(
        n and net.flows[key].target in inside for key, n in marking.arrived.items()
    )


def _withdraw_rivals(net: Net, marking: Marking, key: str) -> None:
    """After an event choice only the first event counts."""
    for flow in net.into[key]:
        if net.nodes[flow.source].kind == "event_choice":
            for other in net.out[flow.source]:
                if other.target != key and marking.waiting[other.target]:
                    marking.waiting[other.target] -= 1
            return


def _clear(marking: Marking, net: Net, keys: Iterable[str]) -> None:
    gone = set(keys)
    for key in gone:
        marking.waiting[key] = marking.active[key] = 0
    for flow, count in list(marking.arrived.items()):
        if count and net.flows[flow].target in gone and net.flows[flow].source in gone:
            marking.arrived[flow] = 0
