"""Writes of paperwork: give a slip and print it again, make the register book, keep templates, fill a draft."""

from motcua.operate.paperwork.services.giving import Printed, reissue, slip
from motcua.operate.paperwork.services.register import MOST_PRINTED, book_pdf, book_xlsx

__all__ = ["MOST_PRINTED", "Printed", "book_pdf", "book_xlsx", "reissue", "slip"]
