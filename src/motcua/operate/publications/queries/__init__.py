"""Reads of publication: decisions, clocks that run, the watch list, places and proofs, counts of a period."""

from motcua.operate.publications.queries.decisions import (
    SIGNED,
    decision,
    decisions,
    entries,
    has_any,
    procedure_history,
    showing,
    step_fact,
    steps,
    years,
)
from motcua.operate.publications.queries.law import internal_duties, own_rule, own_rules, publicity, timings
from motcua.operate.publications.queries.places import Place, Proofs, Shown, place, places, proofs, shown
from motcua.operate.publications.queries.standing import (
    ALL,
    SOON,
    Counted,
    Running,
    counted,
    internal_standing,
    open_duties,
    running,
)
from motcua.operate.publications.queries.watch import Watched, watch_list

__all__ = [
    "ALL", "SIGNED", "SOON", "Counted", "Place", "Proofs", "Running", "Shown", "Watched", "counted", "decision",
    "decisions", "entries", "has_any", "internal_duties", "internal_standing", "open_duties", "own_rule", "own_rules",
    "place", "places", "procedure_history", "proofs", "publicity", "running", "showing", "shown", "step_fact",
    "steps", "timings", "watch_list", "years",
]  # fmt: skip
