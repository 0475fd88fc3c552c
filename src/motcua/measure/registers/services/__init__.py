"""Writes of registers: bring in a file, declare a figure."""

from motcua.kernel.sheets import BadFile
from motcua.measure.registers.services.declaring import NotDeclared, declare
from motcua.measure.registers.services.importing import Report, hold_still, import_file, refused_rows, taken_in

__all__ = ["BadFile", "NotDeclared", "Report", "declare", "hold_still", "import_file", "refused_rows", "taken_in"]
