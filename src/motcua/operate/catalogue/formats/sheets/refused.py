"""The rows that were refused, as a workbook of the same shape: mend the red cells and bring this very file in again."""

from collections.abc import Sequence
from typing import Any

from motcua.operate.catalogue.formats.entries import BadFile, Item
from motcua.operate.catalogue.formats.sheets import layout
from motcua.operate.catalogue.formats.sheets.layout import CODE, Column, Sheet
from motcua.operate.catalogue.formats.sheets.opening import Line, open_book
from motcua.operate.catalogue.formats.sheets.writing import Book

FAULT_COLUMNS = (Column("Thủ tục", "", width=18), Column("Nơi", "", width=44), Column("Lý do", "", width=90))


def refused(items: Sequence[Item], data: bytes | None = None) -> bytes:
    """The faults of `items`; with the bytes of the workbook they come from, their rows too, wrong cells in red."""
    book = Book()
    _faults(book, items)
    try:
        lines = open_book(data).lines if data else {}
    except BadFile:
        lines = {}
    codes = {item.id for item in items}
    places = {(wrong.sheet, wrong.row) for item in items for wrong in item.wrong}
    cells = {(wrong.sheet, wrong.row, wrong.column) for item in items for wrong in item.wrong}
    for page in layout.SHEETS if lines else ():
        kept = [line for line in lines[page.title] if _code(line) in codes or (page.title, line.number) in places]
        _rows(book, page, kept, cells)
    return book.close()


def _faults(book: Book, items: Sequence[Item]) -> None:
    sheet = book.sheet(layout.FAULTS, FAULT_COLUMNS, active=True)
    line = 0
    for item in items:
        for wrong in item.wrong:
            line += 1
            for index, text in enumerate((item.id, wrong.place, wrong.reason)):
                book.cell(sheet, line, index, text, FAULT_COLUMNS[index])


def _rows(book: Book, page: Sheet, lines: Sequence[Line], wrong: set[tuple[str, int, int]]) -> None:
    sheet = book.sheet(page.title, page.columns)
    for number, line in enumerate(lines, 1):
        for index, column in enumerate(page.columns):
            at = (page.title, line.number, line.columns.get(column.heading, 0))
            book.cell(sheet, number, index, _raw(line.raw.get(column.heading)), column, wrong=at in wrong)
    book.help(sheet, page.columns, len(lines))


def _code(line: Line) -> str:
    raw = line.raw.get(CODE)
    return raw.strip() if isinstance(raw, str) else ""


def _raw(value: Any) -> Any:
    """A value as it stood, as far as a cell can hold it."""
    if isinstance(value, str):
        return "".join(letter for letter in value if letter >= " " or letter in "\t\n")
    return value
