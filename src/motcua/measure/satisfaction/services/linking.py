"""Giving out a link for a dossier, and rating with it: through the dossier's own write path, once."""

import secrets
from datetime import datetime
from uuid import UUID

from motcua.kernel.actors import Actor
from motcua.measure.satisfaction import queries, rules
from motcua.measure.satisfaction.models import Invitation
from motcua.measure.satisfaction.queries.links import RATER
from motcua.measure.satisfaction.rules.tokens import RANDOM
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers import services as dossier_services
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Refusal

FORGED = Refusal("forged", "Liên kết này không phải do chúng tôi phát hành, hoặc đã được thay bằng liên kết mới hơn.")
EXPIRED = Refusal("expired", "Liên kết đánh giá này đã hết hạn.")


def invite(*, dossier_id: UUID, way: str, by: Actor, now: datetime) -> str | Refusal:
    """A fresh token to rate the dossier with; it is told this once, only its hash is kept.

    The last link given out the same `way` stops holding. Refused when the dossier cannot be rated (any more).
    Raises KeyError for an unknown way, Dossier.DoesNotExist for an unknown id.
    """
    refusal = queries.may_be_rated(dossiers.for_work(dossier_id))
    if refusal is not None:
        return refusal
    token = rules.issue(dossier=dossier_id, random=secrets.token_bytes(RANDOM), key=queries.key())
    made = {
        "token_hash": rules.digest(token),
        "made_at": now,
        "expires_at": now + rules.lives(way),
        "made_by": by.id,
    }
    Invitation.objects.update_or_create(dossier_id=dossier_id, way=way, defaults=made)
    return token


def rate(*, token: str, score: int, comment: str, now: datetime, command_id: str) -> Dossier | Refusal:
    """Rate the dossier that the token is for. The token is checked again where the event is written."""
    found = queries.link(token, now)
    if found is None:
        return FORGED
    return dossier_services.act(
        dossier_id=found.dossier.pk,
        verb="rate",
        by=RATER,
        now=now,
        command_id=command_id,
        data={"score": score, "comment": comment, "token": token},
    )


def holds(dossier: Dossier, token: str, now: datetime) -> str | Refusal:
    """The way `token` was given out for `dossier`; refused when it was not, or no longer holds (a port of dossiers)."""
    found = queries.link(token, now)
    if found is None or found.dossier.pk != dossier.pk:
        return FORGED
    return found.way if found.live else EXPIRED
