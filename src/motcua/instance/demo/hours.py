"""Office time of the demo as one line of seconds: where an instant lies on it, and the instant at a place."""

from bisect import bisect_right
from datetime import date, datetime, timedelta

from motcua.kernel.time import TZ, Calendar


class OfficeTime:
    """The office hours of a calendar between two days, laid end to end. Lunch, nights and days off have no length."""

    def __init__(self, calendar: Calendar, first: date, last: date) -> None:
        self._begins: list[datetime] = []
        self._lengths: list[int] = []
        self._places: list[int] = []
        self.days: list[date] = []
        self._edges: dict[date, tuple[datetime, datetime]] = {}
        total = 0
        day = first
        while day <= last:
            spans = calendar.open_spans(day)
            if spans:
                self.days.append(day)
                self._edges[day] = spans[0][0].replace(tzinfo=TZ), spans[-1][1].replace(tzinfo=TZ)
            for since, to in spans:
                self._begins.append(since)
                self._places.append(total)
                self._lengths.append(int((to - since).total_seconds()))
                total += self._lengths[-1]
            day += timedelta(days=1)

    def place(self, instant: datetime) -> int:
        """Office seconds from the start of the line to `instant`; outside office hours, to the next opening."""
        local = instant.astimezone(TZ).replace(tzinfo=None)
        index = bisect_right(self._begins, local) - 1
        if index < 0:
            return 0
        inside = min(int((local - self._begins[index]).total_seconds()), self._lengths[index])
        return self._places[index] + inside

    def at(self, place: int) -> datetime:
        """The instant at `place`; an end of office hours is the beginning of the next ones."""
        index = bisect_right(self._places, max(place, 0)) - 1
        local = self._begins[index] + timedelta(seconds=max(place, 0) - self._places[index])
        return local.replace(tzinfo=TZ)

    def after(self, instant: datetime, seconds: int) -> datetime:
        """The instant at least `seconds` of office time after `instant`."""
        return max(self.at(self.place(instant) + seconds), instant)

    def opening(self, day: date) -> datetime:
        """When the office opens on a working day of the line."""
        return self._edges[day][0]

    def closing(self, day: date) -> datetime:
        """When the office closes on a working day of the line."""
        return self._edges[day][1]
