"""Is a PDF fit for keeping: an independent look at its PDF/A-2b claim."""

import io
from typing import Literal

import pikepdf

State = Literal["proven", "not_proven", "broken"]


def pdfa_state(pdf: bytes) -> State:
    """ "proven": checked and found right; "broken": found wrong; "not_proven": nothing wrong found, not all checkable.

    A file with form fields or signatures is never more than not proven: the checker does not look into them. Neither
    is any file where the checker's own libraries are not installed (`pikepdf[pdfa]`).
    """
    try:
        from pikepdf import pdfa
    except ImportError:
        return "not_proven"
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            findings = pdfa.check(document, "2b").findings
    except pikepdf.PdfError:
        return "broken"
    kinds = {finding.kind for finding in findings}
    if "violation" in kinds:
        return "broken"
    return "not_proven" if kinds else "proven"
