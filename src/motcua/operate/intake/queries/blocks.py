"""Blocks of numbers and what became of each number."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from motcua.operate.intake.models import BlockNumber, NumberBlock

__all__ = ["Account", "NumberBlock", "numbers", "of_unit", "one"]
MOST = 30


@dataclass(frozen=True, slots=True)
class Account:
    """A block and how many of its numbers are free, used and void: together they are all of them."""

    block: NumberBlock
    free: int
    used: int
    void: int


def of_unit(unit: str) -> list[Account]:
    """The blocks of a unit, the latest first."""
    rows = NumberBlock.objects.filter(unit__key=unit).select_related("reserved_by")
    found = list(rows.order_by("-day", "-first")[:MOST])
    states = BlockNumber.objects.filter(block__in=found).values_list("block_id", "state")
    counted = Counter(states)
    return [Account(one, *(counted[one.pk, state] for state in ("free", "used", "void"))) for one in found]


def one(block_id: UUID, unit: str) -> NumberBlock | None:
    """The block, when it is one of this unit."""
    return NumberBlock.objects.filter(pk=block_id, unit__key=unit).select_related("unit", "reserved_by").first()


def numbers(block: NumberBlock) -> Sequence[BlockNumber]:
    """Every number of the block with what became of it, in order."""
    return list(block.numbers.select_related("dossier__owner", "dossier__procedure").order_by("code"))
