"""What happened in a process, and what is wrong with one: two small values that everything else uses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.operate.processes.rules.conditions import Value


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that happened: `step` was finished (with an `outcome`, where a choice follows), or sent `back_to`.

    `facts`: what conditions could ask for at that moment; they hold until a later move says otherwise, so a choice made
    once stays made. A first move without a step carries the facts with which the process began.
    """

    step: str
    back_to: str = ""
    outcome: str = ""
    facts: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a definition, and where."""

    place: str
    message: str


def history(rows: Iterable[Sequence[Any]]) -> list[Move]:
    """Moves as they are stored: [step, back to], [step, back to, outcome] or [step, back to, outcome, facts]."""
    return [Move(*row[:3], *(_sorted(facts) for facts in row[3:])) for row in rows]


def row_of(move: Move) -> list[Any]:
    """The shortest row that `history` reads as `move`."""
    if move.facts:
        return [move.step, move.back_to, move.outcome, dict(move.facts)]
    return [move.step, move.back_to, move.outcome] if move.outcome else [move.step, move.back_to]


def beginning(facts: Mapping[str, Value]) -> list[list[Any]]:
    """The rows with which a history begins; none when nothing is asked."""
    return [row_of(Move("", facts=_sorted(facts)))] if facts else []


def with_facts(move: Move, facts: Mapping[str, Value]) -> Move:
    """The same move in the light of `facts`."""
    return Move(move.step, move.back_to, move.outcome, _sorted(facts))


def _sorted(facts: Mapping[str, Value]) -> tuple[tuple[str, Value], ...]:
    return tuple(sorted(facts.items()))
