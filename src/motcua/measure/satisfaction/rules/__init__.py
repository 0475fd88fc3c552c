"""Rating links and readings of ratings. Pure."""

from typing import Final

from motcua.measure.satisfaction.rules.ratings import FEW, Ratings, wilson
from motcua.measure.satisfaction.rules.tokens import SAYS, SHORT_LIVED, WAYS, belongs, digest, issue, lives

INVITERS: Final = frozenset({"reception"})
VIEWERS: Final = frozenset(
    {"reception", "case_officer", "unit_head", "signatory", "clerk", "control_officer", "inspector", "auditor"}
)

__all__ = [
    "FEW",
    "INVITERS",
    "SAYS",
    "SHORT_LIVED",
    "VIEWERS",
    "WAYS",
    "Ratings",
    "belongs",
    "digest",
    "issue",
    "lives",
    "wilson",
]
