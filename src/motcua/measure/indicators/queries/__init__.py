"""Reads of indicators: the twelve figures of a period, what stands behind each, and the table by unit and month."""

from motcua.measure.indicators.queries.computing import compute, figures, on_time
from motcua.measure.indicators.queries.definitions import definition, definitions
from motcua.measure.indicators.queries.members import Member, members
from motcua.measure.indicators.queries.sets import Scope
from motcua.measure.indicators.queries.tables import Cell, by_month, by_unit, unit_month_table

__all__ = [
    "Cell",
    "Member",
    "Scope",
    "by_month",
    "by_unit",
    "compute",
    "definition",
    "definitions",
    "figures",
    "members",
    "on_time",
    "unit_month_table",
]
