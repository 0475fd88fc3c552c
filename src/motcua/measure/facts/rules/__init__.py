"""What is counted of a dossier, and what of it adds up. Pure."""

from motcua.measure.facts.rules.folding import HANDLERS, Fact, fold, fold_all, on_time, payment
from motcua.measure.facts.rules.marks import DONE, MARKS, RECEIVED, Days, counted, halves, in_whole_spans, span_of

__all__ = [
    "DONE",
    "HANDLERS",
    "MARKS",
    "RECEIVED",
    "Days",
    "Fact",
    "counted",
    "fold",
    "fold_all",
    "halves",
    "in_whole_spans",
    "on_time",
    "payment",
    "span_of",
]
