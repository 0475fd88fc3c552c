"""Deadlines in words: "trước tháng 6/2024", "trong quý III năm 2024", "định kỳ hàng tháng", "thường xuyên"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from motcua.kernel.text import nfc

from .documents import day
from .markers import roman_value

_MONTH = r"tháng\s+(?P<m>\d{1,2})\s*(?:/|-|năm\s+)\s*(?P<my>\d{4})"
_DAY = r"(?:ngày\s+)?(?P<d>\d{1,2})\s?[/.-]\s?(?P<dm>\d{1,2})\s?[/.-]\s?(?P<dy>\d{4})"
_LONG_DAY = r"ngày\s+(?P<ld>\d{1,2})\s+tháng\s+(?P<lm>\d{1,2})\s+năm\s+(?P<ly>\d{4})"
_QUARTER = r"quý\s+(?P<q>IV|I{1,3}|[1-4])\s*(?:/|năm\s+)\s*(?P<qy>\d{4})"
_YEAR = r"năm\s+(?P<y>\d{4})"
_LATEST = r"chậm nhất(?:\s+là)?(?:\s+trong|\s+vào|\s+đến)?|muộn nhất(?:\s+là)?"
_LEAD = rf"(?P<lead>trước|trong|{_LATEST}|(?:đến\s+)?hết|xong\s+trước)"
_DUE: Final = re.compile(
    rf"(?P<done>hoàn thành\s+)?{_LEAD}\s+(?:{_LONG_DAY}|{_DAY}|{_MONTH}|{_QUARTER}|{_YEAR})(?!\s*(?:-|đến)\s*\d)",
    re.IGNORECASE,
)
_EVERY: Final = re.compile(r"(?:định kỳ\s+)?(?:hàng|hằng)\s+(tuần|tháng|quý|năm)(?![^\W\d_])", re.IGNORECASE)
_ALWAYS: Final = re.compile(r"thường xuyên(?!\s*[-–])", re.IGNORECASE)
_RECURRENCE: Final = {"tuần": "hang_tuan", "tháng": "hang_thang", "quý": "hang_quy", "năm": "hang_nam"}
RECURRENCES: Final = {
    "thuong_xuyen": "thường xuyên",
    "hang_tuan": "hàng tuần",
    "hang_thang": "hàng tháng",
    "hang_quy": "hàng quý",
    "hang_nam": "hàng năm",
}


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline: finished before the day `before` begins. `start` is its place in the text."""

    text: str
    before: date
    start: int

    @property
    def last_day(self) -> date:
        return self.before - timedelta(days=1)


def dues(text: str) -> list[Due]:
    """Every deadline in `text`, in the order of writing. Dates of documents are not deadlines."""
    found = []
    for match in _DUE.finditer(text):
        if (before := _before(match)) is not None:
            found.append(Due(match[0].strip(), before, match.start()))
    return found


def recurrence(text: str) -> tuple[str, str] | None:
    """The words and the key of repeated work ("Định kỳ hàng tháng", "hang_thang"), None when it is not repeated."""
    if match := _EVERY.search(text):
        return match[0], _RECURRENCE[nfc(match[1].lower())]
    if _ALWAYS.search(text):
        return "Thường xuyên", "thuong_xuyen"
    return None


def _before(match: re.Match[str]) -> date | None:
    """The first day that is too late."""
    excluded = match["lead"].lower().endswith("trước")
    first, next_one = _span(match)
    if first is None or next_one is None:
        return None
    return first if excluded else next_one


def _span(match: re.Match[str]) -> tuple[date | None, date | None]:
    """First day of the day, month, quarter or year named, and the first day after it."""
    if match["ld"] or match["d"]:
        single = day(match["ly"] or match["dy"], match["lm"] or match["dm"], match["ld"] or match["d"])
        return single, single + timedelta(days=1) if single and single < date.max else None
    if match["m"]:
        return _months(match["my"], int(match["m"]), 1)
    if match["q"]:
        quarter = roman_value(match["q"]) or int(match["q"])
        return _months(match["qy"], 3 * quarter - 2, 3)
    return _months(match["y"], 1, 12)


def _months(year: str, month: int, length: int) -> tuple[date | None, date | None]:
    following = month - 1 + length
    return day(year, month, 1), day(int(year) + following // 12, following % 12 + 1, 1)
