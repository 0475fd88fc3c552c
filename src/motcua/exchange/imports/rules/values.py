"""Single values as other systems write them: flags and numbers as text, dates in several styles. Pure."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from motcua.kernel.text import clean, fold
from motcua.kernel.time import TZ

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2099
_YES = frozenset({"1", "true", "co", "x", "yes", "da", "y", "dung"})
_NO = frozenset({"0", "false", "khong", "no", "chua", "n", "sai"})
_TIME = r"(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?"
_BETWEEN = re.compile(r"[\s.,](?=\d{3}(?:\D|$))")
_STYLES = (
    (re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?"), (0, 1, 2)),
    (re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}){_TIME}"), (2, 1, 0)),
    (re.compile(rf"(\d{{4}})[/.-](\d{{1,2}})[/.-](\d{{1,2}}){_TIME}(?:Z|[+-]00:?00)?"), (0, 1, 2)),
    (re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_TIME}\+07:?00"), (0, 1, 2)),
)


def text(raw: Mapping[str, Any], name: str, most: int = 300) -> str:
    """The field as clean text; "" when there is none, or when it is no text or number."""
    value = raw.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return clean(str(value)[: 4 * most])[:most]


def code(raw: Mapping[str, Any], name: str, most: int = 60) -> str:
    """A code: text without blanks."""
    return "".join(text(raw, name, most).split())


def flag(raw: Mapping[str, Any], name: str) -> bool | None:
    """Yes or no in any of the ways they are written; None when it says neither."""
    value = raw.get(name)
    if isinstance(value, bool):
        return value
    said = fold(str(value)).strip() if isinstance(value, str | int) else ""
    return True if said in _YES else False if said in _NO else None


def whole(raw: Mapping[str, Any], name: str, most: int = 10**15) -> int | None:
    """A whole number from 0, also as text with dots between thousands; None for everything else."""
    value = raw.get(name)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float) and value == value and abs(value) < most:
        value = int(value) if value == int(value) else None
    if isinstance(value, str):
        digits = value if value.isdecimal() else _BETWEEN.sub("", value.strip())
        value = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 16 else None
    return value if isinstance(value, int) and 0 <= value <= most else None


def instant(raw: Mapping[str, Any], name: str) -> datetime | None:
    """The instant of a date field; None when it is empty. ValueError: there is something that is no date.

    A day without a time is its beginning. All styles but those with a zone are local time.
    """
    value = raw.get(name)
    if value is None or value == "" or value == 0 or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, datetime):
        return _kept(value.replace(tzinfo=TZ) if value.tzinfo is None else value)
    if isinstance(value, date):
        return _kept(datetime.combine(value, time(), tzinfo=TZ))
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(name)
    said = str(value).strip()[:40]
    for index, (style, order) in enumerate(_STYLES):
        found = style.fullmatch(said)
        if found:
            parts = [int(part) for part in found.groups(default="0")]
            day = [parts[place] for place in order]
            at = datetime(day[0], day[1], day[2], parts[3], parts[4], parts[5], tzinfo=TZ)
            in_utc = index == 2 and said.endswith(("Z", "00:00", "0000"))
            return _kept(at + timedelta(hours=7) if in_utc and re.search(r"(Z|[+-]00:?00)$", said) else at)
    raise ValueError(name)


def rows(raw: Mapping[str, Any], name: str, most: int = 500) -> list[Mapping[str, Any]]:
    """The objects of a list field; a single object counts as a list of one."""
    value = raw.get(name)
    if isinstance(value, Mapping):
        return [value]
    return [one for one in value[:most] if isinstance(one, Mapping)] if isinstance(value, list) else []


def _kept(at: datetime) -> datetime:
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise ValueError("year")
    return at.astimezone(TZ)
