"""Periods as published lists write them, and the windows of periodic reports."""

import re
from datetime import date, timedelta
from typing import Final

from motcua.kernel.text import search_key
from motcua.measure.indicators.rules import BadPeriod, Period, parse_period, period_of

UNTIL: Final = re.compile(r"luy ke (?:den|toi)(?: ngay)? (\d{1,2})[ /.-]+(\d{1,2})[ /.-]+(\d{4})")
YEAR: Final = re.compile(r"nam (\d{4})")
QUARTER: Final = re.compile(r"quy ([1-4])[ /]+(?:nam )?(\d{4})")
MONTH: Final = re.compile(r"thang (\d{1,2})[ /]+(?:nam )?(\d{4})")


def published_period(text: str) -> Period:
    """Read "năm 2026 (lũy kế đến 10/10/2026)", "quý 1/2026", "tháng 3/2026" or what `parse_period` reads.

    Raises BadPeriod. A period that still ran when it was published ends on the day it was published for.
    """
    words = search_key(text)
    whole = _whole(text, words)
    until = UNTIL.search(words)
    if until is None:
        return whole
    try:
        last = date(int(until[3]), int(until[2]), int(until[1]))
        if not whole.first <= last <= whole.last:
            raise ValueError(text)
        return Period(whole.first, last, text.strip())
    except ValueError as error:
        raise BadPeriod(f"ngày lũy kế không nằm trong kỳ: {text[:60]!r}") from error


def report_window(period: Period) -> Period:
    """The window of the periodic report of a month, quarter or year: from the 15th of the month before to the 14th of
    the last month (NĐ 09/2019/NĐ-CP, as far as it was read). Any other period is its own window."""
    if ".." in period.key:
        return period
    before = period.first - timedelta(days=1)
    return period_of(date(before.year, before.month, 15), date(period.last.year, period.last.month, 14))


def _whole(text: str, words: str) -> Period:
    if found := QUARTER.search(words):
        return parse_period(f"{found[2]}-Q{found[1]}")
    if found := MONTH.search(words):
        return parse_period(f"{found[2]}-{int(found[1]):02d}")
    if found := YEAR.search(words):
        return parse_period(found[1])
    return parse_period(text)
