"""Intake at the counter: filing and acceptance as one act, because the person stands there and leaves with a receipt.

Nothing is left behind when acceptance is refused: no dossier without a code, no number used up.
"""

from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Application, Refusal
from motcua.operate.intake.rules.authority import Right
from motcua.operate.intake.services import papers as intake


def receive(
    *,
    application: Application,
    by: Actor,
    now: datetime,
    command_id: UUID,
    right: Right | None = None,
    posting: tuple[str, date] | None = None,
    limit: str = "",
    limit_basis: str = "",
) -> Dossier | Refusal:
    """Submit and accept in one transaction (NĐ 61/2018/NĐ-CP điều 17). `limit` and its basis: when the data has none.

    `right`: by which the filer acts for the owner. `posting`: waybill and day of posting of what came by public post.
    The same `command_id` again gives the dossier of the first time.
    """
    with transaction.atomic():
        made = services.submit(application=application, by=by, now=now, command_id=str(command_id))
        if isinstance(made, Refusal) or made.accepted_at is not None:
            return made
        done = services.act(
            dossier_id=made.pk,
            verb="accept",
            by=by,
            now=now,
            command_id=str(uuid5(command_id, "accept")),
            data={"limit": limit, "limit_basis": limit_basis},
        )
        if isinstance(done, Refusal):
            transaction.set_rollback(True)
            return done
        if right is not None:
            intake.keep_right(dossier=done, right=right, now=now)
        if posting is not None:
            intake.keep_posting(dossier=done, waybill=posting[0], posted_on=posting[1], now=now)
    return queries.for_work(done.pk)
