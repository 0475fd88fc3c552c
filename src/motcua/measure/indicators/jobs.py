"""Recurring work of indicators, and what they do when a register comes in."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import OuterRef
from django.db.models.functions import Upper

from motcua.measure.facts import services as facts
from motcua.measure.registers import queries as registers
from motcua.measure.registers import services as lists


def confirm(now: datetime) -> None:
    """Look up whether the portal has confirmed the dossiers that nobody looked up yet. 1 query when there is none."""
    facts.settle(holds=registers.confirmed_end(Upper(OuterRef("code"))), hold_still=lists.hold_still)


def taken_in(kind: str, identities: Sequence[str]) -> None:
    """A file of confirmations speaks of these dossiers: they are to be looked up anew."""
    if kind == "sync":
        facts.doubt(identities)
