"""What a register of each kind must hold, and how one row reads. Pure."""

from motcua.measure.registers.rules.columns import KINDS, Column, Kind, Refused, Row, header_problem, read_row
from motcua.measure.registers.rules.publication import PublicationDates, late_reasons

__all__ = [
    "KINDS",
    "Column",
    "Kind",
    "PublicationDates",
    "Refused",
    "Row",
    "header_problem",
    "late_reasons",
    "read_row",
]
