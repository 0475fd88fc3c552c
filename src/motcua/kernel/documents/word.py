"""Writing DOCX: a page of NĐ 30/2020, paragraphs, tables, page numbers. Texts are data: never markup, never a field."""

import io
import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table

LEFT: Final = WD_ALIGN_PARAGRAPH.LEFT
CENTER: Final = WD_ALIGN_PARAGRAPH.CENTER
RIGHT: Final = WD_ALIGN_PARAGRAPH.RIGHT
FACE: Final = "Times New Roman"
# Width and height; margins above and below, left, right; all in millimetres.
PAPERS: Final = {"a4": ((210, 297), (20, 30, 15)), "a5": ((148, 210), (12, 16, 12))}
# What XML 1.0 cannot hold; line breaks stay.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def writable(text: str) -> str:
    """`text` in NFC without what a DOCX cannot hold."""
    return _FORBIDDEN.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


class Writer:
    """A document that grows from top to bottom; `data` ends it."""

    def __init__(self, *, title: str, size: float = 13, paper: str = "a4") -> None:
        self.document: Any = Document()
        section = self.document.sections[0]
        (width, height), (edge, left, right) = PAPERS[paper]
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.top_margin = section.bottom_margin = Mm(edge)
        section.left_margin, section.right_margin = Mm(left), Mm(right)
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = FACE, Pt(size)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FACE)
        style.paragraph_format.space_after = Pt(4)
        self.document.core_properties.title = writable(title)[:250]
        self.document.core_properties.author = ""
        self.document.core_properties.comments = ""

    def line(
        self,
        *parts: str | tuple[str, str],
        align: Any = LEFT,
        size: float | None = None,
        style: str = "",
        keep: bool = False,
    ) -> None:
        """A paragraph of parts; a part is a text or (text, style), a style has letters of "b" and "i"."""
        _fill(self.document.add_paragraph(), parts, align=align, size=size, style=style, keep=keep)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], *, size: float = 11) -> None:
        """A table with lines; its head comes again on every page."""
        table = self.document.add_table(rows=1, cols=len(head), style="Table Grid")
        for cell, words in zip(table.rows[0].cells, head, strict=True):
            _fill(cell.paragraphs[0], [words], align=CENTER, size=size, style="b")
        _repeat_head(table)
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                _fill(cell.paragraphs[0], [words], size=size)
        self.line("", size=4)

    def side_by_side(self, *columns: Sequence[tuple[str, str]]) -> None:
        """Columns without lines, each a list of centred (text, style)."""
        table = self.document.add_table(rows=1, cols=len(columns))
        for cell, lines in zip(table.rows[0].cells, columns, strict=True):
            for number, (words, style) in enumerate(lines):
                paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                _fill(paragraph, [words], align=CENTER, style=style, keep=True)

    def picture(self, png: bytes, *, width: float) -> None:
        """A picture in the middle of its own line; `width` in millimetres."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = CENTER
        paragraph.add_run().add_picture(io.BytesIO(png), width=Mm(width))

    def footer(self, words: str) -> None:
        """`words` and "Trang n/m" at the foot of every page."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        _fill(paragraph, [f"{words}   " if words else "", "Trang "], size=9, align=RIGHT)
        _number(paragraph, "PAGE")
        _fill(paragraph, ["/"], size=9, align=RIGHT)
        _number(paragraph, "NUMPAGES")

    def data(self, *, at: datetime) -> bytes:
        """The file; `at` is the creation date written into it."""
        core = self.document.core_properties
        core.created = core.modified = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()


def _fill(
    paragraph: Any, parts: Sequence[str | tuple[str, str]], *, align: Any = LEFT, size: float | None = None,
    style: str = "", keep: bool = False,
) -> None:  # fmt: skip
    paragraph.alignment = align
    paragraph.paragraph_format.keep_with_next = keep
    for part in parts:
        words, own = part if isinstance(part, tuple) else (part, style)
        for number, piece in enumerate(writable(words).split("\n")):
            run = paragraph.add_run()
            if number:
                run.add_break()
            run.add_text(piece)
            run.bold, run.italic = "b" in own, "i" in own
            if size:
                run.font.size = Pt(size)


def _repeat_head(table: Table) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)


def _number(paragraph: Any, field: str) -> None:
    """A field that Word counts: PAGE or NUMPAGES."""
    run = paragraph.add_run()
    run.font.size = Pt(9)
    for kind in ("begin", "", "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = field
        run._r.append(element)
