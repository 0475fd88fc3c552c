"""The sheet as DOCX, for who must go on working on it in Word. The PDF is what counts."""

from datetime import datetime

from motcua.kernel.documents.services import long_day
from motcua.kernel.documents.word import CENTER, Writer
from motcua.kernel.time import TZ
from motcua.operate.eforms.printing.sheet import Block, Sheet, Signature

DOTS = "." * 60


def write_docx(sheet: Sheet, *, at: datetime) -> bytes:
    """The file of `sheet`; `at` is its creation date."""
    writer = Writer(title=sheet.title)
    _head(writer, sheet)
    for block in sheet.blocks:
        _block(writer, block)
    if sheet.closing:
        writer.line(sheet.closing)
    day = long_day(sheet.at.astimezone(TZ).date()) if sheet.at else "ngày ..... tháng ..... năm ........."
    signed = [_signature(one) for one in sheet.signatures]
    left = signed[0] if len(signed) > 1 else [("", "")]
    writer.side_by_side([("", ""), *left], [(f"{sheet.place}, {day}", "i"), *signed[-1]])
    if sheet.office:
        writer.line("Phần dành cho cơ quan", style="i")
        for label in sheet.office:
            writer.line(f"{label}: {DOTS}")
    writer.footer(f"Mã tra cứu: {sheet.reference}" if sheet.reference else "" if sheet.at else "Bản nháp, chưa nộp")
    return writer.data(at=at)


def _head(writer: Writer, sheet: Sheet) -> None:
    writer.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", align=CENTER, style="b", keep=True)
    writer.line("Độc lập - Tự do - Hạnh phúc", align=CENTER, style="b", keep=True)
    if sheet.issued_with:
        writer.line(sheet.issued_with, align=CENTER, style="i", size=10, keep=True)
    writer.line(sheet.title.upper(), align=CENTER, style="b", size=14, keep=True)
    if sheet.under_title:
        writer.line(sheet.under_title, align=CENTER, style="b")
    if sheet.to:
        writer.line("Kính gửi: ", (sheet.to, "b"), align=CENTER)
    if sheet.subject:
        writer.line(f"Thủ tục: {sheet.subject}")
    if sheet.opening:
        writer.line(sheet.opening)


def _block(writer: Writer, block: Block) -> None:
    writer.line(block.title, style="b", keep=True)
    if block.columns:
        rows = [[str(number), *(cell or "–" for cell in row)] for number, row in enumerate(block.rows, 1)]
        writer.table(["STT", *block.columns], rows)
    elif not block.pairs:
        writer.line("Không khai.")
    for label, value in block.pairs:
        head = label if label.endswith((":", "?")) else f"{label}:"
        writer.line(f"{head} {value or DOTS}")


def _signature(one: Signature) -> list[tuple[str, str]]:
    lines = [(one.title.upper(), "b")]
    if one.confirmed_at is None:
        lines += [("(Ký và ghi rõ họ tên)", "i"), ("", ""), ("", "")]
    else:
        lines.append((f"Xác nhận trực tuyến lúc {one.confirmed_at.astimezone(TZ):%H:%M ngày %d/%m/%Y}", "i"))
    return [*lines, (one.name, "b")]
