"""Writes of registers: bring in a file, declare a figure."""

from motcua.kernel.sheets import BadFile
from motcua.measure.registers.services.declaring import NotDeclared, declare
from motcua.measure.registers.services.importing import Report, import_file, refused_rows

__all__ = ["BadFile", "NotDeclared", "Report", "declare", "import_file", "refused_rows"]
