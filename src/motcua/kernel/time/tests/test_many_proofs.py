"""The engine and the independent checker over many random cases: 20,000 in every run, a million in the long one."""

import random
from datetime import date, datetime, time, timedelta

import pytest

from motcua.kernel.time import TZ, UNITS, Limit, OfficeHours, Span, due_with_spans
from motcua.kernel.time import checker as proof_checker
from motcua.kernel.time.tests.worlds import HALF_DAY, LONGEST, calendar

OPENING = datetime(2024, 1, 1, tzinfo=TZ)
LONG_DAY = OfficeHours(((time(8), time(12)), (time(13), time(16, 45))))


def world(luck: random.Random):
    """A year with up to forty days off, some Saturdays worked and some half days."""
    off = {date(2024, 1, 1) + timedelta(luck.randrange(366)) for _ in range(luck.randrange(40))}
    drawn = {date(2024, 1, 1) + timedelta(luck.randrange(366)) for _ in range(luck.randrange(15))}
    half = {date(2024, 1, 1) + timedelta(luck.randrange(366)): HALF_DAY for _ in range(luck.randrange(10))}
    worked = {day for day in drawn if day.weekday() > 4 and day not in off}
    return calendar(
        dict.fromkeys(sorted(off), "Nghỉ"), dict.fromkeys(sorted(worked), "Làm bù"),
        hours=luck.choice([OfficeHours(), LONG_DAY]), day_hours=half,
    )  # fmt: skip


def case(luck: random.Random):
    unit = luck.choice(UNITS)
    spans = []
    for _ in range(luck.randrange(4)):
        since = OPENING + timedelta(minutes=30 * luck.randrange(15_000))
        end = since + timedelta(minutes=30 * luck.randrange(700)) if luck.random() < 0.9 else None
        spans.append(Span(luck.choice(["run", "pause", "restart"]), since, end))
    start = OPENING + timedelta(seconds=luck.randrange(300 * 24 * 3600))
    return start, Limit(luck.randint(1, LONGEST[unit]), unit), spans, luck.choice(["restart", "pause"])


def compare(cases: int, seed: int) -> None:
    luck = random.Random(seed)
    for number in range(cases):
        if number % 50 == 0:
            ours = world(luck)
            off, worked = {day.isoformat() for day in ours.days_off}, {day.isoformat() for day in ours.worked}
        start, limit, spans, mode = case(luck)
        proof = due_with_spans(start, limit, ours, spans, mode).proof()
        assert proof_checker.check(proof, off, worked) == [], (seed, number, proof)


def test_twenty_thousand_proofs_hold():
    compare(20_000, seed=4)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(50))
def test_a_million_proofs_hold(seed: int):
    compare(20_000, seed=1000 + seed)
