"""Rows out of CSV and XLSX files, with clear words for files that cannot be read."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MAX_BYTES = 50 * 1024 * 1024
MAX_UNPACKED = 500 * 1024 * 1024
MAX_ROWS = 500_000


class BadFile(ValueError):
    """The file cannot be read at all; nothing of it was taken. The message is for people."""


def rows_of(data: bytes, name: str) -> Iterator[list[Any]]:
    """The rows of the first sheet or of the CSV text, the heading first."""
    if not data:
        raise BadFile("Tệp rỗng.")
    if len(data) > MAX_BYTES:
        raise BadFile(f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB. Hãy chia thành nhiều tệp.")
    if data[:2] == b"PK":
        yield from _xlsx(data)
    else:
        yield from _csv(data)


def _xlsx(data: bytes) -> Iterator[list[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > MAX_UNPACKED:
                raise BadFile("Tệp XLSX giải nén ra quá lớn.")
        # Formulas are read as they are, so that a row with one is refused and not taken with yesterday's value.
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        for index, row in enumerate(sheet.iter_rows(values_only=True)):
            if index > MAX_ROWS:
                raise BadFile(f"Tệp có hơn {MAX_ROWS} dòng. Hãy chia thành nhiều tệp.")
            yield list(row)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError) as error:
        if isinstance(error, BadFile):
            raise
        raise BadFile("Không đọc được tệp XLSX: tệp hỏng hoặc bị cắt ngang.") from error


def _csv(data: bytes) -> Iterator[list[Any]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(f"Tệp CSV phải ở bảng mã UTF-8; byte thứ {error.start + 1} không đọc được.") from error
    if "\x00" in text:
        raise BadFile("Tệp có ký tự không phải văn bản; đây không phải CSV.")
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for index, row in enumerate(reader):
            if index > MAX_ROWS:
                raise BadFile(f"Tệp có hơn {MAX_ROWS} dòng. Hãy chia thành nhiều tệp.")
            yield list(row)
    except csv.Error as error:
        raise BadFile(f"Tệp CSV hỏng ở dòng {reader.line_num}: {error}.") from error


def harmless(cell: Any) -> str:
    """A cell as text that a spreadsheet does not run."""
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}"
    text = "" if cell is None else str(cell)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def day(cell: Any) -> date | None:
    """A local date from a date cell, "dd/mm/yyyy" or "yyyy-mm-dd"; None for an empty cell. ValueError: no date."""
    if isinstance(cell, datetime):
        return cell.date()
    if cell is None or isinstance(cell, date):
        return cell
    text = str(cell).strip()
    if not text:
        return None
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007  a local date, no instant
        except ValueError:
            continue
    raise ValueError(f"ngày {text[:30]!r} phải có dạng ngày/tháng/năm, ví dụ 15/01/2024")
