"""Choosing a period by year and part of the year, and stepping to its neighbours."""

from typing import Final

from motcua.measure.indicators.rules.periods import BadPeriod, Period, parse_table_period

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
    return parse_table_period(f"{year.strip()}-{part.strip()}" if part.strip() else year)


def part_of(period: Period) -> str:
    """The part of its year that a period is, as in `PARTS`; empty for a year and for two days."""
    _, dash, part = period.key.partition("-")
    return part if dash and len(part) == 2 else ""


def neighbours(period: Period) -> tuple[str, str]:
    """Keys of the periods of the same kind before and after; empty for two days and at the ends of the calendar."""
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
