"""Reads of signals: stories out of events, lists by who may see them, counts by unit, and the orphans."""

from motcua.measure.signals.queries.lists import (
    Counts,
    Filters,
    asked_about,
    asked_of,
    counts,
    listing,
    one,
    seen_by,
    signals,
    texts,
    waiting,
)
from motcua.measure.signals.queries.orphans import MOST, Mended, orphans
from motcua.measure.signals.queries.stories import alive_between, last_position, stories, thresholds, touched_after

__all__ = [
    "MOST", "Counts", "Filters", "Mended", "alive_between", "asked_about", "asked_of", "counts", "last_position",
    "listing", "one", "orphans", "seen_by", "signals", "stories", "texts", "thresholds", "touched_after", "waiting",
]  # fmt: skip
