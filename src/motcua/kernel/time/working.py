"""Arithmetic of working days and working seconds on a calendar. Where a date is asked for, an instant will do."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction

from motcua.kernel.time.calendar import Calendar, day_of, to_instant, to_local
from motcua.kernel.time.limits import Limit

ONE_DAY = timedelta(days=1)
HORIZON = 25_000  # days; a calendar in which nothing is ever due is refused instead of being walked for ever


class Unreachable(ValueError):
    """No due date can be found: the calendar has no working day any more, or the clock stands for ever."""


def days_from(first: date) -> Iterator[date]:
    """`first` and the days after it. Raises Unreachable when the horizon is passed."""
    day = first
    for _ in range(HORIZON):
        yield day
        if day == date.max:
            break
        day += ONE_DAY
    raise Unreachable("Không tìm được ngày đến hạn: lịch không còn ngày làm việc hoặc đồng hồ dừng quá lâu.")


def next_working_day(day: date, calendar: Calendar) -> date:
    """The first working day after `day`."""
    return add_working_days(day, 1, calendar)


def add_working_days(start: date, days: int, calendar: Calendar) -> date:
    """The date `days` working days after `start`, which is not counted (Civil Code 2015 art. 147.2)."""
    if days < 0:
        raise ValueError("days must not be negative")
    start = day_of(start)
    if not days:
        return start
    left = days
    for day in days_from(start):
        if day > start and calendar.is_working(day):
            left -= 1
            if not left:
                return day
    raise AssertionError("unreachable: days_from raises at its horizon")


def working_days_between(first: date, last: date, calendar: Calendar) -> int:
    """Working days after `first` up to and including `last`; negative when `last` comes before `first`."""
    first, last = day_of(first), day_of(last)
    if last < first:
        return -working_days_between(last, first, calendar)
    return sum(calendar.is_working(first + timedelta(days=step)) for step in range(1, (last - first).days + 1))


def office_seconds(limit: Limit, calendar: Calendar) -> int:
    """How much office time a limit gives, by and large: what shares of it are taken of. No day off is looked up."""
    if limit.unit == "working_hour":
        return limit.value * 3600
    days = {"working_day": Fraction(1), "day": Fraction(5, 7), "month": Fraction(22)}[limit.unit] * limit.value
    return int(days * calendar.hours.seconds_per_day)


def start_of_working_day(day: date, calendar: Calendar) -> datetime:
    """Opening time of `day` by its office hours (whether or not anybody works), aware."""
    day = day_of(day)
    return to_instant(datetime.combine(day, calendar.hours_on(day).opening))


def end_of_working_day(day: date, calendar: Calendar) -> datetime:
    """Closing time of `day` by its office hours (whether or not anybody works), aware."""
    return to_instant(calendar.closing(day_of(day)))


def working_seconds_between(first: datetime, last: datetime, calendar: Calendar) -> int:
    """Whole office seconds from `first` to `last`; negative when `last` comes before `first`."""
    if last < first:
        return -working_seconds_between(last, first, calendar)
    since, to = to_local(first), to_local(last)
    worked = timedelta()
    day = since.date()
    while day <= to.date():
        for opens, closes in calendar.open_spans(day):
            worked += max(min(closes, to) - max(opens, since), timedelta())
        day += ONE_DAY
    return worked // timedelta(seconds=1)


def after_working_seconds(start: datetime, seconds: int, calendar: Calendar) -> datetime:
    """The instant at which `seconds` of office time have passed since `start`, aware; ValueError beyond the horizon."""
    if seconds < 0:
        raise ValueError("seconds must not be negative")
    since, left = to_local(start), timedelta(seconds=seconds)
    for day in days_from(since.date()):
        for opens, closes in calendar.open_spans(day):
            begin = max(opens, since)
            if begin < closes and left <= closes - begin:
                return to_instant(begin + left)
            left -= max(closes - begin, timedelta())
    raise AssertionError("unreachable: days_from raises at its horizon")
