"""Writes of paperwork: give a slip and print it again, make the register book, keep templates, fill a draft."""

from motcua.operate.paperwork.services.giving import Printed, reissue, slip
from motcua.operate.paperwork.services.putting_back import put_docx, put_pdf
from motcua.operate.paperwork.services.register import (
    MOST_PRINTED,
    book_pdf,
    book_xlsx,
    books,
    spec_of,
    too_long_words,
)
from motcua.operate.paperwork.services.templating import (
    Filled,
    file_stem,
    fill_template,
    take_template,
    withdraw_template,
)

__all__ = [
    "MOST_PRINTED",
    "Filled",
    "Printed",
    "book_pdf",
    "book_xlsx",
    "books",
    "file_stem",
    "fill_template",
    "put_docx",
    "put_pdf",
    "reissue",
    "slip",
    "spec_of",
    "take_template",
    "too_long_words",
    "withdraw_template",
]
