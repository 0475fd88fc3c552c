"""Reads of dossiers: one for work, lists, the timeline, tracking, and the proof that nothing is orphaned."""

from motcua.operate.dossiers.models import Dossier, Paper, Task
from motcua.operate.dossiers.queries.clocks import Proofs, calendar_of, due_changes, proofs
from motcua.operate.dossiers.queries.deadlines import (
    appointment,
    counting,
    extension_rule,
    last_known,
    move_of,
    moved_dossiers,
    warned,
    warnings,
)
from motcua.operate.dossiers.queries.inbox import Filters, Page, counts, inbox, listing, of_person, waiting
from motcua.operate.dossiers.queries.memory import ahead, keep, keep_tasks, put, remembered
from motcua.operate.dossiers.queries.one import (
    acting,
    asked_amount,
    by_code,
    decision,
    find,
    for_work,
    is_own,
    open_nodes,
    open_tasks,
    pin_of,
    published_fees,
    related,
    situation,
    track,
    verbs_for,
    visible,
)
from motcua.operate.dossiers.queries.orphans import orphans
from motcua.operate.dossiers.queries.own import mine, mine_one
from motcua.operate.dossiers.queries.reuse import reusable_papers
from motcua.operate.dossiers.queries.timeline import Entry, timeline
from motcua.operate.dossiers.queries.twins import Sketch, sketch_of, twins

__all__ = [
    "Dossier",
    "Entry",
    "Filters",
    "Page",
    "Paper",
    "Proofs",
    "Sketch",
    "Task",
    "acting",
    "ahead",
    "appointment",
    "asked_amount",
    "by_code",
    "calendar_of",
    "counting",
    "counts",
    "decision",
    "due_changes",
    "extension_rule",
    "find",
    "for_work",
    "inbox",
    "is_own",
    "keep",
    "keep_tasks",
    "last_known",
    "listing",
    "mine",
    "mine_one",
    "move_of",
    "moved_dossiers",
    "of_person",
    "open_nodes",
    "open_tasks",
    "orphans",
    "pin_of",
    "proofs",
    "published_fees",
    "put",
    "related",
    "remembered",
    "reusable_papers",
    "situation",
    "sketch_of",
    "timeline",
    "track",
    "twins",
    "verbs_for",
    "visible",
    "waiting",
    "warned",
    "warnings",
]
