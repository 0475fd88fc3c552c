"""The front door: print a document, draw a QR code, judge a PDF/A."""

import io
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import segno
from django.apps import apps
from django.http import HttpResponse

from .archive import pdfa_state
from .engine import ROOT, DocumentError, MissingData, compile_pdf
from .finishing import finish
from .payload import long_day, plain

__all__ = [
    "DocumentError",
    "MissingData",
    "as_response",
    "long_day",
    "pdfa_state",
    "qr_png",
    "qr_svg",
    "render",
    "template_path",
]


def render(template: str, data: Mapping[str, Any], *, title: str, at: datetime | None = None) -> bytes:
    """The document as PDF/A-2b.

    `template` is "<app label>/<name>", for example "paperwork/slip"; the keys of `data` are told at the top of the
    template file. Values may be text, numbers, None, dates, aware instants (printed in local time), lists and
    dictionaries of these, and dataclasses; texts are never read as typst code. With a key "qr" (a text) the template
    finds its picture under "qr_svg". `at` is the creation date in the file; the same call with the same `at` gives
    the same bytes. Places the template leaves free become empty form fields for `kernel.signatures`.

    Raises `MissingData` when a key that the template needs is not there, `DocumentError` for any other trouble.
    """
    values = plain(data)
    values["title"] = plain(title)
    values["qr_svg"] = qr_svg(values["qr"]) if values.get("qr") else None
    pdf, slots = compile_pdf(template_path(template), values, name=template, at=at)
    return finish(pdf, slots)


def as_response(data: bytes, name: str, media_type: str = "application/pdf") -> HttpResponse:
    """A document made for this request: a PDF opens in the browser, anything else is downloaded. Never cached: it
    names a person. `name` is ours, never typed by anybody."""
    response = HttpResponse(data, content_type=media_type)
    how = "inline" if media_type == "application/pdf" else "attachment"
    response["Content-Disposition"] = f'{how}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@lru_cache(maxsize=256)
def template_path(template: str) -> Path:
    """The file of "<app label>/<name>"; raises `DocumentError` when there is none."""
    label, _, name = template.partition("/")
    try:
        folder = Path(apps.get_app_config(label).path).resolve()
    except LookupError:
        raise DocumentError(template, f"there is no app {label!r}") from None
    path = folder / "typst" / f"{name}.typ"
    if not name.replace("_", "").isalnum() or not path.is_file():
        raise DocumentError(template, f"there is no file {name}.typ in the folder typst of {label}")
    if not path.is_relative_to(ROOT):
        raise DocumentError(template, f"the template stands outside {ROOT.name}")
    return path


def qr_png(text: str) -> bytes:
    """The same code as a PNG picture, for what cannot hold SVG."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", border=2, scale=6)
    return out.getvalue()


@lru_cache(maxsize=512)
def qr_svg(text: str) -> str:
    """A QR code as an SVG element that carries its own size and needs no style; still read when 15 % is dirty."""
    out = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, border=2, scale=4, svgclass="qr", lineclass=None, title="Mã QR")
    return out.getvalue().decode("utf-8").strip()
