"""Reads of the audit checks: thresholds, what is looked at in a period, and the findings kept."""

from motcua.measure.checks.queries.looking import find, thresholds
from motcua.measure.checks.queries.shelf import counts, dossiers_of, findings, looked, one, open_count, texts

__all__ = [
    "counts", "dossiers_of", "find", "findings", "looked", "one", "open_count", "texts", "thresholds",
]  # fmt: skip
