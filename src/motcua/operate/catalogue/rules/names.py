"""Names as offices write them: lists cut in the wrong place, agencies with another place's name, document numbers."""

import re
from collections.abc import Iterable

from motcua.kernel.text import fold

PLACED = re.compile(
    r"(?P<head>(?:Sở|Phòng|Ủy ban|Uỷ ban|UBND|Chủ tịch)\b.*?)[\s,-]+(?:thành phố|tỉnh|TP\.?)\s+(?P<place>\S.*)",
    re.IGNORECASE,
)
BRACKETED = re.compile(r"(?P<head>\S.*?)\s*\((?P<place>[^()]+)\)")
NUMBER = re.compile(r"\d+(?:\.\d+)?(?:/\d{4,5})?/[A-ZĐ][A-ZĐa-z0-9-]*")


def folded(text: str) -> str:
    """Lower case without accents, one space between words."""
    return " ".join(fold(text).split())


def rejoin(items: Iterable[str]) -> tuple[str, ...]:
    """Put together what was cut at a comma inside brackets or before a small letter.

    "Tổ chức (không bao gồm doanh nghiệp", "HTX)" is one subject; so is "Cán bộ", "công chức", "viên chức".
    """
    joined: list[str] = []
    for item in items:
        if joined and (joined[-1].count("(") > joined[-1].count(")") or item[:1].islower()):
            joined[-1] = f"{joined[-1]}, {item}"
        else:
            joined.append(item)
    return tuple(dict.fromkeys(joined))


def agencies(text: str) -> tuple[str, ...]:
    """The agencies named in one cell, without the province whose page was read."""
    parts = re.split(r"\s*;\s*|,\s+(?=[A-ZĐ])", text)
    return tuple(dict.fromkeys(name for part in parts if (name := without_place(part.strip()))))


def without_place(name: str) -> str:
    """ "Sở Giáo dục và Đào tạo tỉnh X" → "Sở Giáo dục và Đào tạo": the kind of agency, not one place's office."""
    for pattern in (PLACED, BRACKETED):
        match = pattern.fullmatch(name)
        if match and _is_proper_name(match["place"]):
            return match["head"].rstrip(" ,-")
    return name


def document_number(text: str) -> str:
    """The number and symbol alone: "Nghị định số 142/2025/NĐ-CP" → "142/2025/NĐ-CP"; other texts as they are."""
    match = NUMBER.search(text)
    return match[0] if match else text


def _is_proper_name(text: str) -> bool:
    words = text.split()
    return 1 <= len(words) <= 4 and all(word[0].isupper() for word in words)
