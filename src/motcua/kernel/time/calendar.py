"""What a calendar knows: days off, make-up Saturdays, office hours, and how far its decisions reach."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

TZ = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKEND = {5: "Thứ Bảy", 6: "Chủ nhật"}


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The hours of one working day, in order: ((from, to), ...), local time; the gaps are breaks."""

    spans: tuple[tuple[time, time], ...] = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError("Giờ làm việc phải có ít nhất một khoảng.")
        edges = [edge for span in self.spans for edge in span]
        if any(later <= earlier for earlier, later in pairwise(edges)):
            raise ValueError("Các khoảng giờ làm việc phải theo thứ tự và không chồng nhau.")

    @property
    def opening(self) -> time:
        return self.spans[0][0]

    @property
    def closing(self) -> time:
        return self.spans[-1][1]

    @property
    def seconds_per_day(self) -> int:
        """Seconds worked in a day of these hours."""
        return sum(_seconds(to) - _seconds(since) for since, to in self.spans)

    def contains(self, at: time) -> bool:
        """True while the office is open; the closing minute itself is outside."""
        return any(since <= at < to for since, to in self.spans)


@dataclass(frozen=True, slots=True)
class Calendar:
    """One edition of one calendar. Dates are local; reasons are Vietnamese and shown to people.

    `days_off`: date -> why nobody works. `worked`: weekend date -> why it is worked (make-up day).
    `edges`: first and last date for which decisions on days off are known; outside, only weekends count.
    `seasons`: (first, last, hours) where the office hours differ for a while; `day_hours`: for one day (half days);
    `weekly`: (first, last, day of the week from Monday 0, hours) where one day of each week has its own.
    """

    key: str
    version: str
    days_off: Mapping[date, str] = field(hash=False)
    worked: Mapping[date, str] = field(hash=False)
    hours: OfficeHours
    edges: tuple[date, date]
    seasons: tuple[tuple[date, date, OfficeHours], ...] = ()
    day_hours: Mapping[date, OfficeHours] = field(default_factory=dict, hash=False)
    weekly: tuple[tuple[date, date, int, OfficeHours], ...] = ()

    def __post_init__(self) -> None:
        both = sorted(set(self.days_off) & set(self.worked))
        if both:
            raise ValueError(f"Ngày {both[0]:%d/%m/%Y} vừa là ngày nghỉ vừa là ngày làm bù.")
        if self.edges[1] < self.edges[0]:
            raise ValueError("Khoảng đã biết của lịch phải kết thúc sau khi bắt đầu.")

    def why_off(self, day: date) -> str | None:
        """Why nobody works on `day`; None on a working day. A decided day off wins over the weekend as reason."""
        day = day_of(day)
        reason = self.days_off.get(day)
        if reason is not None:
            return reason
        if day in self.worked:
            return None
        return WEEKEND.get(day.weekday())

    def is_working(self, day: date) -> bool:
        return self.why_off(day) is None

    def knows(self, day: date) -> bool:
        """True when the decisions on days off of that day's year are in the calendar."""
        return self.edges[0] <= day <= self.edges[1]

    def hours_on(self, day: date) -> OfficeHours:
        """The office hours that hold, or would hold, on `day` (also on a day off)."""
        day = day_of(day)
        special = self.day_hours.get(day)
        if special is not None:
            return special
        for first, last, weekday, hours in self.weekly:
            if weekday == day.weekday() and first <= day <= last:
                return hours
        for first, last, hours in self.seasons:
            if first <= day <= last:
                return hours
        return self.hours

    def closing(self, day: date) -> datetime:
        """Closing time of `day` as naive local time."""
        return datetime.combine(day, self.hours_on(day).closing)

    def open_spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """The spans of `day` in which the office works, naive local time; none on a day off."""
        if not self.is_working(day):
            return []
        return [(datetime.combine(day, since), datetime.combine(day, to)) for since, to in self.hours_on(day).spans]


def to_local(instant: datetime) -> datetime:
    """`instant` as naive local time, in which days are counted. ValueError when it has no time zone."""
    if instant.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    try:
        return instant.astimezone(TZ).replace(tzinfo=None)
    except OverflowError:
        raise ValueError("Ngày nằm ngoài khoảng tính được.") from None


def to_instant(local: datetime) -> datetime:
    """Naive local time as an aware instant."""
    return local.replace(tzinfo=TZ)


def day_of(day: date) -> date:
    """`day` itself, or the local date of an instant: a datetime is a date to Python, but never equal to one."""
    return local_date(day) if isinstance(day, datetime) else day


def local_date(instant: datetime) -> date:
    """The date the law sees: that of `instant` in Asia/Ho_Chi_Minh."""
    return to_local(instant).date()


def _seconds(at: time) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second
