"""Headings of main parts: by their numeral, by their usual words, in capitals or not."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from motcua.kernel.text import fold

from .lines import Line
from .markers import Kind, read_marker, read_roman
from .shape import Role

_AIMS: Final = re.compile(r"^muc dich\s*(,|va|-|–|&)\s*yeu cau\b|^muc tieu\s*(,|va)\s*yeu cau\b|^muc dich, chi tieu")
_ROLES: Final = (
    (Role.AIMS, _AIMS),
    (
        Role.ORGANISATION,
        re.compile(
            r"^(to chuc( trien khai)? thuc hien|phan cong( nhiem vu| to chuc)?( thuc hien)?$|trach nhiem thuc hien)"
        ),
    ),
    (Role.CONTENT, re.compile(r"^(noi dung|nhiem vu|cac nhiem vu|giai phap|nhiem vu (va|,) giai phap)\b")),
    (Role.TARGETS, re.compile(r"^(cac )?(chi tieu|muc tieu)\b")),
    (Role.REQUIREMENTS, re.compile(r"^yeu cau\b")),
    (Role.PURPOSES, re.compile(r"^muc dich\b")),
)
_PLAIN: Final = re.compile(
    r"^(muc dich\s*(,|va)\s*yeu cau|to chuc( trien khai)? thuc hien"
    r"|(noi dung|nhiem vu)(\s*(,|va)\s*(nhiem vu|noi dung|giai phap))?( cu the| trong tam| chu yeu| thuc hien)?)$"
)
_USUAL: Final = (
    (Role.AIMS, "muc dich, yeu cau"),
    (Role.CONTENT, "noi dung, nhiem vu cu the"),
    (Role.ORGANISATION, "to chuc thuc hien"),
    (Role.TARGETS, "chi tieu thuc hien"),
    (Role.REQUIREMENTS, "yeu cau"),
    (Role.PURPOSES, "muc dich"),
)
MAIN: Final = frozenset({Role.AIMS, Role.CONTENT, Role.ORGANISATION})
_LETTER: Final = re.compile(r"^([A-HĐ])\s*[.)/]\s*(\S.*)$")
_CAPITALS: Final = "ABCDĐEGH"
_ENDS: Final = " .:;"


@dataclass(frozen=True, slots=True)
class Heading:
    """`value` is the written number of the part, None when it has none; `plain` when that is an Arabic number."""

    value: int | None
    title: str
    role: Role
    plain: bool = False


def role_of(title: str, default: Role = Role.OTHER) -> Role:
    """What a part is for, by the first words of its heading; one or two mistyped letters do no harm."""
    folded = fold(title).strip(_ENDS)
    found = next((role for role, words in _ROLES if words.search(folded)), None)
    if found is None and len(folded) < 60:
        found = next((role for role, usual in _USUAL if SequenceMatcher(None, folded, usual).ratio() >= 0.85), None)
    return found or default


def read_heading(line: Line, *, romans: bool) -> Heading | None:
    """The heading of a main part; `romans` says that the document numbers its parts with Roman numerals."""
    text = line.text
    if len(text) > 160:
        return None
    if (roman_mark := read_roman(text)) and _is_roman_heading(roman_mark.written, roman_mark.style, roman_mark.rest):
        return Heading(roman_mark.value, roman_mark.rest, role_of(roman_mark.rest))
    if found := _LETTER.match(text):
        return _by_words(found[2], _CAPITALS.index(found[1]) + 1, romans)
    marker = read_marker(text)
    if marker is None:
        return _by_words(text, None, romans)
    if marker.kind is Kind.NUMBER and len(marker.path) == 1:
        return _by_words(marker.rest, marker.value, romans)
    return None


def _by_words(title: str, value: int | None, romans: bool) -> Heading | None:
    """A heading told by its words; with a plain number only when nothing speaks against it."""
    role = role_of(title)
    if role is Role.OTHER:
        return Heading(value, title, role, plain=True) if value and not romans and title.isupper() else None
    if value is None:
        return Heading(None, title, role) if _PLAIN.match(fold(title).strip(_ENDS)) else None
    usual = not romans and not title.endswith((".", ";"))
    return Heading(value, title, role, plain=True) if role in MAIN and (title.isupper() or usual) else None


def _is_roman_heading(written: str, style: str, rest: str) -> bool:
    known = role_of(rest) is not Role.OTHER
    if written.isupper():
        return bool(style) or rest.isupper() or known
    return known and len(rest) < 100 and not rest.endswith((".", ";", ","))


def numbered_with_romans(lines: list[Line]) -> bool:
    """True when some line is a main part numbered with a Roman numeral."""
    for line in lines:
        marker = read_roman(line.text) if not {"\t", "|"} & set(line.raw) else None
        if marker and _is_roman_heading(marker.written, marker.style, marker.rest):
            return True
    return False
