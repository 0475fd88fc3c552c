"""Calendars, instants and stops for the tests of working time, drawn by Hypothesis or written by hand."""

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from motcua.kernel.time import TZ, UNITS, Calendar, Limit, OfficeHours, Span

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
TET_2024 = {date(2024, 2, day): "Nghỉ Tết Nguyên đán" for day in range(8, 15)}
HALF_DAY = OfficeHours(((time(7, 30), time(11, 30)),))
LONGEST = {"working_hour": 60, "working_day": 30, "day": 60, "month": 4}


def calendar(off=None, worked=None, **more):
    return Calendar("thu", "thu@1", off or {}, worked or {}, more.pop("hours", OfficeHours()), (FIRST, LAST), **more)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=TZ)


days = st.dates(FIRST, date(2024, 12, 31))
instants = st.integers(0, 300 * 24 * 3600).map(lambda seconds: at("2024-01-01T00:00") + timedelta(seconds=seconds))


@st.composite
def calendars(draw):
    off = draw(st.sets(days, max_size=40))
    worked = {day for day in draw(st.sets(days, max_size=15)) if day.weekday() > 4 and day not in off}
    half = draw(st.sets(days, max_size=10))
    hours = draw(st.sampled_from([OfficeHours(), OfficeHours(((time(8), time(12)), (time(13), time(16, 45))))]))
    return calendar(
        dict.fromkeys(sorted(off), "Nghỉ"),
        dict.fromkeys(sorted(worked), "Làm bù"),
        hours=hours,
        day_hours=dict.fromkeys(sorted(half), HALF_DAY),
    )


@st.composite
def limits(draw, units=UNITS):
    unit = draw(st.sampled_from(units))
    return Limit(draw(st.integers(1, LONGEST[unit])), unit)


@st.composite
def stops(draw, kinds=("run", "pause", "restart"), after=None):
    """Up to four spans, in any order, overlapping or not, the minutes round so that edges meet."""
    spans = []
    for _ in range(draw(st.integers(0, 4))):
        since = (after or draw(instants)).replace(second=0) + timedelta(minutes=30 * draw(st.integers(0, 1500)))
        spans.append(
            Span(draw(st.sampled_from(kinds)), since, since + timedelta(minutes=30 * draw(st.integers(0, 700))))
        )
    return spans
