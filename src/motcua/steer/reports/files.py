"""The forms as XLSX and PDF. Every cell is text or a number: nothing can run."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from motcua.kernel.documents import services as documents
from motcua.kernel.time import local_date
from motcua.operate.dossiers.services.letterhead import PLACE
from motcua.people import queries as people
from motcua.steer.reports.queries import LevelRow, Report
from motcua.steer.reports.rules import COLUMNS, Row

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS: Final = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False
}  # fmt: skip
TITLE_06: Final = "Tình hình, kết quả giải quyết thủ tục hành chính"
TITLE_07: Final = "Số lượng thủ tục hành chính và quy trình nội bộ"
GROUPS: Final = (
    ("Số hồ sơ tiếp nhận", 0, 3), ("Số hồ sơ đã giải quyết", 4, 7), ("Số hồ sơ đang giải quyết", 8, 10)
)  # fmt: skip
UNVERIFIED: Final = "Tên cột theo đầu đề của biểu; bố cục chi tiết chưa đối chiếu với bản gốc của TT 01/2020/TT-VPCP."
PROCESSES: Final = (
    "Cột quy trình nội bộ của biểu II.07b đếm thủ tục có quy trình (đồng thời là quy trình điện tử) đã ban hành trong "
    "hệ thống; quy trình chỉ phê duyệt trên giấy thì hệ thống không biết."
)
OTHERS: Final = (
    ("II.01", "đánh giá tác động của thủ tục hành chính"),
    ("II.02", "văn bản quy phạm pháp luật có quy định thủ tục hành chính"),
    ("II.03", "công bố, công khai thủ tục hành chính"),
    ("II.04", "rà soát, đơn giản hóa thủ tục hành chính"),
    ("II.05a, II.05b", "tiếp nhận, xử lý phản ánh, kiến nghị"),
    ("II.06b đến II.06g", "giải quyết thủ tục hành chính theo loại cơ quan, nguyên nhân quá hạn"),
    ("II.08", "thực hiện thủ tục hành chính trên môi trường điện tử"),
)
"""Forms of the regime whose columns no source at hand gives (names recalled, not checked): they are not made up."""
UNKNOWN: Final = "chưa có dữ liệu"
HEAD_07: Final = (
    "Đơn vị (cấp)", "Tổng số thủ tục thuộc thẩm quyền", "Thực hiện tại Bộ phận Một cửa", "Quy trình nội bộ đã phê duyệt"
)  # fmt: skip


def rows_06(made: Report) -> list[list[str | int]]:
    """Number, field and the eleven counts; a line without counts opens each level; the sum comes last."""
    rows: list[list[str | int]] = []
    level = None
    for number, row in enumerate(made.table.rows, start=1):
        if row.level != level:
            level = row.level
            rows.append(["", level])
        rows.append([number, row.field, *_counts(row)])
    return [*rows, ["", "Tổng số", *_counts(made.table.total)]]


def rows_07(rows: Sequence[LevelRow]) -> list[list[str | int]]:
    return [[r.level, r.procedures, r.one_stop, UNKNOWN if r.processes is None else r.processes] for r in rows]


def notes(made: Report) -> list[str]:
    """What the reader must know before he uses the figures."""
    found = [UNVERIFIED, PROCESSES]
    found += ["Kỳ chưa kết thúc: số tạm tính."] if made.running else []
    found += [f"{one.where}: {one.identity}; {one.left} ≠ {one.right} ({one.why})." for one in made.broken]
    if made.table.odd:
        found.append(f"{len(made.table.odd)} hồ sơ có ngày kết thúc trước ngày tiếp nhận, tính là xong ngày tiếp nhận.")
    return found


def xlsx(made: Report, levels: Sequence[LevelRow]) -> bytes:
    """A sheet for each form and one for the checks and the bulletin."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "align": "center", "valign": "vcenter"})
    cell, wrap = book.add_format({"border": 1, "text_wrap": True}), book.add_format({"text_wrap": True})
    _sheet_06(book.add_worksheet("II.06a"), made, bold, head, cell)
    _sheet_07(book.add_worksheet("II.07b"), made, levels, bold, head, cell)
    last = book.add_worksheet("Kiểm tra và bản tin")
    last.set_column(0, 0, 110, wrap)
    for line, text in enumerate([*notes(made), "", *made.bulletin]):
        last.write_string(line, 0, text)
    book.close()
    return out.getvalue()


def _sheet_06(page: Any, made: Report, bold: Any, head: Any, cell: Any) -> None:
    page.set_column(0, 0, 6)
    page.set_column(1, 1, 44)
    page.set_column(2, 12, 12)
    page.write_string(0, 0, "Biểu số II.06a/VPCP/KSTT", bold)
    page.write_string(1, 0, f"{TITLE_06}, {made.period.words} ({_days(made)})", bold)
    page.write_string(2, 0, f"Đơn vị báo cáo: {people.agency().name}. Đơn vị tính: hồ sơ")
    page.merge_range(4, 0, 5, 0, "STT", head)
    page.merge_range(4, 1, 5, 1, "Lĩnh vực giải quyết theo cấp", head)
    for title, first, last in GROUPS:
        page.merge_range(4, 2 + first, 4, 2 + last, title, head)
    for place, (_, label) in enumerate(COLUMNS):
        page.write_string(5, 2 + place, label, head)
    for line, row in enumerate(rows_06(made), start=6):
        for place, value in enumerate(row):
            _write(page, line, place, value, cell)
    page.freeze_panes(6, 2)


def _sheet_07(page: Any, made: Report, levels: Sequence[LevelRow], bold: Any, head: Any, cell: Any) -> None:
    page.set_column(0, 3, 30)
    page.write_string(0, 0, "Biểu số II.07b/VPCP/KSTT", bold)
    page.write_string(1, 0, f"{TITLE_07}, theo danh mục lúc lập {local_date(made.at):%d/%m/%Y}", bold)
    for place, label in enumerate(HEAD_07):
        page.write_string(3, place, label, head)
    for line, row in enumerate(rows_07(levels), start=4):
        for place, value in enumerate(row):
            _write(page, line, place, value, cell)


def _write(page: Any, line: int, place: int, value: str | int, look: Any) -> None:
    if isinstance(value, int):
        page.write_number(line, place, value, look)
    else:
        page.write_string(line, place, value, look)


def pdf(made: Report, levels: Sequence[LevelRow], now: datetime) -> bytes:
    """Both forms as PDF/A."""
    agency = people.agency()
    data = {
        "agency": {
            "name": agency.name,
            "parent": agency.parent.name if agency.parent else None,
            "place": PLACE.sub("", agency.parent.name if agency.parent else agency.name),
        },
        "printed_on": local_date(now),
        "heading": TITLE_06,
        "subtitle": f"{made.period.words.capitalize()}, {_days(made)}. Đơn vị tính: hồ sơ",
        "groups": [{"title": title, "span": last - first + 1} for title, first, last in GROUPS],
        "columns": [label for _, label in COLUMNS],
        "rows": [[str(value) for value in row] for row in rows_06(made)],
        "notes": notes(made),
        "heading_07": TITLE_07,
        "head_07": list(HEAD_07),
        "rows_07": [[str(value) for value in row] for row in rows_07(levels)],
    }
    return documents.render("reports/kstt", data, title=f"Biểu II.06a và II.07b, {made.period.words}", at=now)


def _counts(row: Row) -> list[int]:
    told = asdict(row)
    return [told[name] for name, _ in COLUMNS]


def _days(made: Report) -> str:
    return f"từ {made.period.first:%d/%m/%Y} đến {made.period.last:%d/%m/%Y}"
