"""One way from a button of the desk to the services of dossiers: who acts, which service, what happened meanwhile."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid5

from django.contrib.auth.models import AbstractBaseUser

from motcua.kernel import audit
from motcua.kernel.actors import Actor
from motcua.kernel.audit import queries as log
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Refusal, State
from motcua.operate.dossiers.services import assigning
from motcua.operate.linking import services as linking
from motcua.people.rules import Grant

ENDING = frozenset({"issue", "return_result", "reject", "stop", "withdraw"})


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody changed the dossier since the page was shown; nothing was done. `dossier` is as it is now."""

    dossier: Dossier


def perform(
    *,
    dossier: Dossier,
    verb: str,
    account: AbstractBaseUser,
    grants: Sequence[Grant],
    now: datetime,
    command_id: str,
    expected_version: int | None,
    data: Mapping[str, Any],
    origin: str = "",
) -> Dossier | Refusal | Overtaken:
    """Do `verb` as the account, in the role that may. A form sent twice (same command) is answered as the first time.

    `origin`: the public address printed on documents that are made on the way.
    """
    earlier = log.by_command(command_id)
    if earlier is not None and earlier.stream_id == str(dossier.pk):
        return queries.for_work(dossier.pk)
    if expected_version is not None and expected_version != dossier.version:
        return Overtaken(queries.for_work(dossier.pk))
    by = queries.acting(account, grants, dossier, verb)
    try:
        outcome = _serve(dossier, verb, by, now, command_id, expected_version, data, origin)
    except (audit.Conflict, services.Stale):
        return Overtaken(queries.for_work(dossier.pk))
    if verb == "assign" and isinstance(outcome, Refusal):
        return assigning.taken(dossier.pk, outcome)
    if verb == "accept" and not isinstance(outcome, Refusal):
        return assigning.arrived(outcome, now)
    if verb in ENDING and not isinstance(outcome, Refusal):
        # What follows in connected handling is seen at once; should this be cut off, the outbox brings it again.
        linking.follow(dossier_id=dossier.pk, now=now)
    return outcome


def _serve(
    dossier: Dossier,
    verb: str,
    by: Actor,
    now: datetime,
    command_id: str,
    expected_version: int | None,
    data: Mapping[str, Any],
    origin: str,
) -> Dossier | Refusal:
    """Drafting, signing and issuing make a document first and have services of their own; the rest is `act`."""
    if verb == "draft_result":
        return services.write_draft(
            dossier_id=dossier.pk, by=by, now=now, command_id=command_id, origin=origin,
            expected_version=expected_version, **data,
        )  # fmt: skip
    if verb == "sign":
        return services.sign_now(dossier_id=dossier.pk, by=by, now=now, command_id=command_id)
    if verb == "issue":
        return services.issue(
            dossier_id=dossier.pk, by=by, now=now, command_id=command_id, expected_version=expected_version
        )
    return services.act(
        dossier_id=dossier.pk,
        verb=verb,
        by=by,
        now=now,
        command_id=command_id,
        data=data,
        expected_version=expected_version,
    )


def taken(*, dossier: Dossier, by: Actor, now: datetime) -> None:
    """Note that the applicant has the electronic result, the first time only; the file is given in any case."""
    if State(dossier.state) is not State.RETURNED:
        return
    command = str(uuid5(dossier.pk, "result taken"))
    if log.by_command(command) is not None:
        return
    with suppress(audit.Conflict, services.Stale):  # somebody acts on the dossier now: noted at the next opening
        services.act(dossier_id=dossier.pk, verb="take_result", by=by, now=now, command_id=command)
