"""Form sets and hand-overs. Pure: no Django, no clock, no I/O."""

from motcua.operate.paperwork.rules.movements import Handover, Happening, Timed, handovers, outcome_words
from motcua.operate.paperwork.rules.placeholders import PLACEHOLDERS, Fault, Placeholder
from motcua.operate.paperwork.rules.sets import FormSet, FormSpec, read

__all__ = [
    "PLACEHOLDERS",
    "Fault",
    "FormSet",
    "FormSpec",
    "Handover",
    "Happening",
    "Placeholder",
    "Timed",
    "handovers",
    "outcome_words",
    "read",
]
