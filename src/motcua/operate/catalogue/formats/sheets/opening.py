"""Opening a workbook from a stranger: bounded, with its headings checked, formulas and merged cells told apart."""

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from motcua.kernel.text import nfc
from motcua.operate.catalogue.formats.entries import BadFile, Wrong
from motcua.operate.catalogue.formats.sheets import layout
from motcua.operate.catalogue.formats.sheets.layout import Sheet

MOST_UNPACKED: Final = 120 * 1024 * 1024
MOST_PARTS: Final = 1000
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 100


@dataclass(slots=True)
class Line:
    """One row of a sheet: raw values by heading, and what is wrong with it whatever the values are."""

    sheet: Sheet
    number: int
    raw: dict[str, Any]
    columns: dict[str, int]
    wrong: list[Wrong] = field(default_factory=list)

    def fault(self, heading: str, reason: str) -> Wrong:
        """A fault at one cell of this row; a heading not known points at the whole row."""
        column = self.columns.get(heading, 0)
        where = f", cột {get_column_letter(column)} ({heading})" if column else ""
        place = f"trang “{self.sheet.title}”, dòng {self.number}{where}"
        return Wrong(place, reason, self.sheet.title, self.number, column)

    def blame(self, heading: str, reason: str) -> None:
        self.wrong.append(self.fault(heading, reason))


@dataclass(frozen=True, slots=True)
class Opened:
    """All rows by the title of their sheet, long texts by number, titles of sheets nobody knows."""

    lines: dict[str, list[Line]]
    long: dict[int, str]
    ignored: tuple[str, ...]


def open_book(data: bytes) -> Opened:
    """The rows of the workbook; BadFile when it is broken, a bomb, or lacks a sheet or column."""
    book = _load(data)
    titles = {nfc(title).strip().casefold(): title for title in book.sheetnames}
    problems, lines = list[str](), dict[str, list[Line]]()
    for page in layout.SHEETS:
        title = titles.pop(page.title.casefold(), None)
        if title is None:
            problems.append(f"thiếu trang tính “{page.title}”")
            continue
        found = book[title]
        columns = _headings(found, page, problems)
        lines[page.title] = _lines(found, page, columns) if columns else []
    long = _long(book, titles.pop(layout.LONG.casefold(), None))
    if problems:
        raise BadFile("; ".join(problems[:12]) + ("; …" if len(problems) > 12 else ""))
    ignored = [title for key, title in titles.items() if key not in {name.casefold() for name in layout.IGNORED}]
    return Opened(lines, long, tuple(ignored))


def _load(data: bytes) -> Workbook:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise BadFile("tệp XLSX giải nén ra quá lớn, có thể là tệp phá hoại")
            if not any(part.filename == "xl/workbook.xml" for part in parts):
                raise BadFile("tệp nén này không phải bảng tính XLSX")
        return load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
    except BadFile:
        raise
    except Exception as error:  # a broken workbook makes openpyxl raise nearly anything
        raise BadFile("không đọc được tệp XLSX: tệp hỏng, bị cắt ngang hoặc có mật khẩu") from error


def _headings(found: Any, page: Sheet, problems: list[str]) -> dict[str, int]:
    """Column number of each heading; what is missing, repeated or unknown goes to `problems`."""
    before = len(problems)
    if not hasattr(found, "max_column") or found.max_column > MOST_COLUMNS or found.max_row > MOST_ROWS + 1:
        problems.append(f"trang “{page.title}”: quá {MOST_ROWS} dòng hoặc {MOST_COLUMNS} cột; hãy xoá phần trống ở xa")
        return {}
    known = {heading.casefold(): heading for heading in page.headings}
    columns: dict[str, int] = {}
    for index in range(1, found.max_column + 1):
        said = found.cell(1, index).value
        heading = known.get(nfc(str(said)).strip().casefold()) if said is not None else None
        place = f"trang “{page.title}”, dòng 1, cột {get_column_letter(index)}"
        if said is not None and heading is None:
            problems.append(f"{place}: không có cột “{str(said)[:40]}” trong mẫu")
        elif heading in columns:
            problems.append(f"{place}: cột “{heading}” lặp lại")
        elif heading is not None:
            columns[heading] = index
    missing = [heading for heading in page.headings if heading not in columns]
    problems += [f"trang “{page.title}”, dòng 1: thiếu cột “{heading}”" for heading in missing]
    problems += [
        f"trang “{page.title}”, dòng 1: ô gộp {area}" for area in found.merged_cells.ranges if area.min_row == 1
    ]
    return columns if len(problems) == before else {}


def _lines(found: Any, page: Sheet, columns: dict[str, int]) -> list[Line]:
    lines: dict[int, Line] = {}
    for cells in found.iter_rows(min_row=2, max_row=found.max_row, max_col=found.max_column):
        held = [cell for cell in cells if cell.value is not None and cell.value != ""]
        if held:
            lines[held[0].row] = _line(page, held, columns)
    for area in found.merged_cells.ranges:
        heading = next((name for name, index in columns.items() if index == area.min_col), "")
        for number in range(area.min_row, area.max_row + 1):
            line = lines.setdefault(number, Line(page, number, {}, columns))
            line.blame(heading, f"ô gộp {area}; hãy bỏ gộp ô và ghi từng dòng")
    return [lines[number] for number in sorted(lines)]


def _line(page: Sheet, held: list[Any], columns: dict[str, int]) -> Line:
    names = {index: heading for heading, index in columns.items()}
    line = Line(page, held[0].row, {}, columns)
    for cell in held:
        heading = names.get(cell.column)
        if heading is None:
            line.blame("", f"ô {cell.coordinate} có dữ liệu nhưng cột không có tiêu đề")
        elif cell.data_type == "f":
            line.blame(heading, "ô có công thức; hãy thay bằng giá trị")
        elif cell.data_type == "e":
            line.blame(heading, f"ô báo lỗi {str(cell.value)[:20]}")
        else:
            line.raw[heading] = cell.value
    return line


def _long(book: Workbook, title: str | None) -> dict[int, str]:
    parts: dict[int, list[tuple[int, str]]] = {}
    for row in book[title].iter_rows(min_row=2, max_col=3, values_only=True) if title else ():
        number, part, text = (*row, None, None, None)[:3]
        if isinstance(number, int) and isinstance(part, int) and isinstance(text, str):
            parts.setdefault(number, []).append((part, text))
    return {number: "".join(text for _, text in sorted(held)) for number, held in parts.items()}
