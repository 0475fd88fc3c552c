"""What may happen to a dossier. Pure: no Django, no clock, no I/O."""

from motcua.operate.dossiers.rules.application import Application, Channel, Delivery, PaperIn, Part, Party
from motcua.operate.dossiers.rules.preflight import Defect, Verdict, judge
from motcua.operate.dossiers.rules.states import FINAL, LABELS, RUNNING, WAITING, State
from motcua.operate.dossiers.rules.steps import (
    HOLDABLE,
    SUPPLEMENT_ARTICLE,
    SUPPLEMENT_LIMIT,
    SYSTEM_ROLE,
    Refusal,
    Situation,
    allowed,
    decide,
    target,
)
from motcua.operate.dossiers.rules.table import STEPS, Step

__all__ = [
    "FINAL",
    "HOLDABLE",
    "LABELS",
    "RUNNING",
    "STEPS",
    "SUPPLEMENT_ARTICLE",
    "SUPPLEMENT_LIMIT",
    "SYSTEM_ROLE",
    "WAITING",
    "Application",
    "Channel",
    "Defect",
    "Delivery",
    "PaperIn",
    "Part",
    "Party",
    "Refusal",
    "Situation",
    "State",
    "Step",
    "Verdict",
    "allowed",
    "decide",
    "judge",
    "target",
]
