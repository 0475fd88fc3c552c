"""A sheet as DOCX, on A5 as the form is. The PDF is what counts."""

from datetime import datetime

from motcua.kernel.documents.services import long_day, qr_png
from motcua.kernel.documents.word import CENTER, Writer
from motcua.operate.paperwork.sheets import Grid, Row, Sheet, Signer, Text

DOTS = "." * 40


def write_docx(sheet: Sheet, *, at: datetime) -> bytes:
    """The file of `sheet`; `at` is its creation date."""
    writer = Writer(title=sheet.title, size=10, paper="a5")
    _head(writer, sheet)
    for block in sheet.blocks:
        _block(writer, block)
    if any(sheet.signers):
        writer.side_by_side(*(_signer(who) for who in sheet.signers))
    for note in sheet.notes:
        writer.line(note, style="i", size=8)
    writer.footer(f"Mã tra cứu: {sheet.tracking}")
    return writer.data(at=at)


def _head(writer: Writer, sheet: Sheet) -> None:
    number = f"Số: {sheet.number or '.' * 10}/{sheet.symbol}" if sheet.symbol else ""
    day = long_day(sheet.on) if sheet.on else "ngày ..... tháng ..... năm ........."
    writer.side_by_side(
        [(sheet.agency.upper(), ""), (sheet.unit.upper(), "b"), (number, "")],
        [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "b"),
            ("Độc lập - Tự do - Hạnh phúc", "b"),
            (f"{sheet.place}, {day}", "i"),
        ],
    )
    writer.line("\n".join(sheet.heading), align=CENTER, style="b", size=12, keep=True)
    label, code = sheet.code
    writer.line(f"{label}: ", (code or DOTS, "b"), align=CENTER, keep=True)
    if sheet.qr:
        writer.picture(qr_png(sheet.qr), width=20)


def _block(writer: Writer, block: Row | Grid | Text) -> None:
    if isinstance(block, Text):
        writer.line(block.words)
    elif isinstance(block, Row):
        for item in block.items:
            value = item.value if item.known and item.value else DOTS
            writer.line(f"{item.label}: ", (value, "b" if block.strong else ""))
    else:
        writer.line(f"{block.title}:", keep=True)
        writer.table(block.head, block.rows or [[DOTS[:6]] * len(block.head)], size=8)


def _signer(who: Signer | None) -> list[tuple[str, str]]:
    if who is None:
        return [("", "")]
    return [(who.title.upper(), "b"), ("(Ký và ghi rõ họ tên)", "i"), ("", ""), ("", ""), (who.name or "", "b")]
