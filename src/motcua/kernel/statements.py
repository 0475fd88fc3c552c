"""Several writing statements in one trip to the database, where it can do that.

PostgreSQL takes them as parts of one statement (WITH), elsewhere they run one by one. So they must not lean on each
other's effects nor touch the same row: parts of one statement all see the rows as they were before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

MOST_VALUES = 50
"""psycopg remembers how it has read a statement with up to 50 values; a longer one it reads anew each time."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One INSERT, UPDATE or DELETE without RETURNING. `missing` is raised when it touches no row."""

    sql: str
    values: Sequence[Any]
    missing: Exception | None = None


def run(statements: Sequence[Statement]) -> list[int]:
    """Carry out all of them; how many rows each touched. Few queries on PostgreSQL, one for each elsewhere."""
    counts: list[int] = []
    rest = list(statements)
    while rest:
        group = fitting(rest)
        counts += _carried_out(group)
        rest = rest[len(group) :]
    for one, count in zip(statements, counts, strict=True):
        if not count and one.missing is not None:
            raise one.missing
    return counts


def fitting(statements: Sequence[Statement], *, taken: int = 0) -> list[Statement]:
    """The first statements that go well together in one trip, at least one; with `taken` other values maybe none."""
    count = taken
    for index, one in enumerate(statements):
        count += len(one.values)
        if count > MOST_VALUES and (index or taken):
            return list(statements[:index])
    return list(statements)


def _carried_out(group: list[Statement]) -> list[int]:
    if len(group) == 1 or connections[DEFAULT_DB_ALIAS].vendor != "postgresql":
        return [_touched(one) for one in group]
    texts = tuple(one.sql for one in group)
    return list(ask(_together(texts), [value for one in group for value in one.values]) or ())


def ask(sql: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
    """The first row that `sql` answers with."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(sql, values)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row


def parts(texts: Sequence[str]) -> str:
    """The statements as parts s0, s1, … of one WITH."""
    return ", ".join(f"s{n} AS ({text} RETURNING 1)" for n, text in enumerate(texts))


@lru_cache(maxsize=512)
def _together(texts: tuple[str, ...]) -> str:
    counts = ", ".join(f"(SELECT count(*) FROM s{n})" for n in range(len(texts)))
    return f"WITH {parts(texts)} SELECT {counts}"


def _touched(one: Statement) -> int:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(one.sql, one.values)
        return int(cursor.rowcount)
