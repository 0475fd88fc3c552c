"""The mark in front of an item: `II.`, `1.`, `(1)`, `1.2.`, `a)`, `-`, `+`, `•`, in every usual way of writing."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
"""The order of lettered items in Vietnamese documents (NĐ 30/2020, phụ lục I): đ follows d; f, j, w, z are not used."""

_NUMERALS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")

_ROMAN = re.compile(
    r"^(?:(?:phần|mục|chương)\s+)?([IVX]{1,5}|[ivx]{1,5})\s*([.)/:]|\s[-–—])?\s*(?=[^\W\d_]|$)(.*)$", re.I
)
_NUMBER = re.compile(r"^(\(?)(\d{1,2}(?:\.\d{1,2})*)\s?([.)]|/(?=\s)|:(?=\s))\s*(?=[^\d\s])(.+)$")
_PATH = re.compile(r"^()(\d{1,2}(?:\.\d{1,2})+)()\s+(?=[^\d\s])(.+)$")
_LETTER = re.compile(r"^(\(?)([a-zđ]|[A-ZĐ](?=\)))\s?(\)|\.(?=\s|[^\W\d_a-zà-ỹ])|/(?=\s))\s*(?=\S)(.+)$")
_BULLET = re.compile(r"^([-–—−‐‑‒+•·▪▫■□●○◦‣⁃➢►✓]|\*(?=\s))\s*(?=[^\s])(.+)$")


class Kind(StrEnum):
    ROMAN = "roman"
    NUMBER = "number"
    LETTER = "letter"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Marker:
    """`path` are the written numbers ("1.2" is (1, 2)); `style` tells ways of writing apart ("(1)" from "1.")."""

    kind: Kind
    path: tuple[int, ...]
    style: str
    rest: str
    written: str

    @property
    def value(self) -> int:
        return self.path[-1] if self.path else 0


def read_marker(text: str) -> Marker | None:
    """The mark `text` begins with, if any. A date, an amount or a document number is not a mark."""
    if found := _NUMBER.match(text) or _PATH.match(text):
        opening, number, closing, rest = found.groups()
        if opening and closing != ")":
            return None
        path = tuple(int(part) for part in number.split("."))
        return Marker(Kind.NUMBER, path, opening + closing, rest.strip(), number) if all(path) else None
    if found := _LETTER.match(text):
        opening, letter, closing, rest = found[1], found[2].lower(), found[3], found[4]
        if letter not in LETTERS or (opening and closing != ")"):
            return None
        return Marker(Kind.LETTER, (LETTERS.index(letter) + 1,), opening + closing, rest.strip(), letter)
    if found := _BULLET.match(text):
        glyph, rest = found.groups()
        return Marker(Kind.BULLET, (), "+" if glyph == "+" else "-", rest.strip(), glyph)
    return None


def read_roman(text: str) -> Marker | None:
    """A Roman numeral in front, with or without a point behind it; only a place in the document tells what it means."""
    found = _ROMAN.match(text)
    if not found or (value := roman_value(found[1])) is None or not found[3].strip():
        return None
    separated = found[2] or text[found.end(1) : found.end(1) + 1].isspace()
    if not separated:
        return None
    return Marker(Kind.ROMAN, (value,), (found[2] or "").strip(), found[3].strip(), found[1])


def roman_value(numeral: str) -> int | None:
    """1 for "I", "i"; None for what is no numeral up to XV."""
    upper = numeral.upper()
    return _NUMERALS.index(upper) + 1 if upper in _NUMERALS else None


def roman(value: int) -> str:
    """ "I" for 1; plain digits beyond XV."""
    return _NUMERALS[value - 1] if 1 <= value <= len(_NUMERALS) else str(value)


def letter(value: int) -> str:
    """ "a" for 1, "đ" for 5; plain digits beyond the alphabet."""
    return LETTERS[value - 1] if 1 <= value <= len(LETTERS) else str(value)
