"""Choosing a period by year and part of the year, and stepping to its neighbours."""

from datetime import date
from typing import Final

from motcua.measure.indicators.rules.periods import BadPeriod, Period, parse_table_period, period_of
from motcua.measure.indicators.rules.windows import beside, window_days

PARTS: Final = (
    *((f"Q{number}", f"Quý {number}") for number in range(1, 5)),
    *((f"{number:02d}", f"Tháng {number}") for number in range(1, 13)),
)
"""Parts of a year as (value, words); the whole year is the empty value."""


def chosen_period(*, key: str = "", year: str = "", part: str = "") -> Period | None:
    """The period of `key`, or of `year` with `part`; None when nothing was chosen. Raises BadPeriod."""
    if key.strip():
        return parse_table_period(key)
    if not year.strip():
        return None
    if part.strip().startswith("B"):
        return _window(year.strip(), part.strip())
    return parse_table_period(f"{year.strip()}-{part.strip()}" if part.strip() else year)


def _window(year: str, part: str) -> Period:
    try:
        return period_of(*window_days(int(year), part))
    except ValueError as error:
        raise BadPeriod(f"Không hiểu kỳ báo cáo {f'{year} {part}'[:40]!r}.") from error


def part_of(period: Period) -> str:
    """The part of its year that a period is, as in `PARTS` or `WINDOW_PARTS`; empty for a year and for two days."""
    if window := period.window:
        return window[1]
    _, dash, part = period.key.partition("-")
    return part if dash and len(part) == 2 else ""


def neighbours(period: Period) -> tuple[str, str]:
    """Keys of the periods of the same kind before and after; empty for two days and at the ends of the calendar."""
    if window := period.window:
        before, after = (_window_key(*one) for one in beside(*window))
        return before, after
    if ".." in period.key:
        return "", ""
    year, _, part = period.key.partition("-")
    count = 1 if not part else 4 if part[0] == "Q" else 12
    index = int(year) * count + (int(part.removeprefix("Q")) - 1 if part else 0)
    before, after = (_key(number, count) for number in (index - 1, index + 1))
    return before, after


def _key(index: int, count: int) -> str:
    year, part = divmod(index, count)
    key = f"{year:04d}" if count == 1 else f"{year:04d}-Q{part + 1}" if count == 4 else f"{year:04d}-{part + 1:02d}"
    try:
        return parse_table_period(key).key
    except BadPeriod:
        return ""


def _window_key(year: int, part: str) -> str:
    try:
        return period_of(*window_days(year, part)).key
    except ValueError:
        return ""


def year_of(period: Period) -> int:
    """The year that names a period: a window that begins in December is one of the year in which it ends."""
    return period.last.year if period.window else period.first.year


def month_window(year: int, month: int) -> Period:
    """The report of a month: from the 15th of the month before to the 14th."""
    return period_of(*window_days(year, f"B{month:02d}"))


def quarter_window(year: int, quarter: int) -> Period:
    """From the 15th of the month before the quarter to the 14th of its last month."""
    return period_of(*window_days(year, f"BQ{quarter}"))


def year_window(year: int) -> Period:
    """From 15 December of the year before to 14 December."""
    return period_of(*window_days(year, "BN"))


def recent_windows(today: date, months: int = 13) -> list[Period]:
    """The windows begun so far, newest first: months, the quarters, half years and years they lie in."""
    index = today.year * 12 + today.month - 1 + (today.day >= 15)
    found = [month_window(i // 12, i % 12 + 1) for i in range(index, index - months, -1)]
    year = month_window(index // 12, index % 12 + 1).last.year
    longer = [
        period_of(*window_days(y, part)) for part in ("BQ4", "BQ3", "BQ2", "BQ1", "BH1", "BN") for y in (year, year - 1)
    ]
    longer.sort(key=lambda one: ((one.last - one.first).days // 60, -one.last.toordinal()))
    return [*found, *(one for one in longer if one.first <= today)]
