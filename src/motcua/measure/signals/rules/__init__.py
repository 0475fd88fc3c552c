"""Pure rules of signals: what is found in events, how a signal stands, how an orphan is mended."""

from motcua.measure.signals.rules.finding import Evidence, Finding, Rule, View, chance, digest, signal_id
from motcua.measure.signals.rules.groups import windows
from motcua.measure.signals.rules.mending import MENDING, mending
from motcua.measure.signals.rules.standing import (
    ANSWERED,
    JUDGED,
    OPEN,
    OUTCOMES,
    STATES,
    Refusal,
    Standing,
    fold,
    may_answer,
    may_judge,
    news,
    text_refusal,
)
from motcua.measure.signals.rules.story import Group, Moment, Story, by_actor, instant
from motcua.measure.signals.rules.table import BY_HAND, RULES, find

__all__ = [
    "ANSWERED", "BY_HAND", "JUDGED", "MENDING", "OPEN", "OUTCOMES", "RULES", "STATES", "Evidence", "Finding", "Group",
    "Moment", "Refusal", "Rule", "Standing", "Story", "View", "by_actor", "chance", "digest", "find", "fold",
    "instant", "may_answer", "may_judge", "mending", "news", "signal_id", "text_refusal", "windows",
]  # fmt: skip
