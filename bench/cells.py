"""The cells at scale: figures, the cells made anew, and what keeping them costs.

The larger table has ten million facts when the measure `scale` is named, and a million in a plain `make bench`, which
takes minutes and many GB less; `MOTCUA_BENCH_FACTS` says another number.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import Any

from bench import ground, lists
from bench.country import MILLION, UNITS, database
from bench.line import Line, Side, interleaved, p95

LAST = date(2025, 12, 31)
ROUNDS = 5


def sizes() -> tuple[int, int]:
    """The larger table and the one it is compared with."""
    asked = os.environ.get("MOTCUA_BENCH_FACTS", "")
    large = int(asked) if asked else 10 * MILLION if "scale" in sys.argv[1:] else MILLION
    return large, MILLION if large > MILLION else large // 10


def scale() -> Iterator[Line]:
    """Figures of a unit and of all units, the cells made anew."""
    large, small = sizes()
    for count in (small, large):
        database(count)
    one_large, one_small = interleaved([_inside(large, _one_unit), _inside(small, _one_unit)], ROUNDS)
    note = "12 rates, 12 months, one unit, inside PostgreSQL"
    yield Line("indicators of one unit", Side(one_large, "ms", f"{note}, {large:,} dossiers"),
               Side(one_small, "ms", f"the same of {small:,}"), "≤ 5 ms, growth ≤ 1.2")  # fmt: skip
    whole, plain = interleaved([_inside(large, _whole_table), _inside(large, _plain_table)], 3)
    yield Line("all units by month", Side(whole, "ms", f"cells, 24 months × {UNITS} units, {large:,} dossiers"),
               Side(plain, "ms", "the same counts from the facts, plain SQL"), "≤ 0.05")  # fmt: skip
    again, plain = interleaved([_inside(large, _rebuild), _inside(large, _plain_table)], 2)
    yield Line("cells made anew", Side(again, "ms", f"all cells from {large:,} facts"),
               Side(plain, "ms", "one plain query over the same facts"), "≤ 2")  # fmt: skip


def _inside(count: int, work: Callable[[], float]) -> Callable[[], float]:
    def run() -> float:
        with ground.inside(database(count)):
            return work()

    return run


def _months(first: int) -> list[tuple[date, date]]:
    from motcua.measure.indicators.rules import trailing_months

    return [(part.first, part.last) for part in trailing_months(LAST, first)]


def _one_unit() -> float:
    """The server's own time for the statement behind the figures, planning included: median of ten."""
    from statistics import median

    from motcua.measure.facts.adding import statement

    return median(_explained(*statement(_months(12), unit="u7")) for _ in range(10))


def _explained(sql: str, values: list[Any]) -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", values)
        said = cursor.fetchone()[0][0]
        return float(said["Execution Time"] + said["Planning Time"])


def _whole_table() -> float:
    from motcua.measure.facts import queries

    return _timed(lambda: queries.tallies(_months(24), by="unit"))


def _plain_table() -> float:
    """All counts by month and unit from the facts: both sides, as anybody would write it."""
    from django.db import connection

    from motcua.measure.facts.rules import DONE, MARKS, RECEIVED

    def run() -> None:
        with connection.cursor() as cursor:
            for day, names in (("accepted_on", RECEIVED), ("finished_on", DONE)):
                sums = ", ".join(f"count(*) FILTER (WHERE marks & {1 << MARKS.index(name)} > 0)" for name in names)
                cursor.execute(
                    f"SELECT date_trunc('month', {day}), unit, {sums} FROM facts_dossierfact WHERE {day} IS NOT NULL "
                    "AND parent = '' GROUP BY 1, 2"
                )
                cursor.fetchall()

    return _timed(run)


def _rebuild() -> float:
    from motcua.measure.facts import cells

    return _timed(cells.rebuild)


def _timed(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return (time.perf_counter() - before) * 1000


def dashboard() -> Line:
    """The page of the twelve indicators, signed in, over HTTP."""
    from contextlib import ExitStack

    from django.urls import reverse

    from bench import people
    from bench.servers import serving

    large, small = MILLION, MILLION // 10
    with ExitStack() as stack:
        sides = []
        for count in (large, small):
            with ground.inside(lists.database(count)):
                headers = people.official("kiem")
            paths = [f"{reverse('indicators:desk')}?ky={key}" for key in ("2025", "2025-Q3", "2025-10", "2024")]
            plan = {"headers": headers, "requests": [{"method": "GET", "path": path} for path in paths], "repeat": True}
            server = stack.enter_context(serving("config.wsgi:application", database(count)))
            sides.append(lambda server=server, plan=plan: p95(server.load([plan], 4.0).seconds) * 1000)
        mine, other = interleaved(sides, 3)
    what = f"twelve figures and trends, {large:,} dossiers with payments, confirmations, feedback, documents"
    return Line("dashboard as a page over HTTP, p95", Side(mine, "ms", what),
                Side(other, "ms", f"the same of {small:,}"), "≤ 1.5")  # fmt: skip


def price() -> Line:
    """What the facts of cells add to writing: marks with each fact and the fold after them, against the fact alone."""
    from bench.http import submitted

    for name in ("bench_price", "bench_bare"):
        ground.copy_of_source(name)
    with ground.inside("bench_bare"):
        _drop_columns()

    def ours() -> float:
        from motcua.measure.facts import cells

        with ground.inside("bench_price"):
            return _per_write(submitted, fold=cells.fold)

    def bare() -> float:
        with ground.inside("bench_bare"), _without_cells():
            return _per_write(submitted, fold=None)

    mine, other = interleaved([ours, bare], ROUNDS)
    return Line("write price of the cells", Side(mine, "ms", "filing a dossier, its marks and its share of the fold"),
                Side(other, "ms", "filing a dossier, its fact without any column of the cells"), "≤ 2")  # fmt: skip


def _of_cells() -> set[str]:
    """The columns of a fact that are there for the cells alone."""
    from motcua.measure.facts.services import OF_CELLS

    return {"in_received", "in_done", "marks", "dirty", *OF_CELLS}


def _drop_columns() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        dropped = ", ".join(f"DROP COLUMN {name}" for name in sorted(_of_cells()))
        cursor.execute(f"ALTER TABLE facts_dossierfact {dropped}")


@contextmanager
def _without_cells() -> Iterator[None]:
    """The product as it would be without cells: no marks are worked out, and no column of theirs is written."""
    from unittest.mock import patch

    from motcua.kernel import rows
    from motcua.measure.facts import rules
    from motcua.measure.facts.models import DossierFact

    whole = rows._insert_statement

    def short(model: Any, kind: str) -> Any:
        if model is not DossierFact:
            return whole(model, kind)
        fields = [field for field in model._meta.concrete_fields if field.name not in _of_cells()]
        names, places = ", ".join(field.column for field in fields), ", ".join(["%s"] * len(fields))
        sql = f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({places})"
        return sql, tuple((field.attname, rows.plain(field, kind), field) for field in fields)

    with (
        patch.object(rows, "_insert_statement", lru_cache(short)),
        patch.object(rules, "counted", lambda fact: (None, None, 0)),
    ):
        yield


_filed = 0


def _per_write(submitted: Callable[..., list[Any]], *, fold: Callable[[], int] | None) -> float:
    from django.db import connection

    global _filed  # noqa: PLW0603 - commands of one run have numbers of their own
    before, count = time.perf_counter(), 300
    submitted(count, start=_filed)
    _filed += count
    if fold:
        fold()
    spent = (time.perf_counter() - before) * 1000 / count
    connection.close()
    return spent
