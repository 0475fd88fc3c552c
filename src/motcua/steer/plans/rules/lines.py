"""The text as lines: one Unicode form, no invisible characters, no bold marks, wide gaps kept for tables."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from motcua.kernel.text import fold

_BREAK: Final = re.compile(r"\r\n|\r|\n")
_EMPHASIS: Final = re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])")
_BOLD: Final = re.compile(r"\*\*|__|^\s*#{1,6}\s+")
_ESCAPED: Final = re.compile(r"\\([-+*.()\[\]#_|])")


@dataclass(frozen=True)
class Line:
    """`raw` keeps tabs and gaps, `text` is what a person reads; `gap` tells of an empty line above."""

    number: int
    raw: str
    text: str
    gap: bool

    @cached_property
    def folded(self) -> str:
        """`text` in small letters without accents."""
        return fold(self.text)


def read_lines(text: str) -> list[Line]:
    """The lines of `text` that are not blank. Numbers count every line of the original from 1."""
    lines: list[Line] = []
    gap = True
    for number, original in enumerate(_BREAK.split(text), start=1):
        raw = _plain(original)
        if not original.strip():
            gap = True
            continue
        lines.append(Line(number, raw, " ".join(raw.split()), gap))
        gap = False
    return lines


def _plain(line: str) -> str:
    """`line` in normal form C; every kind of blank is one plain blank, tabs stay, marks of bold and slant go."""
    usual = line.replace("\t", "").isprintable()  # nothing invisible and no blank but the plain one
    kept = line if usual else "".join(map(_letter, line))
    kept = _ESCAPED.sub(r"\1", unicodedata.normalize("NFC", kept))
    return _EMPHASIS.sub(r"\1", _BOLD.sub("", kept)).rstrip(" ")


def _letter(letter: str) -> str:
    if letter == "\t":
        return letter
    if letter.isspace():
        return " "
    return "" if unicodedata.category(letter) in {"Cc", "Cf", "Cs"} else letter


def split_lines(text: str) -> list[str]:
    """The lines of `text` as typed, numbered as `read_lines` numbers them."""
    return _BREAK.split(text)
