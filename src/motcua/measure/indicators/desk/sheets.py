"""The list behind a figure as an XLSX workbook. Every cell is text or a date: nothing in it can run."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from motcua.kernel.time import TZ
from motcua.measure.indicators.queries import Member

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS: Final = (
    ("Mã", 30), ("Tên hoặc mã thủ tục", 44), ("Đơn vị", 30), ("Tiếp nhận", 12), ("Hạn theo luật", 17), ("Xong", 12),
    ("Được tính", 11), ("Lý do không được tính", 44),
)  # fmt: skip
MOST_ROWS: Final = 1_000_000
OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(head: Sequence[str], members: Iterable[Member], units: Mapping[str, str]) -> bytes:
    """A sheet with the lines of `head`, the headings and a row for each member (at most a million)."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    bold = book.add_format({"bold": True})
    top = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    instant = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet = book.add_worksheet("Danh sách")
    for row, text in enumerate(head):
        sheet.write_string(row, 0, text, bold if row == 0 else None)
    start = len(head) + 1
    for column, (heading, width) in enumerate(HEADINGS):
        sheet.set_column(column, column, width)
        sheet.write_string(start, column, heading, top)
    sheet.freeze_panes(start + 1, 1)
    for row, member in enumerate(members, start=start + 1):
        if row > MOST_ROWS:
            break
        for column, value in enumerate(_cells(member, units)):
            _write(sheet, row, column, value, day, instant)
    book.close()
    return out.getvalue()


def _cells(member: Member, units: Mapping[str, str]) -> tuple[Any, ...]:
    return (
        member.key, member.title or member.procedure, units.get(member.unit, member.unit), member.received,
        member.due, member.finished, "có" if member.counts else "không", member.why,
    )  # fmt: skip


def _write(sheet: Any, row: int, column: int, value: Any, day: Any, instant: Any) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value.astimezone(TZ).replace(tzinfo=None), instant)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001  a local day
    elif value:
        sheet.write_string(row, column, str(value))
