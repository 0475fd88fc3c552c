"""Rows out of XLSX and CSV files of dossiers.

Formulas are never worked out: the value that the file stores is read, and a row with a formula that has none is
refused. Cells merged over several rows or columns say what their first cell says.
"""

import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from motcua.kernel.sheets import MAX_BYTES, MAX_ROWS, MAX_UNPACKED, BadFile, rows_of

MOST_COLUMNS = 200
NO_VALUE = "formula"


def read(path: Path) -> bytes:
    """A spreadsheet's bytes, for `table_rows`. BadFile when it is too large, said before any of it is in memory."""
    if path.stat().st_size > MAX_BYTES:
        raise BadFile(f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB. Hãy chia thành nhiều tệp.")
    return path.read_bytes()


def table_rows(data: bytes, name: str) -> Iterator[list[Any] | str]:
    """The rows that say anything, the headings first. A row that cannot be taken is its reason as text.

    Raises BadFile when the file cannot be read as a whole.
    """
    if data[:2] != b"PK":
        yield from (row for row in rows_of(data, name) if any(str(cell).strip() for cell in row))
        return
    values, formulas = _sheet(data, stored=True), _sheet(data, stored=False)
    spread = _merged(formulas)
    for index, (stored, written) in enumerate(zip(values.iter_rows(), formulas.iter_rows(), strict=False)):
        if index > MAX_ROWS:
            raise BadFile(f"Tệp có hơn {MAX_ROWS} dòng. Hãy chia thành nhiều tệp.")
        cells: list[Any] = []
        hollow = ""
        for cell, source in zip(stored[:MOST_COLUMNS], written[:MOST_COLUMNS], strict=False):
            first = spread.get((cell.row or 0, cell.column or 0))
            value = values.cell(*first).value if first else cell.value
            if value is None and source.data_type == "f":
                hollow = source.coordinate
            cells.append(value)
        if hollow:
            yield f"Ô {hollow} có công thức nhưng tệp không lưu giá trị. Hãy mở tệp, lưu lại rồi nhập."
        elif any(cell is not None and str(cell).strip() for cell in cells):
            yield cells


def _sheet(data: bytes, *, stored: bool) -> Worksheet:
    if len(data) > MAX_BYTES:
        raise BadFile(f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB. Hãy chia thành nhiều tệp.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > MAX_UNPACKED:
                raise BadFile("Tệp XLSX giải nén ra quá lớn.")
        sheet = load_workbook(io.BytesIO(data), data_only=stored).worksheets[0]
        if sheet.max_row > MAX_ROWS:
            raise BadFile(f"Tệp có hơn {MAX_ROWS} dòng. Hãy chia thành nhiều tệp.")
        return sheet
    except BadFile:
        raise
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError, TypeError) as error:
        raise BadFile("Không đọc được tệp XLSX: tệp hỏng hoặc bị cắt ngang.") from error


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Each cell under a merged one → the cell that holds the value."""
    return {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }


def preview(path: Path, name: str, rows: int = 5) -> tuple[list[str], list[list[str]]]:
    """The headings, and the first rows as text to look at."""
    found = [row for row in islice(table_rows(read(path), name), rows + 1) if not isinstance(row, str)]
    headings = ["" if cell is None else str(cell).strip() for cell in (found[0] if found else [])]
    return headings, [["" if cell is None else str(cell)[:60] for cell in row[: len(headings)]] for row in found[1:]]
