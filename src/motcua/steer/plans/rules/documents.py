"""Legal documents as a plan names them: kind, number and symbol, date, issuer."""

import re
from datetime import date
from typing import Final

from motcua.kernel.text import fold

from .shape import Document

KINDS: Final = (
    "Nghị quyết",
    "Nghị định",
    "Quyết định",
    "Thông tư liên tịch",
    "Thông tư",
    "Chỉ thị",
    "Kế hoạch",
    "Công văn",
    "Công điện",
    "Văn bản",
    "Thông báo",
    "Hướng dẫn",
    "Luật",
    "Đề án",
    "Chương trình",
    "Báo cáo",
    "Tờ trình",
)
_KIND = "|".join(KINDS)
_SYMBOL = r"[A-ZĐĂÂÊÔƠƯ][A-ZĐĂÂÊÔƠƯa-z]*\d*(?:-[A-ZĐĂÂÊÔƠƯ][A-ZĐĂÂÊÔƠƯa-z]*\d*)*"
NUMBER: Final = re.compile(rf"(?<![\w/])(\d{{1,6}}(?:/\d{{4}})?/{_SYMBOL})(?![\w/])")
_MENTION: Final = re.compile(
    rf"(?:(?P<kind>{_KIND})\s+)?(?:số\s*:?\s*)?(?P<number>(?<![\w/])\d{{1,6}}(?:/\d{{4}})?/{_SYMBOL})(?![\w/])"
    r"(?:\s+(?:ngày\s+)?(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4}))?"
    r"(?:\s+của\s+(?P<issuer>[^.;,:]+?)(?=[.;,:)]|\s+(?:về|ban hành|phê duyệt|và|trên|trong|để|theo|quy định)\b|$))?",
    re.IGNORECASE,
)
_SPLIT: Final = re.compile(rf"\s*;\s*|\s*,\s*(?=(?:{_KIND})\b)|\s+và\s+(?=(?:các\s+)?(?:{_KIND})\b)")

_READ: Final = 8000
NAMED: Final = {"de an phat trien ung dung du lieu ve dan cu, dinh danh va xac thuc dien tu": "06/QĐ-TTg"}
"""Schemes everybody calls by name, with the decision behind them (QĐ 06/QĐ-TTg, 06/01/2022)."""


def day(year: str | int, month: str | int, number: str | int) -> date | None:
    """The date, or None when there is no such day."""
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


def numbers(text: str) -> tuple[str, ...]:
    """The document numbers in `text`, each once, in the order of their first mention."""
    return tuple(dict.fromkeys(NUMBER.findall(text)))


def basis(text: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The numbers in `text`, and those of schemes it calls by name when the plan names their number elsewhere."""
    found = list(numbers(text))
    folded = fold(text)
    found += [number for name, number in NAMED.items() if name in folded and number in known and number not in found]
    return tuple(found)


def mentions(texts: list[str]) -> list[Document]:
    """Every document named in `texts`, each number once; what one mention leaves out another may fill."""
    best: dict[str, Document] = {}
    for match in (match for text in texts for match in _MENTION.finditer(text[:_READ])):
        kind, issued = match["kind"], match["year"]
        on = day(issued, match["month"], match["day"]) if issued else None
        named = kind[:1].upper() + kind[1:].lower() if kind else None
        number, issuer = match["number"], (match["issuer"] or "").strip() or None
        before = best.get(number, Document(number))
        best[number] = Document(number, before.kind or named, before.date or on, before.issuer or issuer)
    return list(best.values())


def split_basis(text: str) -> tuple[str, ...]:
    """A cell with several documents as one text each, words unchanged."""
    return tuple(part.strip() for part in _SPLIT.split(text) if part.strip())
