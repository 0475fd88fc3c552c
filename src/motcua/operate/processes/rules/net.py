"""A process as a net: nodes and the flows between them, as BPMN 2.0 draws them, frozen once checked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from motcua.operate.processes.rules.conditions import Condition

Kind = Literal["start", "end", "task", "choice", "parallel", "event_choice", "catch", "boundary", "scope"]
WAITS: frozenset[str] = frozenset({"task", "catch"})  # nodes at which a token waits for something to happen


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """What a task is besides its name. `kind`: the word of BPMN (user, manual, service, send, receive, plain)."""

    kind: str = "plain"
    lane: str = ""
    pool: str = ""
    role: str = ""
    place: str = ""
    action: str = ""
    allowance_hours: int | None = None
    basis: str = ""
    documentation: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the drawing. `scope`: key of the sub-process it stands in, "" outside.

    `trigger` of an event: ("timer", "PT8H"), ("message", name) or ("", ""). `attached_to`: the node whose border a
    boundary event sits on; `cancels`: whether it ends that node. `terminate`: an end that ends all of its scope.
    """

    key: str
    kind: Kind
    name: str = ""
    scope: str = ""
    task: TaskDetail | None = None
    trigger: tuple[str, str] = ("", "")
    attached_to: str = ""
    cancels: bool = True
    terminate: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow. `condition` only on ways out of a choice; `default`: taken when no condition holds."""

    key: str
    source: str
    target: str
    name: str = ""
    condition: Condition | None = None
    default: bool = False


@dataclass(frozen=True)
class Net:
    """The whole process. Order of nodes and flows is that of the file, so that answers are stable."""

    key: str
    name: str
    nodes: Mapping[str, Node]
    flows: Mapping[str, Flow]
    notes: tuple[str, ...] = field(default=())

    @cached_property
    def out(self) -> Mapping[str, tuple[Flow, ...]]:
        """Flows that leave each node."""
        return self._grouped(lambda flow: flow.source)

    @cached_property
    def into(self) -> Mapping[str, tuple[Flow, ...]]:
        """Flows that enter each node."""
        return self._grouped(lambda flow: flow.target)

    @cached_property
    def boundaries(self) -> Mapping[str, tuple[Node, ...]]:
        """Boundary events by the node they sit on."""
        found: dict[str, list[Node]] = {key: [] for key in self.nodes}
        for node in self.nodes.values():
            if node.attached_to:
                found[node.attached_to].append(node)
        return {key: tuple(nodes) for key, nodes in found.items()}

    @cached_property
    def starts(self) -> Mapping[str, Node]:
        """The start of each scope, "" for the process itself."""
        return {node.scope: node for node in self.nodes.values() if node.kind == "start"}

    @cached_property
    def inside(self) -> Mapping[str, frozenset[str]]:
        """Every node within each scope, at any depth."""
        found: dict[str, set[str]] = {key: set() for key, node in self.nodes.items() if node.kind == "scope"}
        for node in self.nodes.values():
            scope = node.scope
            while scope:
                found[scope].add(node.key)
                scope = self.nodes[scope].scope
        return {key: frozenset(keys) for key, keys in found.items()}

    @property
    def tasks(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes.values() if node.kind == "task")

    def depth(self, scope: str) -> int:
        """How many sub-processes stand around `scope`, itself counted."""
        return 0 if not scope else 1 + self.depth(self.nodes[scope].scope)

    @cached_property
    def follows(self) -> Mapping[str, tuple[str, ...]]:
        """Which node can come right after which, with sub-processes entered and left."""
        found: dict[str, list[str]] = {key: [] for key in self.nodes}
        for key, node in self.nodes.items():
            targets = [flow.target for flow in self.out[key]]
            if node.kind == "scope" and key in self.starts:
                found[key].append(self.starts[key].key)
            elif node.kind == "end" and node.scope:
                found[key] += [flow.target for flow in self.out[node.scope]]
            else:
                found[key] += targets
            found[key] += [event.key for event in self.boundaries[key]]
        return {key: tuple(dict.fromkeys(targets)) for key, targets in found.items()}

    @cached_property
    def _dominators(self) -> Mapping[str, frozenset[str]]:
        start = self.starts[""].key
        everything = frozenset(self.nodes)
        before: dict[str, list[str]] = {key: [] for key in self.nodes}
        for key, targets in self.follows.items():
            for target in targets:
                before[target].append(key)
        found: dict[str, frozenset[str]] = dict.fromkeys(self.nodes, everything) | {start: frozenset({start})}
        changed = True
        while changed:
            changed = False
            for key in self.nodes:
                if key == start:
                    continue
                common = frozenset.intersection(*(found[p] for p in before[key])) if before[key] else frozenset()
                if (new := common | {key}) != found[key]:
                    found[key], changed = new, True
        return found

    def dominates(self, first: str, then: str) -> bool:
        """Whether every way to `then` leads through `first`."""
        return first in self._dominators.get(then, frozenset())

    def _grouped(self, by: Callable[[Flow], str]) -> Mapping[str, tuple[Flow, ...]]:
        found: dict[str, list[Flow]] = {key: [] for key in self.nodes}
        for flow in self.flows.values():
            found[by(flow)].append(flow)
        return {key: tuple(flows) for key, flows in found.items()}


def net_of(key: str, name: str, nodes: Iterable[Node], flows: Iterable[Flow], notes: Iterable[str] = ()) -> Net:
    """A net of these parts, in their order."""
    return Net(key, name, {node.key: node for node in nodes}, {flow.key: flow for flow in flows}, tuple(notes))
