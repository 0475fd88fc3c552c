"""Numbers for a counter that is cut off: what a returned list of used numbers means. Pure.

A number is used at most once, ever: a list is taken in line by line, and a line that would use a number twice, one of
another block, or one that was voided, is refused with its reason. What is refused costs nothing of the rest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from motcua.kernel.text import clean, fold

MOST: Final = 50
"""Numbers in one block: about what one counter takes in on the busiest day."""

COLUMNS: Final = (
    ("code", "Mã hồ sơ"),
    ("procedure", "Mã thủ tục"),
    ("full_name", "Họ tên chủ hồ sơ"),
    ("number", "Số định danh"),
    ("date_of_birth", "Ngày sinh"),
    ("phone", "Điện thoại"),
    ("address", "Địa chỉ"),
    ("papers", "Giấy tờ đã nhận"),
    ("received_at", "Giờ nhận"),
    ("note", "Ghi chú"),
)
_BY_WORDS: Final = {fold(words): key for key, words in COLUMNS}
NEEDED: Final = ("code", "procedure", "full_name")


@dataclass(frozen=True, slots=True)
class Row:
    """One dossier taken in without the server. `line`: its line in what was sent, from 1."""

    line: int
    values: Mapping[str, str]

    @property
    def code(self) -> str:
        return self.values.get("code", "").upper()

    def get(self, name: str) -> str:
        return self.values.get(name, "")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line that cannot be taken in, and why, in words for the officer."""

    line: int
    code: str
    message: str


def read(text: str) -> tuple[list[Row], list[Wrong]]:
    """The rows of a pasted or saved table (tab, semicolon or comma; with or without a header), and broken lines.

    A value in double quotes may hold the separator and line breaks; a quote inside is doubled.
    """
    lines = _cells(text.lstrip("\ufeff"))
    keys: Sequence[str] = [key for key, _ in COLUMNS]
    rows: list[Row] = []
    wrong: list[Wrong] = []
    for number, cells in lines:
        named = [_BY_WORDS.get(fold(cell).strip(), "") for cell in cells]
        if "code" in named:
            keys = named
            continue
        values = {key: cell for key, cell in zip(keys, cells, strict=False) if key and cell}
        if not any(value for key, value in values.items() if key != "code"):
            continue  # a number that was printed and not used
        missing = [words for key, words in COLUMNS if key in NEEDED and not values.get(key)]
        if missing:
            wrong.append(Wrong(number, values.get("code", ""), f"Thiếu: {', '.join(missing)}."))
        else:
            rows.append(Row(number, values))
    return rows, wrong


def sort_out(rows: Iterable[Row], *, numbers: Mapping[str, str]) -> tuple[list[Row], list[Wrong]]:
    """Which rows may be taken in. `numbers`: the state of each code of the block ("free", "used", "void").

    The first row with a free number of the block gets it; every further one is told why not.
    """
    good: list[Row] = []
    wrong: list[Wrong] = []
    seen: dict[str, int] = {}
    for row in rows:
        state = numbers.get(row.code)
        if state is None:
            wrong.append(Wrong(row.line, row.code, "Mã này không thuộc dải số đã cấp cho quầy."))
        elif row.code in seen:
            wrong.append(Wrong(row.line, row.code, f"Mã này đã dùng ở dòng {seen[row.code]} của danh sách."))
        elif state == "used":
            wrong.append(Wrong(row.line, row.code, "Mã này đã có hồ sơ. Mỗi mã chỉ dùng một lần."))
        elif state == "void":
            wrong.append(Wrong(row.line, row.code, "Mã này đã huỷ, không dùng được nữa."))
        else:
            good.append(row)
            seen[row.code] = row.line
    return good, wrong


def _cells(text: str) -> list[tuple[int, list[str]]]:
    """Lines of cells with the number of the line each begins on; empty lines are left out."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max("\t;,", key=first.count)
    rows: list[tuple[int, list[str]]] = []
    cells: list[str] = []
    cell: list[str] = []
    quoted, line, begun = False, 1, 1
    position = 0
    text = text.replace("\r\n", "\n").replace("\r", "\n") + "\n"
    while position < len(text):
        letter = text[position]
        if quoted and letter == '"' and text[position + 1 : position + 2] == '"':
            cell.append('"')
            position += 1
        elif letter == '"' and (quoted or not "".join(cell).strip()):
            quoted = not quoted
        elif letter == separator and not quoted:
            cells.append(clean("".join(cell)))
            cell = []
        elif letter == "\n" and not quoted:
            cells.append(clean("".join(cell)))
            if any(cells):
                rows.append((begun, cells))
            cells, cell, begun = [], [], line + 1
        else:
            cell.append(letter)
        line += letter == "\n"
        position += 1
    if any(cells) or "".join(cell).strip():
        rows.append((begun, [*cells, clean("".join(cell))]))
    return rows
