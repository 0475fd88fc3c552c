"""Rating links as they were given out, and the dossiers they may be given out for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from motcua.kernel.actors import Actor
from motcua.measure.satisfaction import rules
from motcua.measure.satisfaction.models import Invitation
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Refusal, State

RATER = Actor("system", "rating-link", "system")
"""Who rates for the holder of a link: not an account, and nobody without the link."""
SALT = "motcua.measure.satisfaction"
LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Link:
    """A link that was given out for `dossier`. `live`: it holds at the instant asked about."""

    dossier: Dossier
    way: str
    live: bool


def key() -> bytes:
    """What tokens of this instance are signed with."""
    return salted_hmac(SALT, "rating link", secret=settings.SECRET_KEY, algorithm="sha256").digest()


def link(token: str, now: datetime) -> Link | None:
    """The link with this token; None when we did not give it out for the dossier it names, or took it back."""
    found = Invitation.objects.filter(token_hash=rules.digest(token)).first()
    if found is None or not rules.belongs(token, dossier=found.dossier_id, key=key()):
        return None
    dossier = Dossier.objects.select_related("procedure", "unit").get(pk=found.dossier_id)
    return Link(dossier, found.way, now < found.expires_at)


def may_be_rated(dossier: Dossier) -> Refusal | None:
    """Why this dossier cannot be rated now; None when it can."""
    outcome = dossiers.decision(dossier, RATER, "rate")
    return outcome if isinstance(outcome, Refusal) else None


def returned_at(dossier_id: UUID, units: Collection[str]) -> Dossier | None:
    """The returned dossier, when one of these counters received it."""
    rows = Dossier.objects.select_related("procedure", "unit").filter(state=State.RETURNED, parent=None)
    return rows.filter(pk=dossier_id, receipt_unit__key__in=units).first()


def waiting(units: Collection[str], now: datetime, text: str = "", limit: int = 50) -> list[Any]:
    """Dossiers returned lately at these counters and not rated yet, the newest first; `text`: part of the code."""
    rows = Dossier.objects.select_related("procedure").filter(
        state=State.RETURNED, rating=None, parent=None, receipt_unit__key__in=units, returned_at__gte=now - LATELY
    )
    if text:
        rows = rows.filter(code__icontains=text)
    return list(rows.order_by("-returned_at", "-pk")[:limit])
