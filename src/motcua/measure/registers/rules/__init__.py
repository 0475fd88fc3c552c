"""What a register of each kind must hold, and how one row reads. Pure."""

from motcua.measure.registers.rules.columns import KINDS, Column, Kind, Refused, Row, header_problem, read_row
from motcua.measure.registers.rules.editing import EDITORS, may_edit
from motcua.measure.registers.rules.samples import column_words, template_rows

__all__ = [
    "EDITORS",
    "KINDS",
    "Column",
    "Kind",
    "Refused",
    "Row",
    "column_words",
    "header_problem",
    "may_edit",
    "read_row",
    "template_rows",
]
