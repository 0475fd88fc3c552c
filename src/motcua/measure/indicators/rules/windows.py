"""The windows of the reporting regime (NĐ 09/2019/NĐ-CP, recalled, not checked): from the 15th to the 14th.

They stand beside the calendar months of QĐ 766. A window is named by its year and a part: "B03" the report of March,
"BQ1" that of the first quarter, "BH1" that of six months, "BN" that of the year. Pure.
"""

import re
from datetime import date
from typing import Final

Days = tuple[date, date]
"""From one day to another, both included."""

WINDOW_PARTS: Final = (
    *((f"BQ{number}", f"Báo cáo quý {number}") for number in range(1, 5)),
    ("BH1", "Báo cáo 6 tháng"),
    ("BN", "Báo cáo năm"),
    *((f"B{number:02d}", f"Báo cáo tháng {number}") for number in range(1, 13)),
)
"""Windows of a year as (value, words): the report of March is from 15 February to 14 March."""

CODE: Final = re.compile(r"B(?:(\d{2})|Q([1-4])|H1|N)$")


def window_days(year: int, part: str) -> Days:
    """First and last day of the window `part` of `year`. Raises ValueError."""
    found = CODE.fullmatch(part)
    if found is None:
        raise ValueError(part)
    month, quarter = found[1], found[2]
    if month:
        return _from(year, int(month)), date(year, int(month), 14)
    if quarter:
        return _from(year, int(quarter) * 3 - 2), date(year, int(quarter) * 3, 14)
    return _from(year, 1), date(year, 6 if part == "BH1" else 12, 14)


def window_of(first: date, last: date) -> tuple[int, str] | None:
    """The year and part of the window with exactly these days; None when there is none."""
    if (first.day, last.day) != (15, 14):
        return None
    quarter = (f"BQ{last.month // 3}",) if last.month % 3 == 0 else ()
    for part in (f"B{last.month:02d}", *quarter, "BH1", "BN"):
        try:
            if window_days(last.year, part) == (first, last):
                return last.year, part
        except ValueError:
            continue
    return None


def window_words(year: int, part: str) -> str:
    """ "kỳ báo cáo tháng 03/2024"."""
    if part == "BN":
        return f"kỳ báo cáo năm {year}"
    if part == "BH1":
        return f"kỳ báo cáo 6 tháng đầu năm {year}"
    return f"kỳ báo cáo quý {part[2]}/{year}" if part[1] == "Q" else f"kỳ báo cáo tháng {part[1:]}/{year}"


def beside(year: int, part: str) -> tuple[tuple[int, str], tuple[int, str]]:
    """The windows of the same kind before and after."""
    if part in ("BN", "BH1"):
        return (year - 1, part), (year + 1, part)
    letter, count = ("BQ", 4) if part[1] == "Q" else ("B", 12)
    index = year * count + int(part[len(letter) :]) - 1
    before, after = (
        (place // count, f"{letter}{place % count + 1:0{1 if count == 4 else 2}d}") for place in (index - 1, index + 1)
    )
    return before, after


def _from(year: int, month: int) -> date:
    """The 15th of the month before."""
    return date(year, month - 1, 15) if month > 1 else date(year - 1, 12, 15)
