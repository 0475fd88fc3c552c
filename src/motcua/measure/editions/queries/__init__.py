"""Reads of editions: what was closed, what an edition says, and whether it still holds."""

from motcua.measure.editions.models import Edition
from motcua.measure.editions.queries.checking import Fault, check, faults
from motcua.measure.editions.queries.gathering import Gathered, disagreements, gather, inputs_now
from motcua.measure.editions.queries.replaying import facts_until
from motcua.measure.editions.queries.shelf import content, edition, editions, latest, periods

__all__ = [
    "Edition",
    "Fault",
    "Gathered",
    "check",
    "content",
    "disagreements",
    "edition",
    "editions",
    "facts_until",
    "faults",
    "gather",
    "inputs_now",
    "latest",
    "periods",
]
