"""The identities of any recount: parts add up to their whole, and a day on a boundary falls into exactly one period."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.time import TZ, local_date
from motcua.measure.facts.models import DossierFact
from motcua.measure.indicators import queries as indicators
from motcua.measure.indicators.queries import Scope
from motcua.measure.indicators.rules import Period, month_window, parse_period, year_window
from motcua.measure.indicators.tests.building import fact, keep
from motcua.steer.reports import queries
from motcua.steer.reports.rules import Case, count

NOW = datetime(2024, 12, 31, 9, tzinfo=TZ)
YEAR = parse_period("2024")
WINDOWS = [month_window(2024, month) for month in range(1, 13)]
ENDS = ("result", "withdrawn", "stopped")
AGENCIES = ("sgddt", "khac")


@pytest.fixture
def year(cast):
    """A dossier of every second day from 14 December on, so that every boundary is met; ends of three kinds."""
    made = []
    for n in range(0, 380, 2):
        day = date(2023, 12, 14) + timedelta(n)
        ended = n % 7 != 0
        made.append(
            fact(
                accepted=day, finished=day + timedelta(n % 9) if ended else None, due=day + timedelta(4),
                closed_by=ENDS[n % 3] if ended else "", channel=1 + n % 3, agency=AGENCIES[n % 4 // 2],
            )
        )  # fmt: skip
    for day in (date(2024, 3, 14), date(2024, 3, 15)):  # the last instant of a window and the first of the next
        made.append(fact(accepted=day, channel=1))
    return keep(*made)


def finished(period: Period) -> Counter[str]:
    rows = DossierFact.objects.filter(finished_on__gte=period.first, finished_on__lte=period.last)
    return Counter(rows.values_list("closed_by", flat=True))


def test_released_is_early_and_on_time_and_late(year):
    """released = early + on time + late; processing = undue + overdue; received = online + direct + post + carried."""
    for period in (*WINDOWS, YEAR, parse_period("2024-Q2"), parse_period("2024-02-10..2024-03-09")):
        total = queries.report(period, NOW).table.total
        assert total.processed == total.early + total.on_time + total.late + total.no_due
        assert total.running == total.running_in_time + total.running_late + total.open_no_due
        assert total.received == total.online + total.direct + total.carried
        assert total.received == total.processed + total.running


def test_what_ended_is_with_a_result_withdrawn_or_stopped_and_only_a_result_is_done(year):
    for period in (*WINDOWS, YEAR):
        ended = finished(period)
        processed = queries.report(period, NOW).table.total.processed
        assert set(ended) <= set(ENDS)
        assert processed == ended.total() == sum(ended[kind] for kind in ENDS)
        assert indicators.compute("I.4", period, now=NOW).denominator == ended["result"]
        legal, _ = indicators.on_time(period, now=NOW)
        assert legal.denominator == ended["result"]  # everyone here has a due date


def test_a_day_on_a_boundary_falls_into_exactly_one_window_in_every_agency(year):
    whole = year_window(2024)
    for scope in (Scope(), *(Scope(agency=key) for key in AGENCIES)):
        received = [indicators.compute("I.3", window, now=NOW, scope=scope).denominator for window in WINDOWS]
        assert sum(received) == indicators.compute("I.3", whole, now=NOW, scope=scope).denominator
    for window in (*WINDOWS, whole):
        every = indicators.compute("I.3", window, now=NOW).denominator
        parts = [indicators.compute("I.3", window, now=NOW, scope=Scope(agency=key)).denominator for key in AGENCIES]
        assert sum(parts) == every


def test_what_a_window_leaves_running_is_what_the_next_one_carries(year):
    tables = [queries.report(window, NOW).table.total for window in WINDOWS]
    for before, after in pairwise(tables):
        assert after.carried == before.running


@given(st.sampled_from(WINDOWS), st.booleans(), st.timedeltas(timedelta(0), timedelta(hours=20)))
def test_an_instant_beside_midnight_belongs_to_its_local_day(window, last, before):
    """A dossier received on 14 March at 23:59 in Hà Nội is still of March, though UTC says otherwise."""
    day = window.last if last else window.first
    received = datetime.combine(day, time(23, 59), tzinfo=TZ) - before
    one = Case("d", "1. Cấp tỉnh", "x", local_date(received.astimezone(UTC)), 2, None, False, None)
    held = [period for period in WINDOWS if period.first <= one.accepted_on <= period.last]
    assert len(held) <= 1
    told = [count([one], period, NOW).total for period in WINDOWS]
    assert sum(total.online for total in told) == len(held)
