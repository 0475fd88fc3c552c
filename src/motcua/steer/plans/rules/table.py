"""Rows of a table typed as text: cells between tabs, between `|`, or in columns aligned by several blanks."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from motcua.kernel.text import fold

from .lines import Line

_CHUNK: Final = re.compile(r"\S+(?: \S+)*")
_RULE: Final = re.compile(r"^[\s|:+=_-]*[-=_]{2,}[\s|:+=_-]*$")


class Column(StrEnum):
    NUMBER = "number"
    NAME = "name"
    UNITS = "units"
    TIME = "time"
    TARGET = "target"
    BASIS = "basis"


USUAL: Final = tuple(Column)
_WORDS: Final = (
    (Column.NUMBER, re.compile(r"^(tt|stt|so tt|so thu tu)$")),
    (Column.BASIS, re.compile(r"^can cu")),
    (Column.TIME, re.compile(r"^(thoi gian|thoi han|tien do)")),
    (Column.UNITS, re.compile(r"^(phan cong|don vi|co quan)")),
    (Column.NAME, re.compile(r"^(ten|noi dung|nhiem vu|ten nhiem vu|ten chi tieu)\b")),
    (Column.TARGET, re.compile(r"^(chi tieu|muc tieu|ket qua)")),
)


@dataclass(slots=True)
class Cells:
    """One row as typed: the texts, where each starts, and how they were kept apart."""

    line: Line
    texts: list[str]
    starts: list[int]
    by: str  # "tab", "pipe" or "gap"


@dataclass(slots=True)
class Header:
    """The columns in their order; `starts` are their places when blanks align them."""

    columns: list[Column]
    starts: list[int] = field(default_factory=list)


def is_rule(line: Line) -> bool:
    """A line that only draws: `|---|---|`, `-----`."""
    return bool(_RULE.match(line.raw))


def split_cells(line: Line, width: int | None = None) -> Cells | None:
    """The cells of `line` when tabs or bars make at least three; by blanks only `split_gaps` may tell.

    `width` is the number of columns when the heading is known: it tells bars around the row from empty cells.
    """
    raw = line.raw
    if raw.count("|") >= 2:
        texts = [" ".join(cell.split()) for cell in raw.split("|")]
        surplus = len(texts) - width if width else 2
        if surplus >= 1 and not texts[-1]:
            texts, surplus = texts[:-1], surplus - 1
        if surplus >= 1 and not texts[0]:
            texts = texts[1:]
        return Cells(line, texts, [], "pipe")
    if raw.count("\t") >= 2:
        return Cells(line, [" ".join(cell.split()) for cell in raw.split("\t")], [], "tab")
    return None


def split_gaps(line: Line) -> Cells:
    """The pieces of `line` between gaps of two blanks or more, with their places."""
    raw = line.raw.expandtabs(8)
    pieces = list(_CHUNK.finditer(raw))
    return Cells(line, [piece[0] for piece in pieces], [piece.start() for piece in pieces], "gap")


def read_header(cells: Cells) -> Header | None:
    """The columns when at least three cells are words of a heading and none is a value."""
    columns: list[Column] = []
    for text in cells.texts:
        column = _column(text, taken=columns)
        if column is None and text:
            return None
        columns.append(column or Column.NUMBER)
    if len({*columns}) < 3 or len({*columns}) < len(columns):
        return None
    return Header(columns, cells.starts)


def _column(text: str, taken: list[Column]) -> Column | None:
    folded = fold(text).strip(" .:")
    if len(folded) > 60:
        return None
    return next((column for column, words in _WORDS if words.search(folded) and column not in taken), None)


def place(cells: Cells, header: Header) -> dict[Column, str] | None:
    """The cells by column; None when there are more of them than columns."""
    if cells.by == "gap" and len(cells.texts) < len(header.columns):
        return _by_position(cells, header)
    if len(cells.texts) > len(header.columns):
        extra = cells.texts[len(header.columns) :]
        if any(extra):
            return None
    return {column: text for column, text in zip(header.columns, cells.texts, strict=False) if text}


def _by_position(cells: Cells, header: Header) -> dict[Column, str]:
    """Each piece goes to the last column that starts at or before it (two places of grace)."""
    placed: dict[Column, str] = {}
    for text, start in zip(cells.texts, cells.starts, strict=True):
        index = max((i for i, at in enumerate(header.starts) if at <= start + 2), default=0)
        column = header.columns[min(index, len(header.columns) - 1)]
        placed[column] = f"{placed[column]} {text}" if column in placed else text
    return placed
