"""What an edition says and how it is read. Pure."""

from motcua.measure.editions.rules.comparing import Change, changes, first_difference, same_figures
from motcua.measure.editions.rules.document import FORMAT, Outside, document, header, inputs_bytes, read, to_bytes
from motcua.measure.editions.rules.plain import DOSSIER_CODES, Counted, Punctual, Sides, Tally, count

__all__ = [
    "DOSSIER_CODES",
    "FORMAT",
    "Change",
    "Counted",
    "Outside",
    "Punctual",
    "Sides",
    "Tally",
    "changes",
    "count",
    "document",
    "first_difference",
    "header",
    "inputs_bytes",
    "read",
    "same_figures",
    "to_bytes",
]
