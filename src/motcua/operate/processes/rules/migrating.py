"""Whether a running dossier may go on under another version of its process: what was done is replayed there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motcua.operate.processes.rules.conditions import Value
from motcua.operate.processes.rules.moves import Move
from motcua.operate.processes.rules.steps import Graph, open_steps


@dataclass(frozen=True, slots=True)
class Carried:
    """`reason`: why it may not, "" when it may. `facts`: those the history must begin with under the new version."""

    reason: str
    facts: Mapping[str, Value]


def carry(old: Graph, new: Graph, history: Sequence[Move], now: Mapping[str, Value]) -> Carried:
    """Replay `history` under `new`: the same steps must be open. `now`: facts that the new version asks for, today's.

    What was known when the process began stays as it was known then.
    """
    began = dict(history[0].facts) if history and not history[0].step else {}
    facts = {**now, **began}
    done = [move for move in history if move.step]
    before = open_steps(old, history)
    missing = [key for key in before if new.step(key) is None]
    if missing:
        return Carried(f"Bước {_names(old, missing)} đang mở không còn trong phiên bản mới.", facts)
    after = open_steps(new, [Move("", facts=tuple(sorted(facts.items()))), *done])
    if set(after) != set(before):
        there = _names(new, after) if after else "cuối quy trình"
        return Carried(f"Đang ở {_names(old, before)}; theo phiên bản mới phải ở {there}.", facts)
    return Carried("", facts)


def _names(graph: Graph, keys: Sequence[str]) -> str:
    nodes = (graph.step(key) for key in keys)
    return ", ".join(f"“{node.name}”" for node in nodes if node is not None)
