"""The two writers of sheets: PDF/A by typst, DOCX for who must go on working on it in Word."""

from motcua.operate.paperwork.printing.pdf import write_pdf
from motcua.operate.paperwork.printing.word import write_docx

__all__ = ["write_docx", "write_pdf"]
