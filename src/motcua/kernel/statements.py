"""Several writing statements in one trip to the database, where it can do that.

PostgreSQL takes them as parts of one statement (WITH), elsewhere they run one by one. So they must not lean on each
other's effects nor touch the same row: parts of one statement all see the rows as they were before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


@dataclass(frozen=True, slots=True)
class Statement:
    """One INSERT, UPDATE or DELETE without RETURNING. `missing` is raised when it touches no row."""

    sql: str
    values: Sequence[Any]
    missing: Exception | None = None


def run(statements: Sequence[Statement]) -> list[int]:
    """Carry out all of them; how many rows each touched. 1 query on PostgreSQL, one for each elsewhere."""
    if len(statements) > 1 and connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
        texts = tuple(one.sql for one in statements)
        counts = list(ask(_together(texts), [value for one in statements for value in one.values]) or ())
    else:
        counts = [_touched(one) for one in statements]
    for one, count in zip(statements, counts, strict=True):
        if not count and one.missing is not None:
            raise one.missing
    return counts


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
