"""Large tables: the officials' list and the twelve figures."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import product
from typing import Any

from bench import ground, rows
from bench.line import Line, Side, interleaved, p95

SMALL, LARGE = 10_000, 100_000
NOW = datetime(2025, 12, 22, 3, tzinfo=UTC)
CALLS = 120  # of each kind of filter in a round
ROUNDS = 5


@lru_cache(maxsize=2)
def database(count: int) -> str:
    """A database with `count` dossiers, made at first use; its name."""
    name = f"bench_rows_{count}"
    ground.copy_of_source(name)
    with ground.inside(name):
        rows.pour(count)
    return name


def listing() -> Iterator[Line]:
    """The officials' list: 20 rows and the total, by unit and state, and by procedure and day of filing."""
    for words, filters in (("by unit and state", _by_unit), ("by procedure and date", _by_procedure)):
        large, small = interleaved([_round(LARGE, filters), _round(SMALL, filters)], ROUNDS)
        yield Line(
            f"filtered list {words}, p95",
            Side(large, "ms", f"20 of {LARGE:,} dossiers with total"),
            Side(small, "ms", f"the same of {SMALL:,}"),
            "≤ 1.5",
        )


def page() -> Line:
    """The same as a page: signed in, filtered by unit and state or by procedure and days, rendered, over HTTP."""
    from contextlib import ExitStack

    from django.urls import reverse

    from bench import people
    from bench.servers import serving

    with ExitStack() as stack:
        sides = []
        for count in (LARGE, SMALL):
            with ground.inside(database(count)):
                chosen = [_address(filters) for filters in (*_by_unit(), *_by_procedure())]
                plan = _visit(people.official("kiem"), [f"{reverse('journeys:list')}?{query}" for query in chosen])
            server = stack.enter_context(serving("config.wsgi:application", database(count)))
            sides.append(lambda server=server, plan=plan: p95(server.load([plan], 4.0).seconds) * 1000)
        large, small = interleaved(sides, ROUNDS)
    return Line(
        "filtered list as a page over HTTP, p95",
        Side(large, "ms", f"20 of {LARGE:,} dossiers with total, 1 connection"),
        Side(small, "ms", f"the same of {SMALL:,}"),
        "≤ 1.5",
    )


def _visit(headers: dict[str, str], paths: list[str]) -> dict[str, Any]:
    return {"headers": headers, "requests": [{"method": "GET", "path": path} for path in paths], "repeat": True}


def _address(filters: Any) -> str:
    from urllib.parse import urlencode

    said = {"phong": filters.unit, "trang-thai": filters.state, "thu-tuc": filters.procedure}
    for name, day in (("tu", filters.received_from), ("den", filters.received_to)):
        said[name] = f"{day:%d/%m/%Y}" if day else ""
    return urlencode({name: value for name, value in said.items() if value})


def _round(count: int, filters: Callable[[], list[Any]]) -> Callable[[], float]:
    from motcua.operate.dossiers import queries
    from motcua.people import queries as people
    from motcua.people.models import Account

    def run() -> float:
        with ground.inside(database(count)):
            grants = people.grants(Account.objects.get(username="kiem"))
            chosen = filters()
            times = []
            for n in range(CALLS):
                before = time.perf_counter()
                page = queries.listing(grants=grants, filters=chosen[n % len(chosen)], now=NOW)
                times.append(time.perf_counter() - before)
                assert page.rows
            return p95(times) * 1000

    return run


def _by_unit() -> list[Any]:
    from motcua.operate.dossiers.queries import Filters
    from motcua.people import queries as people

    keys = sorted(unit.key for unit in people.units())
    return [Filters(unit=key, state=state) for key, state in product(keys, (10, 4))]


def _by_procedure() -> list[Any]:
    from motcua.operate.catalogue.models import ProcedureVersion
    from motcua.operate.dossiers.queries import Filters

    codes = ProcedureVersion.objects.filter(state="in_force").order_by("pk").values_list("procedure__code", flat=True)
    spans = [(date(2024, 1, 1), date(2024, 12, 31)), (date(2025, 3, 1), date(2025, 6, 30))]
    return [Filters(procedure=code, received_from=a, received_to=b) for code, (a, b) in product(codes[:20], spans)]


def indicators() -> Line:
    """The twelve figures of a year, as the page and `motcua indicators` compute them."""
    from motcua.measure.indicators import queries
    from motcua.measure.indicators.rules import parse_period

    period = parse_period("2024")

    def ours() -> float:
        return _timed(lambda: queries.figures(period, now=NOW))

    name = database(LARGE)
    with ground.inside(name):
        mine, plain = interleaved([ours, lambda: _timed(_one_query)], ROUNDS)
    return Line(
        "twelve figures of a year",
        Side(mine, "ms", f"indicators.figures over {LARGE:,} facts"),
        Side(plain, "ms", "six of the rates as one hand-written aggregate"),
        "lower is better",
    )


def _timed(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return (time.perf_counter() - before) * 1000


def _one_query() -> object:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FILTER (WHERE channel = 2 AND accepted_on BETWEEN %(a)s AND %(b)s),
                   count(*) FILTER (WHERE accepted_on BETWEEN %(a)s AND %(b)s),
                   count(*) FILTER (WHERE result_electronic AND finished_on BETWEEN %(a)s AND %(b)s),
                   count(*) FILTER (WHERE on_time_legal AND finished_on BETWEEN %(a)s AND %(b)s),
                   count(*) FILTER (WHERE fully_digitised AND finished_on BETWEEN %(a)s AND %(b)s),
                   count(*) FILTER (WHERE papers_reused > 0 AND accepted_on BETWEEN %(a)s AND %(b)s),
                   count(*) FILTER (WHERE rating >= 4 AND finished_on BETWEEN %(a)s AND %(b)s),
                   count(*) FILTER (WHERE finished_on BETWEEN %(a)s AND %(b)s)
            FROM facts_dossierfact
            """,
            {"a": date(2024, 1, 1), "b": date(2024, 12, 31)},
        )
        return cursor.fetchone()
