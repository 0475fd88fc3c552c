"""The province's own rule of limits: entered by an official with its source, never invented, never overwritten."""

from datetime import date, datetime

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.ids import new_id
from motcua.kernel.text import clean
from motcua.operate.publications.models import OwnRule
from motcua.operate.publications.rules import Allowance, Problem, Refused
from motcua.operate.publications.services.writing import may_write

STREAM = StreamRef("publication_rule", "own")


@transaction.atomic
def set_own_rule(
    *,
    decide: tuple[int, str],
    post: tuple[int, str],
    effective_from: date,
    source: str,
    enabled: bool,
    by: Actor,
    now: datetime,
) -> OwnRule | Refused:
    """Keep a wording of the province's own rule: days before the effect and days after signing, each with its unit."""
    refused = may_write(by)
    if refused is not None:
        return refused
    problems = []
    for place, (value, unit) in (("ra quyết định", decide), ("công khai", post)):
        try:
            Allowance(value, unit)
        except ValueError as error:
            problems.append(Problem(place, str(error)))
    if not source.strip():
        problems.append(Problem("nguồn", "hãy ghi số, ngày của văn bản quy định"))
    if problems:
        return Refused("wrong_input", tuple(problems))
    row = OwnRule.objects.create(
        effective_from=effective_from,
        decide_days=decide[0],
        decide_unit=decide[1],
        post_days=post[0],
        post_unit=post[1],
        source=clean(source)[:500],
        enabled=enabled,
        recorded_by=by.id,
        recorded_at=now,
    )
    _tell(row, by, now)
    return row


def _tell(row: OwnRule, by: Actor, now: datetime) -> None:
    payload = {
        "rule": row.pk,
        "decide": [row.decide_days, row.decide_unit],
        "post": [row.post_days, row.post_unit],
        "enabled": row.enabled,
        "effective_from": row.effective_from.isoformat(),
    }
    append(
        stream=STREAM,
        expected_version=log.version(STREAM),
        type="publication.own_rule_set",
        payload=payload,
        actor=by,
        occurred_at=now,
        recorded_at=now,
        command_id=str(new_id()),
    )
