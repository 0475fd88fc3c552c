"""Same-day matters at the counter: filed, received, settled and handed over in one act, recorded without a receipt."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.kernel.time import local_date
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Application, Delivery, Refusal
from motcua.operate.dossiers.services.receipt import AT_ONCE
from motcua.operate.dossiers.services.settling import Settled
from motcua.operate.intake.queries.papers import RULE
from motcua.operate.intake.rules import authority
from motcua.operate.intake.rules.authority import Right
from motcua.operate.intake.services import papers as intake


def settle_now(
    *,
    application: Application,
    settled: Settled,
    by: Actor,
    now: datetime,
    command_id: UUID,
    right: Right | None = None,
) -> Dossier | Refusal:
    """The whole dossier in one transaction (NĐ 61/2018/NĐ-CP điều 17 khoản 4): all of it is there, or nothing.

    `right`: by which the filer acts for the owner. The same `command_id` again gives the dossier of the first time.
    """
    if right is not None and (refusal := _not_handed(right, now)) is not None:
        return refusal
    with transaction.atomic():
        made = services.submit(application=application, by=by, now=now, command_id=str(command_id))
        if isinstance(made, Refusal) or made.is_final:
            return made
        for verb, data in (
            ("accept", {"at_once": AT_ONCE}),
            ("settle", {"settled": settled}),
            ("return_result", {"how": str(Delivery.COUNTER), "receiver": "filer" if right else "owner"}),
        ):
            command = str(uuid5(command_id, verb))
            done = services.act(dossier_id=made.pk, verb=verb, by=by, now=now, command_id=command, data=data)
            if isinstance(done, Refusal):
                transaction.set_rollback(True)
                return done
        if right is not None:
            intake.keep_right(dossier=made, right=right, now=now)
    return queries.for_work(made.pk)


def _not_handed(right: Right, now: datetime) -> Refusal | None:
    """Why the result cannot be given to who files for the owner, and so nothing is settled at once."""
    found = authority.defects(right, on=local_date(now), doing="receive")
    words = " ".join(text for _, text, stops in found if stops)
    return Refusal("authority", words, RULE, "Chủ hồ sơ, hoặc người có văn bản còn hiệu lực") if words else None
