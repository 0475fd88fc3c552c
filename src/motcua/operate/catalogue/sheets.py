"""Lists of the catalogue as XLSX."""

import io
from collections.abc import Iterable

from xlsxwriter import Workbook

from motcua.operate.catalogue.queries import Paper

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    ("Mã thủ tục", 14), ("Tên thủ tục", 60), ("Mã giấy tờ", 12), ("Tên giấy tờ", 60), ("Kết luận", 22),
    ("Nhà nước đã có tại", 32), ("Ghi chú", 40),
)  # fmt: skip
FINDINGS = {"held": "nên bỏ", "suggested": "gợi ý, chưa xác nhận", "needed": "vẫn cần"}


def papers(rows: Iterable[Paper]) -> bytes:
    """Papers with what is known of them, one a row. Texts are written as texts: none can become a formula."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Giấy tờ Nhà nước đã có")
    bold = book.add_format({"bold": True})
    for index, (words, width) in enumerate(COLUMNS):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, words, bold)
    sheet.freeze_panes(1, 0)
    for line, paper in enumerate(rows, start=1):
        cells = (
            paper.procedure.code, paper.procedure.name, paper.component.code, paper.component.name,
            FINDINGS[paper.finding], paper.held_words, paper.note,
        )  # fmt: skip
        for index, text in enumerate(cells):
            sheet.write_string(line, index, text)
    book.close()
    return buffer.getvalue()
