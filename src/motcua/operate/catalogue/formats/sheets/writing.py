"""Writing the workbook: the same catalogue gives the same bytes, whoever writes it and when."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final

import xlsxwriter

from motcua.operate.catalogue.formats.entries import Entry
from motcua.operate.catalogue.formats.sheets import layout
from motcua.operate.catalogue.formats.sheets.cells import LONG_MARK, MOST_LETTERS
from motcua.operate.catalogue.formats.sheets.guide import LINES
from motcua.operate.catalogue.formats.sheets.layout import NO, YES, Column, Sheet
from motcua.operate.catalogue.formats.sheets.rows import rows_of

OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# The file itself knows no time of writing: two exports of the same catalogue are the same file.
MADE: Final = datetime(2024, 1, 1)  # noqa: DTZ001 - a property of the file, read by nobody
SPARE_ROWS: Final = 2000  # rows below the last one where the lists of words still help
GREY, RED = "#E8EDF3", "#F9D6D5"


class Book:
    """A workbook being written: sheets with headings, cells by kind, long texts on a sheet of their own."""

    def __init__(self) -> None:
        self._file = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._file, OPTIONS)
        self._book.set_properties({"title": "Danh mục thủ tục hành chính", "author": "Một Cửa", "created": MADE})
        form = self._book.add_format
        plain: dict[str, Any] = {"valign": "top", "text_wrap": True}
        self._head = form({"bold": True, "bg_color": GREY, "valign": "top", "text_wrap": True, "border": 1})
        self._title = form({"bold": True, "font_size": 14})
        self._forms = {
            (kind, wrong): form({**plain, **style, **({"bg_color": RED} if wrong else {})})
            for kind, style in {
                "text": {"num_format": "@"},
                "number": {"num_format": "#,##0"},
                "date": {"num_format": "dd/mm/yyyy"},
            }.items()
            for wrong in (False, True)
        }
        self._long: list[str] = []

    def guide(self) -> None:
        """The sheet that explains the workbook to whoever edits it."""
        sheet = self._book.add_worksheet(layout.GUIDE)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 100)
        for index, (left, right) in enumerate(LINES):
            sheet.write_string(index, 0, left, self._title if index == 0 else self._head if left else None)
            sheet.write_string(index, 1, right, self._forms["text", False])

    def sheet(self, title: str, columns: Sequence[Column], *, active: bool = False) -> Any:
        """A new sheet with its headings, frozen, ready to be filtered."""
        sheet = self._book.add_worksheet(title)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width, self._forms[_style(column), False])
            sheet.write_string(0, index, column.heading, self._head)
        sheet.freeze_panes(1, 1)
        if active:
            sheet.activate()
            sheet.set_first_sheet()
        return sheet

    def cell(self, sheet: Any, row: int, index: int, value: Any, column: Column, *, wrong: bool = False) -> None:
        """Write one value by its own kind; nothing for null. A text is never taken for a formula or an address."""
        form = self._forms[_style(column), wrong]
        match value:
            case None:
                if wrong:
                    sheet.write_blank(row, index, None, form)
            case bool():
                sheet.write_boolean(row, index, value, form)
            case int() | float():
                sheet.write_number(row, index, value, form)
            case date():
                sheet.write_datetime(row, index, value, self._forms["date", wrong])
            case _:
                sheet.write_string(row, index, self._fitting(str(value)), form)

    def help(self, sheet: Any, columns: Sequence[Column], last: int) -> None:
        """The lists of words to choose from, and a filter over the headings."""
        sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        for index, column in enumerate(columns):
            words = [YES, NO] if column.kind == "flag" else list((column.words or {}).values())
            if column.kind in ("flag", "word"):
                rule = {"validate": "list", "source": words, "error_type": "warning"}
                sheet.data_validation(1, index, last + SPARE_ROWS, index, rule)

    def close(self) -> bytes:
        """The bytes of the finished workbook."""
        if self._long:
            self._write_long()
        self._book.close()
        return self._file.getvalue()

    def _fitting(self, text: str) -> str:
        if _letters(text) <= MOST_LETTERS:
            return text
        self._long.append(text)
        return f"{LONG_MARK}{len(self._long)}"

    def _write_long(self) -> None:
        columns = tuple(Column(heading, "", "number") for heading in layout.LONG_COLUMNS[:2])
        words = Column(layout.LONG_COLUMNS[2], "", width=90)
        sheet = self.sheet(layout.LONG, (*columns, words))
        row = 0
        for number, text in enumerate(self._long, 1):
            for part, start in enumerate(range(0, len(text), MOST_LETTERS // 2), 1):
                row += 1
                sheet.write_number(row, 0, number)
                sheet.write_number(row, 1, part)
                sheet.write_string(row, 2, text[start : start + MOST_LETTERS // 2], self._forms["text", False])


def dump(entries: Iterable[Entry]) -> bytes:
    """The workbook of `entries`, by code."""
    book = Book()
    book.guide()
    rows = [rows_of(entry) for entry in sorted(entries, key=lambda entry: entry.code)]
    for page in layout.SHEETS:
        _write(book, page, [row for each in rows for row in each[page.title]])
    return book.close()


def _write(book: Book, page: Sheet, rows: Sequence[Sequence[Any]]) -> None:
    sheet = book.sheet(page.title, page.columns, active=page is layout.MAIN)
    for line, row in enumerate(rows, 1):
        for index, (value, column) in enumerate(zip(row, page.columns, strict=True)):
            book.cell(sheet, line, index, value, column)
    book.help(sheet, page.columns, len(rows))


def _style(column: Column) -> str:
    return column.kind if column.kind in ("number", "date") else "text"


def _letters(text: str) -> int:
    """Letters as Excel counts them: those beyond the first plane count twice."""
    return len(text) + sum(letter > "\uffff" for letter in text)
