"""A result and the dossiers behind it as an XLSX workbook. Every cell is text, a number or a date: nothing can run."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from motcua.kernel.time import TZ
from motcua.measure.assessment.desk.figures import lines, total_words, value_words
from motcua.measure.assessment.queries import AssessedPeriod, Result
from motcua.measure.assessment.rules import PER_DOSSIER, Work, points

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MOST_ROWS: Final = 1_000_000


def workbook(asked: AssessedPeriod, result: Result, works: Sequence[Work], cut_off: str) -> bytes:
    """Two sheets: the indices with what stands behind them, and a row for each dossier (at most a million)."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    bold = book.add_format({"bold": True, "text_wrap": True})
    _summary(book.add_worksheet("Chỉ số"), asked, result, cut_off, bold)
    numbers = [figure.number for figure in result.figures if figure.number in PER_DOSSIER]
    instant = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    _dossiers(book.add_worksheet("Hồ sơ"), works, numbers, bold, instant)
    book.close()
    return out.getvalue()


def _summary(sheet: Any, asked: AssessedPeriod, result: Result, cut_off: str, bold: Any) -> None:
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 2, 24)
    head = [f"{result.name}, {asked.period.words}", f"Theo {asked.scheme.article}; số liệu đến {cut_off}."]
    head += [] if asked.verified else ["Kỳ này chưa có văn bản đã kiểm tra: kết quả để tham khảo."]
    for row, text in enumerate(head):
        sheet.write_string(row, 0, text, bold if row == 0 else None)
    start = len(head) + 1
    for row, line in enumerate(lines(asked.scheme, result.figures), start=start):
        sheet.write_string(row, 0, f"{line.number}. {line.name}")
        if line.figure.value is not None:
            sheet.write_number(row, 1, float(line.figure.value))
        else:
            sheet.write_string(row, 1, value_words(line.figure))
        sheet.write_string(row, 2, line.behind)
    total = total_words(result)
    if total is not None:
        row = start + len(result.figures)
        sheet.write_string(row, 0, f"Tổng (tối đa {total.most})", bold)
        sheet.write_string(row, 1, total.value, bold)
        sheet.write_string(row, 2, total.band or total.possible)


def _dossiers(sheet: Any, works: Sequence[Work], numbers: Sequence[int], bold: Any, instant: Any) -> None:
    headings = ["Mã hồ sơ", "Mã thủ tục", "Hạn theo luật", "Có kết quả"]
    for number in numbers:
        headings += [f"CS {number}", f"Vì sao CS {number}"]
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, 30 if column == 0 else 17)
        sheet.write_string(0, column, heading, bold)
    sheet.freeze_panes(1, 1)
    for row, work in enumerate(works[:MOST_ROWS], start=1):
        sheet.write_string(row, 0, work.code)
        sheet.write_string(row, 1, work.procedure)
        for column, at in ((2, work.due), (3, work.finished_at)):
            if at is not None:
                sheet.write_datetime(row, column, _local(at), instant)
        given = points(work)
        for place, number in enumerate(numbers):
            point = given[number]
            if point.value is not None:
                sheet.write_number(row, 4 + 2 * place, point.value)
            sheet.write_string(row, 5 + 2 * place, point.why)


def _local(at: datetime) -> datetime:
    return at.astimezone(TZ).replace(tzinfo=None)
