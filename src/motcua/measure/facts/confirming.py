"""Whether the national portal has confirmed a dossier, kept beside its fact, so that a figure need not match registers.

Confirmations come in lists from outside. Whoever takes in a list says, in the same transaction, of which dossiers it
speaks; their facts then say "not looked up", and whoever counts looks those up himself. So a figure is exact at every
instant, whenever the looking up last ran.
"""

from collections.abc import Collection
from typing import Any, Final

from django.db import transaction
from django.db.models.functions import Upper

from motcua.measure.facts.models import DossierFact

PIECE: Final = 500
BATCH: Final = 2000


def doubt(codes: Collection[str]) -> None:
    """What is known of the dossiers of these codes, given in capitals, is to be looked up anew."""
    wanted, known = list(codes), DossierFact.objects.filter(confirmed__isnull=False)
    for start in range(0, len(wanted), PIECE):
        known.filter(code__in=wanted[start : start + PIECE]).update(confirmed=None)
    known.exclude(code=Upper("code")).update(confirmed=None)  # codes written otherwise: hardly ever one


def settle(*, holds: Any, hold_still: Any) -> int:
    """Look up every finished dossier that was not, batch by batch; how many were. `holds`: asked of each row.

    `hold_still()` keeps the lists from changing until the end of the transaction, so that no list comes in unseen
    between the asking and the writing.
    """
    total = 0
    while taken := _settle_some(holds, hold_still):
        total += taken
    return total


@transaction.atomic
def _settle_some(holds: Any, hold_still: Any) -> int:
    open_ = DossierFact.objects.filter(confirmed=None, parent="", closed_by="result", finished_on__isnull=False)
    ids = list(open_.order_by("finished_on", "pk").values_list("pk", flat=True)[:BATCH])
    if not ids:
        return 0
    hold_still()
    return open_.filter(pk__in=ids).update(confirmed=holds)
