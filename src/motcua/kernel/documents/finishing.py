"""What is done to the compiler's PDF: metadata that an independent checker accepts, and fields at the free places."""

import io
import re
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from .engine import Slot

# Parts of the compiler's XMP that PDF/A allows and checkers nevertheless stumble over; nobody reads them.
_DISPENSABLE = (
    re.compile(rb"<xmpMM:History>.*?</xmpMM:History>", re.DOTALL),
    re.compile(rb"<pdfaExtension:schemas>.*?</pdfaExtension:schemas>", re.DOTALL),
    re.compile(rb"<xmpTPg:NPages>.*?</xmpTPg:NPages>", re.DOTALL),
    re.compile(rb"<xmpMM:(InstanceID|DocumentID|RenditionClass)>.*?</xmpMM:\1>", re.DOTALL),
    re.compile(rb"<pdf:PDFVersion>.*?</pdf:PDFVersion>", re.DOTALL),
    re.compile(rb' xmlns:(stEvt|xmpMM|xmpTPg|pdf|pdfaExtension|pdfaSchema|pdfaProperty)="[^"]*"'),
)
PRINT, READ_ONLY = 4, 1


def finish(pdf: bytes, slots: Sequence[Slot]) -> bytes:
    """The same pages, ready to be kept: same input, same bytes."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _tidy_metadata(document)
        _drop_character_sets(document)
        if slots:
            _add_fields(document, slots)
        out = io.BytesIO()
        document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _tidy_metadata(document: pikepdf.Pdf) -> None:
    packet = document.Root.Metadata.read_bytes()
    for part in _DISPENSABLE:
        packet = part.sub(b"", packet)
    document.Root.Metadata = Stream(document, packet, Type=Name.Metadata, Subtype=Name.XML)


def _drop_character_sets(document: pikepdf.Pdf) -> None:
    """/CIDSet is optional in PDF/A-2 and no checker at hand can read it."""
    for entry in document.objects:
        if isinstance(entry, Dictionary) and entry.get("/Type") == Name.FontDescriptor and "/CIDSet" in entry:
            del entry["/CIDSet"]


def _add_fields(document: pikepdf.Pdf, slots: Sequence[Slot]) -> None:
    fields = []
    for slot in slots:
        page = document.pages[slot.page - 1]
        field = document.make_indirect(_field(document, page, slot))
        if "/Annots" not in page.obj:
            page.obj.Annots = Array()
        page.obj.Annots.append(field)
        fields.append(field)
    fonts = document.pages[0].obj.Resources.Font
    first = next(iter(fonts.keys()))
    form = Dictionary(Fields=Array(fields), DR=Dictionary(Font=Dictionary({first: fonts[first]})))
    form.DA = String(f"{first} 0 Tf 0 g")
    document.Root.AcroForm = document.make_indirect(form)


def _field(document: pikepdf.Pdf, page: pikepdf.Page, slot: Slot) -> Dictionary:
    bottom = float(page.mediabox[3]) - slot.y - slot.height
    corners = [round(value, 2) for value in (slot.x, bottom, slot.x + slot.width, bottom + slot.height)]
    look = Stream(document, b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, slot.width, slot.height]))
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, T=String(slot.name), TU=String(slot.label), Rect=Array(corners),
        F=PRINT, P=page.obj, AP=Dictionary(N=document.make_indirect(look)),
    )  # fmt: skip
    if slot.kind == "signature":
        field.FT = Name.Sig
        if slot.locks:
            # Whoever signs here closes the document: afterwards nothing may be filled in or changed.
            lock = Dictionary(Type=Name.SigFieldLock, Action=Name.All, P=1)
            field.Lock = document.make_indirect(lock)
        return field
    field.FT = Name.Tx
    field.Ff = READ_ONLY  # a clerk fills it through the product, nobody by hand in a reader
    field.Q = slot.align
    style = "italic" if slot.italic else "normal"
    field.DS = String(f"font-size:{slot.size:g}pt;font-style:{style}")
    return field
