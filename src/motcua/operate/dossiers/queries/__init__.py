"""Reads of dossiers: one for work, lists, the timeline, tracking, and the proof that nothing is orphaned."""

from motcua.operate.dossiers.queries.inbox import Filters, counts, inbox, listing
from motcua.operate.dossiers.queries.one import (
    acting,
    by_code,
    for_work,
    open_nodes,
    pin_of,
    related,
    situation,
    track,
    verbs_for,
    visible,
)
from motcua.operate.dossiers.queries.orphans import orphans
from motcua.operate.dossiers.queries.reuse import reusable_papers
from motcua.operate.dossiers.queries.timeline import Entry, timeline

__all__ = [
    "Entry",
    "Filters",
    "acting",
    "by_code",
    "counts",
    "for_work",
    "inbox",
    "listing",
    "open_nodes",
    "orphans",
    "pin_of",
    "related",
    "reusable_papers",
    "situation",
    "timeline",
    "track",
    "verbs_for",
    "visible",
]
