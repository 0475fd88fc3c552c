"""Numbers of slips: from 01 each year for each purpose, without a gap and never given twice.

The number stands in the printed slip, so it is read before printing and taken only in the transaction that keeps the
slip. Who finds it taken meanwhile prints again with the next one; whoever is cut off in between has taken none.
"""

from typing import TypedDict

from django.db import IntegrityError, transaction

from motcua.operate.paperwork.models import SlipCounter


class Counter(TypedDict):
    """Where a number is counted: by agency and purpose, anew every year."""

    agency_key: str
    year: int
    purpose: str


def next_number(*, agency_key: str, year: int, purpose: str) -> int:
    """The number that is free now; nobody holds it until `take` says so."""
    held = SlipCounter.objects.filter(agency_key=agency_key, year=year, purpose=purpose)
    return (held.values_list("last", flat=True).first() or 0) + 1


def take(number: int, *, agency_key: str, year: int, purpose: str) -> bool:
    """Take the number, within the transaction of the slip that carries it; False when somebody was faster."""
    if number > 1:
        held = SlipCounter.objects.filter(agency_key=agency_key, year=year, purpose=purpose, last=number - 1)
        return bool(held.update(last=number))
    try:
        with transaction.atomic():
            SlipCounter.objects.create(agency_key=agency_key, year=year, purpose=purpose, last=1)
    except IntegrityError:
        return False
    return True
