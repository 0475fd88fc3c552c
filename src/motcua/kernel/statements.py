"""Several writing statements in one trip to the database, where it can do that."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from motcua.kernel import wire


@dataclass(frozen=True, slots=True)
class Statement:
    """One INSERT, UPDATE or DELETE without RETURNING. `missing` is raised when it touches no row."""

    sql: str
    values: Sequence[Any]
    missing: Exception | None = None


def run(statements: Sequence[Statement]) -> list[int]:
    """Carry out all of them, in order; how many rows each touched. 1 trip on PostgreSQL, one for each elsewhere."""
    return settled(statements, wire.trip([(one.sql, one.values) for one in statements])) if statements else []


def settled(statements: Sequence[Statement], answers: Sequence[wire.Answer]) -> list[int]:
    """How many rows each statement touched, by its answer; raises `missing` of the first that touched none."""
    for one, answer in zip(statements, answers, strict=True):
        if not answer.touched and one.missing is not None:
            raise one.missing
    return [answer.touched for answer in answers]


def ask(sql: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
    """The first row that `sql` answers with. 1 trip."""
    rows = wire.trip([(sql, values)])[0].rows
    return rows[0] if rows else None
