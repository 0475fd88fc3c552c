"""Periods of reporting: always a first and a last day, never "month 3".

Calendar months (service index) and the windows from the 15th to the 14th (periodic reports) live side by side.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from motcua.measure.indicators.rules.windows import window_of, window_words

YEAR = re.compile(r"(\d{4})$")
MONTH = re.compile(r"(\d{4})-(\d{1,2})$")
QUARTER = re.compile(r"(\d{4})-?[Qq]([1-4])$")
RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$")
MOST_MONTHS: Final = 36
"""A table by month shows at most this many; a longer period is asked for year by year."""


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

    @property
    def parts(self) -> tuple["Period", ...]:
        """The period cut at the ends of months: together the parts are exactly the period."""
        return tuple(period_of(max(m.first, self.first), min(m.last, self.last)) for m in self.months)

    @property
    def key(self) -> str:
        """The shortest text that `parse_period` reads as this period."""
        year = f"{self.first.year:04d}"
        same_year = self.first.year == self.last.year
        if same_year and (self.first, self.last) == (date(self.first.year, 1, 1), date(self.first.year, 12, 31)):
            return year
        for number in range(1, 5):
            if same_year and (self.first, self.last) == _quarter_days(self.first.year, number):
                return f"{year}-Q{number}"
        if self.is_month:
            return f"{year}-{self.first.month:02d}"
        return f"{self.first.isoformat()}..{self.last.isoformat()}"

    @property
    def short(self) -> str:
        """A heading of a column: "03/2024" for a month, else its days."""
        if self.is_month:
            return f"{self.first:%m/%Y}"
        return f"{self.first:%d/%m} – {self.last:%d/%m/%Y}"

    @property
    def tick(self) -> str:
        """A label on the axis of a chart of one year: "T3" for a month."""
        return f"T{self.first.month}" if self.is_month else f"{self.first:%d/%m}"

    @property
    def is_month(self) -> bool:
        return (self.first, self.last) == _month_days(self.first.year, self.first.month)

    @property
    def window(self) -> tuple[int, str] | None:
        """The year and part of the reporting window that these days are, as in `windows`; None for other days."""
        return window_of(self.first, self.last)


def month_of(year: int, month: int) -> Period:
    """The calendar month."""
    return Period(*_month_days(year, month), f"tháng {month:02d}/{year}")


def period_of(first: date, last: date) -> Period:
    """The period from `first` to `last`, called by the name of the month or reporting window that it is, if any.

    Raises ValueError.
    """
    if first > last:
        raise ValueError(f"{first} > {last}")
    month = month_of(first.year, first.month)
    if (month.first, month.last) == (first, last):
        return month
    if window := window_of(first, last):
        return Period(first, last, window_words(*window))
    return Period(first, last, f"từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}")


def trailing_months(last: date, count: int = 12) -> tuple[Period, ...]:
    """The `count` calendar months that end with the month of `last`."""
    index = last.year * 12 + last.month - 1
    return tuple(month_of(i // 12, i % 12 + 1) for i in range(max(12, index - count + 1), index + 1))


def parse_period(text: str) -> Period:
    """Read "2024", "2024-03", "2024-Q1" or "2024-01-15..2024-02-14". Raises BadPeriod."""
    text = text.strip()
    try:
        return _parse(text)
    except ValueError as error:
        raise BadPeriod(
            f"Không hiểu kỳ {text[:40]!r}. Các cách viết: 2024, 2024-03, 2024-Q1, 2024-01-15..2024-02-14."
        ) from error


def parse_table_period(text: str) -> Period:
    """`parse_period` for a table by month: also refuses a period that touches more than `MOST_MONTHS` months."""
    return for_table(parse_period(text))


def for_table(period: Period) -> Period:
    """`period` itself. Raises BadPeriod when it touches more than `MOST_MONTHS` months."""
    first, last = period.first, period.last
    if (last.year - first.year) * 12 + last.month - first.month >= MOST_MONTHS:
        raise BadPeriod(f"Kỳ dài quá {MOST_MONTHS} tháng. Hãy xem từng năm.")
    return period


def _parse(text: str) -> Period:
    if found := YEAR.fullmatch(text):
        year = int(found[1])
        return Period(date(year, 1, 1), date(year, 12, 31), f"năm {year}")
    if found := MONTH.fullmatch(text):
        return month_of(int(found[1]), int(found[2]))
    if found := QUARTER.fullmatch(text):
        year, quarter = int(found[1]), int(found[2])
        return Period(*_quarter_days(year, quarter), f"quý {quarter}/{year}")
    if found := RANGE.fullmatch(text):
        return period_of(date.fromisoformat(found[1]), date.fromisoformat(found[2]))
    raise ValueError(text)


def _month_days(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _quarter_days(year: int, quarter: int) -> tuple[date, date]:
    return date(year, quarter * 3 - 2, 1), _month_days(year, quarter * 3)[1]
