"""Recurring work of facts."""

from datetime import datetime

from motcua.measure.facts import cells


def fold(now: datetime) -> None:
    """Fold what changed since the last time into the cells."""
    cells.fold()
