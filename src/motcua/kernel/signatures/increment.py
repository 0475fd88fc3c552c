"""The increment that a signature adds to a PDF: filled fields, what is seen of the signature, the reserved place."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp.base import BaseStampStyle

from motcua.kernel.documents import services as documents

VIETNAM = timezone(timedelta(hours=7))


class NoSuchField(Exception):
    """The document has no field of this name and kind, or it is filled or signed already."""


@dataclass(frozen=True)
class DrawnByUs(BaseStampStyle):
    """Tells the library to leave the look of the signature alone."""

    def create_stamp(self, writer: Any, box: Any, text_params: dict[str, Any]) -> None:
        return None


def find_field(writer: IncrementalPdfFileWriter, name: str, kind: str) -> Any:
    """Reference of the field `name` of type `kind` ("/Tx" or "/Sig"), or None."""
    if "/AcroForm" not in writer.root or "/Fields" not in writer.root["/AcroForm"]:
        return None
    for reference in writer.root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        if field.get("/T") == name and field.get("/FT") == kind:
            return reference
    return None


def fill(writer: IncrementalPdfFileWriter, values: Mapping[str, str], at: datetime) -> None:
    """Write `values` into the text fields left free, each with its look. A field that has a value is not touched."""
    for name, value in values.items():
        reference = find_field(writer, name, "/Tx")
        if reference is None:
            raise NoSuchField(f"no field {name!r} to fill")
        field = reference.get_object()
        if field.get("/V"):
            raise NoSuchField(f"the field {name!r} is filled already")
        width, height = _size(field)
        style = str(field.get("/DS", ""))
        size = style.split("font-size:")[1].split("pt")[0] if "font-size:" in style else "12"
        data = {"text": value, "width": width, "height": height, "size": float(size)}
        data |= {"italic": "italic" in style, "align": int(field.get("/Q", 0))}
        field[pdf_name("/V")] = generic.TextStringObject(value)
        _show(writer, reference, documents.render("documents/field_text", data, title=value, at=at))


def draw_signature(
    writer: IncrementalPdfFileWriter, field: str, *, kind: str, name: str, note: str, at: datetime
) -> None:
    """Show who signs and when at the place of the signature field; nothing when the field has no place on a page."""
    reference = find_field(writer, field, "/Sig")
    if reference is None:
        return
    if reference.get_object().get("/V"):
        raise NoSuchField(f"the field {field!r} is signed already")
    width, height = _size(reference.get_object())
    if width and height:
        moment = at.astimezone(VIETNAM).strftime("%d-%m-%Y %H:%M:%S +07:00")
        data = {"kind": kind, "name": name, "at": moment, "note": note, "width": width, "height": height}
        _show(writer, reference, documents.render("documents/signature_look", data, title=name, at=at))


def _size(field: Any) -> tuple[float, float]:
    left, bottom, right, top = (float(value) for value in field["/Rect"])
    return abs(right - left), abs(top - bottom)


def _show(writer: IncrementalPdfFileWriter, reference: Any, page: bytes) -> None:
    """Make the one page of `page` the look of the field; the old look stays as it was, unused."""
    look = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(page)))
    field = reference.get_object()
    looks = generic.DictionaryObject({pdf_name("/N"): look})  # type: ignore[no-untyped-call]
    field[pdf_name("/AP")] = looks
    writer.mark_update(reference)
