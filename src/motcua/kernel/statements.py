"""Several writing statements in one trip to the database, where it can do that."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import DataError
from psycopg.errors import DivisionByZero

from motcua.kernel import wire


@dataclass(frozen=True, slots=True)
class Statement:
    """One INSERT, UPDATE or DELETE without RETURNING. `missing` is raised when it touches no row."""

    sql: str
    values: Sequence[Any]
    missing: Exception | None = None


def run(statements: Sequence[Statement], *, last: bool = False) -> list[int]:
    """Carry out all of them, in order; how many rows each touched. 1 trip on PostgreSQL, one for each elsewhere.

    `last`: the open transaction ends with them, see `wire.trip`. The database itself then sees to it that nothing is
    kept when one touches no row that must.
    """
    if not statements:
        return []
    if not last or wire.vendor() != "postgresql":
        return settled(statements, wire.trip([(one.sql, one.values) for one in statements]))
    try:
        answers = wire.trip(
            [(_strict(one.sql) if one.missing else one.sql, one.values) for one in statements], last=True
        )
    except DataError as error:
        missing = next((one.missing for one in statements if one.missing is not None), None)
        if missing is None or not isinstance(error.__cause__, DivisionByZero):
            raise
        raise missing from error
    return [answer.touched for answer in answers]


@lru_cache(maxsize=256)
def _strict(sql: str) -> str:
    """The statement, failing when it touches no row."""
    return f"WITH touched AS ({sql} RETURNING 1) SELECT 1 / count(*) FROM touched"


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
