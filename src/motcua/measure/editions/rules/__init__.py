"""What an edition says and how it is read. Pure."""

from motcua.measure.editions.rules.comparing import Change, changes, first_difference, same_figures
from motcua.measure.editions.rules.document import (
    FORMAT,
    Inputs,
    Outside,
    document,
    header,
    inputs_bytes,
    read,
    to_bytes,
)
from motcua.measure.editions.rules.measures import Yardstick, stated_yardsticks
from motcua.measure.editions.rules.plain import DOSSIER_CODES, Counted, Punctual, Sides, Tally, count
from motcua.measure.editions.rules.units import UnitCount

__all__ = [
    "DOSSIER_CODES",
    "FORMAT",
    "Change",
    "Counted",
    "Inputs",
    "Outside",
    "Punctual",
    "Sides",
    "Tally",
    "UnitCount",
    "Yardstick",
    "changes",
    "count",
    "document",
    "first_difference",
    "header",
    "inputs_bytes",
    "read",
    "same_figures",
    "stated_yardsticks",
    "to_bytes",
]
