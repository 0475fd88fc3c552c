"""Printing a filled form: as PDF/A in the official layout, and as DOCX to work on in Word."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings

from motcua.kernel.documents import services as documents
from motcua.operate.eforms.models import FormVersion
from motcua.operate.eforms.printing.layout import LayoutError, layout_of
from motcua.operate.eforms.printing.sheet import Context, Sheet, sheet_of
from motcua.operate.eforms.printing.word import write_docx

__all__ = ["DOCX", "Context", "LayoutError", "print_docx", "print_pdf"]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def print_pdf(
    *, form_version: FormVersion, shown: Sequence[Mapping[str, Any]], context: Context, now: datetime
) -> bytes:
    """The filled form as PDF/A. `shown`: the answers as they were shown; the same call gives the same bytes.

    Raises `LayoutError` when the layout file of the form is wrong.
    """
    sheet = _sheet(form_version, shown, context)
    return documents.render("eforms/filled_form", asdict(sheet), title=form_version.title, at=now)


def print_docx(
    *, form_version: FormVersion, shown: Sequence[Mapping[str, Any]], context: Context, now: datetime
) -> bytes:
    """The same as DOCX; raises `LayoutError` too."""
    return write_docx(_sheet(form_version, shown, context), at=now)


def _sheet(form_version: FormVersion, shown: Sequence[Mapping[str, Any]], context: Context) -> Sheet:
    definition = form_version.parsed
    layout = layout_of(definition, settings.DATA_DIR / "eforms" / "print")
    return sheet_of(definition, shown, layout, context)
