"""The cells at scale: figures, the cells made anew, and what keeping them costs.

The larger table has ten million facts when the measure `scale` is named, and a million in a plain `make bench`, which
takes minutes and many GB less; `MOTCUA_BENCH_FACTS` says another number.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from bench import ground
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
            with ground.inside(database(count)):
                headers = people.official("kiem")
            paths = [f"{reverse('indicators:desk')}?ky={key}" for key in ("2025", "2025-Q3", "2025-10", "2024")]
            plan = {"headers": headers, "requests": [{"method": "GET", "path": path} for path in paths], "repeat": True}
            server = stack.enter_context(serving("config.wsgi:application", database(count)))
            sides.append(lambda server=server, plan=plan: p95(server.load([plan], 4.0).seconds) * 1000)
        mine, other = interleaved(sides, 3)
    what = f"twelve figures and trends, {large:,} dossiers"
    return Line("dashboard as a page over HTTP, p95", Side(mine, "ms", what),
                Side(other, "ms", f"the same of {small:,}"), "≤ 1.5")  # fmt: skip


def price() -> Line:
    """What keeping the cells adds to writing: changes of state with the fold after them, against the same without."""
    from bench.http import submitted

    ground.copy_of_source("bench_price")
    with ground.inside("bench_price"):
        from motcua.measure.facts import cells

        def plain() -> float:
            return _per_write(submitted, fold=None)

        def ours() -> float:
            return _per_write(submitted, fold=cells.fold)

        mine, other = interleaved([ours, plain], ROUNDS)
    return Line("write price of the cells", Side(mine, "ms", "filing a dossier, its share of the fold included"),
                Side(other, "ms", "filing a dossier, the fold not run"), "≤ 2")  # fmt: skip


_filed = 0


def _per_write(submitted: Callable[..., list[Any]], *, fold: Callable[[], int] | None) -> float:
    from django.db import connection

    from motcua.measure.facts.models import DossierFact

    global _filed  # noqa: PLW0603 - commands of one run have numbers of their own
    before, count = time.perf_counter(), 300
    submitted(count, start=_filed)
    _filed += count
    if fold:
        fold()
    spent = (time.perf_counter() - before) * 1000 / count
    if not fold:
        DossierFact.objects.filter(dirty=True).update(dirty=False)
    connection.close()
    return spent
