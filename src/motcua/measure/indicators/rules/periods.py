"""Periods of reporting: always a first and a last day, never "month 3".

Calendar months (service index) and the windows from the 15th to the 14th (periodic reports) live side by side.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

YEAR = re.compile(r"(\d{4})$")
MONTH = re.compile(r"(\d{4})-(\d{1,2})$")
QUARTER = re.compile(r"(\d{4})-?[Qq]([1-4])$")
RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$")


class BadPeriod(ValueError):
    """The text names no period; the message says what is understood."""


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included, as local dates."""

    first: date
    last: date
    words: str

    @property
    def months(self) -> tuple["Period", ...]:
        """The calendar months that the period touches."""
        months = []
        year, month = self.first.year, self.first.month
        while (year, month) <= (self.last.year, self.last.month):
            months.append(month_of(year, month))
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        return tuple(months)


def month_of(year: int, month: int) -> Period:
    """The calendar month."""
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), f"tháng {month:02d}/{year}")


def parse_period(text: str) -> Period:
    """Read "2024", "2024-03", "2024-Q1" or "2024-01-15..2024-02-14". Raises BadPeriod."""
    text = text.strip()
    try:
        return _parse(text)
    except ValueError as error:
        raise BadPeriod(
            f"Không hiểu kỳ {text!r}. Các cách viết: 2024, 2024-03, 2024-Q1, 2024-01-15..2024-02-14."
        ) from error


def _parse(text: str) -> Period:
    if found := YEAR.fullmatch(text):
        year = int(found[1])
        return Period(date(year, 1, 1), date(year, 12, 31), f"năm {year}")
    if found := MONTH.fullmatch(text):
        return month_of(int(found[1]), int(found[2]))
    if found := QUARTER.fullmatch(text):
        year, quarter = int(found[1]), int(found[2])
        last = month_of(year, quarter * 3).last
        return Period(date(year, quarter * 3 - 2, 1), last, f"quý {quarter}/{year}")
    if found := RANGE.fullmatch(text):
        first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2])
        if first <= last:
            return Period(first, last, f"từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}")
    raise ValueError(text)
