"""Keeping what goes with a dossier at intake: the right to act for the owner, and how it came by post."""

from datetime import date, datetime

from motcua.kernel.text import clean
from motcua.kernel.time import local_date
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.intake.models import Authority, Posting
from motcua.operate.intake.rules.authority import Right


def keep_right(*, dossier: Dossier, right: Right, now: datetime) -> Authority:
    """The right as it was shown; writing it again replaces what was written before."""
    values = {
        "ground": right.ground,
        "paper": clean(right.paper)[:300],
        "valid_from": right.valid_from,
        "valid_to": right.valid_to,
        "scope": sorted(right.scope),
        "written_at": now,
    }
    return Authority.objects.update_or_create(dossier=dossier, defaults=values)[0]


def keep_posting(*, dossier: Dossier, waybill: str, posted_on: date, now: datetime) -> Posting:
    """A dossier that came by public post: when it was posted, and that it is here since today."""
    received = local_date(now)
    values = {"waybill": clean(waybill).upper()[:40], "posted_on": min(posted_on, received), "received_on": received}
    return Posting.objects.update_or_create(dossier=dossier, defaults=values)[0]
