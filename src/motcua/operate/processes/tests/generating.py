"""Random processes that are sound by construction: sequence, choice, parallel, loop and sub-process, put together."""

import itertools
from dataclasses import dataclass, field

from hypothesis import strategies as st

from motcua.operate.processes.rules import Condition, Flow, Net, Node, TaskDetail
from motcua.operate.processes.rules.net import Kind, net_of

BLOCKS = st.recursive(
    st.just("task"),
    lambda inner: st.one_of(
        st.tuples(st.just("sequence"), st.lists(inner, min_size=1, max_size=3)),
        st.tuples(st.just("choice"), st.lists(inner, min_size=2, max_size=3)),
        st.tuples(st.just("parallel"), st.lists(inner, min_size=2, max_size=3)),
        st.tuples(st.just("loop"), st.lists(inner, min_size=1, max_size=1)),
        st.tuples(st.just("scope"), st.lists(inner, min_size=1, max_size=1)),
    ),
    max_leaves=8,
)


@dataclass
class _Builder:
    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    for_oracle: bool = False
    loops: int = 0

    def node(self, kind: Kind, scope: str) -> str:
        key = f"{kind}_{len(self.nodes)}"
        detail = TaskDetail(kind="user") if kind == "task" else None
        self.nodes.append(Node(key, kind, f"Việc {len(self.nodes)}", scope, detail))
        return key

    def flow(self, source: str, target: str, condition: str = "", default: bool = False) -> None:
        read = Condition.read(condition) if condition else None
        self.flows.append(Flow(f"flow_{len(self.flows)}", source, target, "", read, default))

    def block(self, block, scope: str) -> tuple[str, str]:
        """First and last node of the block."""
        if block == "task":
            key = self.node("task", scope)
            return key, key
        kind, parts = block
        if kind == "sequence" or (kind == "parallel" and self.for_oracle and self.loops):
            ends = [self.block(part, scope) for part in parts]
            for (_, last), (first, _) in itertools.pairwise(ends):
                self.flow(last, first)
            return ends[0][0], ends[-1][1]
        if kind == "scope":
            key = self.node("scope", scope)
            self.whole(parts[0], key)
            return key, key
        return self.loop(parts[0], scope) if kind == "loop" else self.branches(kind, parts, scope)

    def branches(self, kind, parts, scope: str) -> tuple[str, str]:
        split, join = self.node(kind, scope), self.node(kind, scope)
        for number, part in enumerate(parts):
            first, last = self.block(part, scope)
            conditional = kind == "choice" and number < len(parts) - 1
            self.flow(
                split, first, f"outcome == '{number}'" if conditional else "", kind == "choice" and not conditional
            )
            self.flow(last, join)
        if kind == "choice":
            return split, join
        after = self.node("task", scope)  # whose outcome counts after branches met would be anybody's guess
        self.flow(join, after)
        return split, after

    def loop(self, part, scope: str) -> tuple[str, str]:
        """Once, and again as long as the last step says so; a step stands on the way back, so that somebody decides."""
        enter, leave = self.node("choice", scope), self.node("choice", scope)
        self.loops += 1
        first, last = self.block(part, scope)
        self.loops -= 1
        again = self.node("task", scope)
        self.flow(enter, first)
        self.flow(last, again)
        self.flow(again, leave)
        self.flow(leave, enter, "outcome == '0'")
        after = self.node("choice", scope)
        self.flow(leave, after, default=True)
        return enter, after

    def whole(self, block, scope: str) -> None:
        start, end = self.node("start", scope), self.node("end", scope)
        first, last = self.block(block, scope)
        self.flow(start, first)
        self.flow(last, end)


def build(block, for_oracle: bool = False) -> Net:
    builder = _Builder(for_oracle=for_oracle)
    builder.whole(block, "")
    return net_of("sinh", "Quy trình sinh ra", builder.nodes, builder.flows)


def nets(for_oracle: bool = False):
    """Sound nets of up to about thirty nodes.

    `for_oracle`: no branches that meet inside a loop. On the second round the oracle's join opens as soon as one branch
    arrives, because it counts those of the first; the standard asks for a token on each way in.
    """
    return BLOCKS.map(lambda block: build(block, for_oracle))
