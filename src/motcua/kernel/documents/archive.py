"""Is a PDF fit for keeping: an independent look at its PDF/A-2b claim."""

import io
from types import ModuleType
from typing import Literal

import pikepdf

State = Literal["proven", "not_proven", "broken"]


def checker() -> ModuleType | None:
    """The checker, when the libraries it needs are installed (`pikepdf[pdfa]`)."""
    try:
        from pikepdf import pdfa
    except ImportError:
        return None
    return pdfa


def pdfa_state(pdf: bytes) -> State:
    """ "proven": checked and right; "broken": found wrong; "not_proven": nothing wrong found, not all could be checked.

    A file with form fields or signatures is never more than not proven: the checker does not look into them. Neither
    is any file where the checker is not installed.
    """
    pdfa = checker()
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            kinds = {finding.kind for finding in pdfa.check(document, "2b").findings} if pdfa else {"unsupported"}
    except pikepdf.PdfError:
        return "broken"
    if "violation" in kinds:
        return "broken"
    return "not_proven" if kinds else "proven"
