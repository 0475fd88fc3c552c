"""Mending what was refused: tried again as corrected, or dropped. Either way its personal content is emptied."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.exchange.imports import queries, rules
from motcua.exchange.imports.models import Finding, RefusedRow
from motcua.exchange.imports.rules import Refused
from motcua.exchange.imports.services.running import kept
from motcua.kernel.actors import Actor
from motcua.kernel.time import local_date
from motcua.operate.dossiers.services.observing import observe
from motcua.people.rules import Refusal

SETTLED = Refusal("already_settled", "Dòng này đã được xử lý.")


@transaction.atomic
def retry(*, row: RefusedRow, raw: Mapping[str, Any], by: Actor, now: datetime) -> RefusedRow | Refusal:
    """Take the row as it is corrected. Refused again, it keeps the correction and says the new reason."""
    open_row = RefusedRow.objects.filter(pk=row.pk, state=RefusedRow.State.OPEN)
    read = rules.read(raw, queries.places(row.source.agency), now)
    if isinstance(read, Refused):
        open_row.update(code=read.code, reason=read.words, dossier_code=read.dossier, raw=kept(raw))
        return Refusal(read.code, read.words)
    outcome = observe(accounts=[read.account], by=by, now=now, follower=queries.follower(by, now))[0]
    if outcome.kind == "refused":
        open_row.update(code=outcome.code, reason=outcome.words, dossier_code=read.account.code, raw=kept(raw))
        return Refusal(outcome.code, outcome.words)
    if not open_row.update(state=RefusedRow.State.TAKEN, raw="", settled_by=by.id, settled_at=now):
        transaction.set_rollback(True)
        return SETTLED
    if outcome.kind == "taken" and read.account.whole and outcome.dossier_id:
        month = local_date(read.account.said[0].at).replace(day=1)
        Finding.objects.filter(dossier_id=outcome.dossier_id).delete()
        Finding.objects.bulk_create(
            Finding(
                dossier_id=outcome.dossier_id, dossier_code=read.account.code, kind=kind, unit=read.account.unit,
                month=month, source=row.source,
            )
            for kind in read.findings
        )  # fmt: skip
    row.refresh_from_db()
    return row


def drop(*, row: RefusedRow, by: Actor, now: datetime) -> RefusedRow | Refusal:
    """Leave the row out for good; that it was refused, and why, stays."""
    open_row = RefusedRow.objects.filter(pk=row.pk, state=RefusedRow.State.OPEN)
    if not open_row.update(state=RefusedRow.State.DROPPED, raw="", settled_by=by.id, settled_at=now):
        return SETTLED
    row.refresh_from_db()
    return row


def content(row: RefusedRow) -> Any:
    """What the row said, as data."""
    return json.loads(row.raw) if row.raw else {}
