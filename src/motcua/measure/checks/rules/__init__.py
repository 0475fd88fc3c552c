"""Pure rules of the audit checks: what is looked at, what is found, what a person may decide."""

from motcua.measure.checks.rules.case import Case, Evidence, Figure, Finding, View, finding_id
from motcua.measure.checks.rules.deciding import (
    GONE,
    OPEN,
    OUTCOMES,
    STATES,
    Refusal,
    Standing,
    fold,
    may_decide,
    news,
)
from motcua.measure.checks.rules.table import CHECKS, Check, run

__all__ = [
    "CHECKS", "GONE", "OPEN", "OUTCOMES", "STATES", "Case", "Check", "Evidence", "Figure", "Finding", "Refusal",
    "Standing", "View", "finding_id", "fold", "may_decide", "news", "run",
]  # fmt: skip
