"""Time limits as published: which of them are a number we may count with, and which stay words."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from motcua.kernel.time import Limit, parse_limit
from motcua.kernel.time.limits import NAMES
from motcua.operate.catalogue.rules.content import TimeLimit, TimeUnit
from motcua.operate.catalogue.rules.names import folded

UNITS = {
    "ngay_lam_viec": "working_day",
    "ngay": "day",
    "gio_lam_viec": "working_hour",
    "gio": "working_hour",
    "thang": "month",
}
# Length of one unit in calendar days, only to tell the longest of several limits.
ROUGH_DAYS = {"working_hour": 0.175, "day": 1.0, "working_day": 1.4, "month": 30.0}
NOT_SET = re.compile(r"(?:khong|chua|chua co)(?: co)? quy dinh(?: cu the)?\.?")
COUNTED_FROM = re.compile(r"kể từ\s+((?:ngày|khi|thời điểm)\s[^,.;…]{3,160})", re.IGNORECASE)


def read(value: int | None, unit: str | None, text: str | None, note: str | None) -> TimeLimit | None:
    """The limit of one channel, or None when it is not a number the agency can be held to.

    A portal demands a number, so offices type 1 and write "không quy định" beside it: such a number is no limit.
    A note that states another limit than the number makes the limit uncertain: both stay as words.
    """
    if value is None or unit is None:
        limit = _parsed(text)
        value, unit = (limit.value, limit.unit) if limit else (None, None)
    if not value or unit is None or (note and NOT_SET.fullmatch(folded(note))):
        return None
    stated = _parsed(note)
    if stated is not None and (stated.value, stated.unit) != (value, unit):
        return None
    try:
        return TimeLimit(value, cast("TimeUnit", unit), text or "", _start(note) or _start(text))
    except ValueError:  # longer than any limit of the law
        return None


def longest(limits: Iterable[TimeLimit | None]) -> TimeLimit | None:
    """The longest known limit; None when none is known."""
    known = [limit for limit in limits if limit is not None]
    return max(known, key=lambda limit: limit.value * ROUGH_DAYS[limit.unit], default=None)


def with_start(limit: TimeLimit | None, steps: Iterable[str]) -> TimeLimit | None:
    """The limit with the start that the steps give it: "trong vòng 07 ngày kể từ ngày công bố kết quả thi"."""
    if limit is None or limit.start_text:
        return limit
    said = re.compile(rf"\b0*{limit.value}\b(?:\s*\([^)]*\))?\s*{NAMES[limit.unit]}\s*,?\s*(?=kể từ)", re.IGNORECASE)
    for step in steps:
        match = said.search(step)
        start = _start(step[match.end() :]) if match else None
        if start:
            return replace(limit, start_text=start)
    return limit


def to_limit(limit: TimeLimit) -> Limit:
    """The limit in the kernel's words, ready to be counted."""
    return Limit(limit.value, limit.unit, limit.text)


def counts_from_receipt(limit: TimeLimit) -> bool:
    """True when filing a complete dossier starts the limit, so that a date can be promised on filing."""
    start = folded(limit.start_text or "")
    received = start.startswith(("ngay nhan", "khi nhan", "ngay tiep nhan")) or ("nhan" in start and "ho so" in start)
    return not start or (received and "het han" not in start and "ket thuc" not in start)


def _parsed(text: str | None) -> Limit | None:
    """The limit that `text` states and nothing else; None for anything longer or unclear."""
    try:
        return parse_limit(text) if text else None
    except ValueError:
        return None


def _start(text: str | None) -> str | None:
    match = COUNTED_FROM.search(text or "")
    if match is None:
        return None
    start = match[1].strip()
    return None if folded(start) == "ngay lam viec" else start
