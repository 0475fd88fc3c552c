"""Looking through a period: what is found is kept, what is no longer found is said to be gone."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.kernel import audit
from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit.services import StreamRef, append
from motcua.measure.checks import queries
from motcua.measure.checks.models import FigureFinding, Looked
from motcua.measure.checks.rules import GONE, Finding, news
from motcua.measure.checks.services.projecting import STREAM, standing
from motcua.measure.indicators.rules import Period


@dataclass(frozen=True, slots=True)
class Sum:
    """What a look brought: findings in all, new or changed ones, those that are gone."""

    findings: list[Finding]
    told: int
    gone: int


def look(*, period: Period, now: datetime) -> Sum:
    """Check the period and keep what is found. Looking twice over the same data adds nothing.

    Raises law.rules.NoRule when no thresholds are loaded.
    """
    rule = queries.thresholds(period.last)
    found = queries.find(period, now)
    held = {row.pk: row for row in FigureFinding.objects.filter(period=period.key)}
    told = gone = 0
    for finding in found:
        row = held.pop(finding.id, None)
        payload = news(standing(row) if row else None, finding, rule.id)
        if payload is not None:
            told += _append(finding.id, row.version if row else 0, "figure_check.found", payload, now)
    for row in held.values():
        if row.state != GONE:
            gone += _append(row.pk, row.version, "figure_check.gone", {}, now)
    seen = queries.dossiers_of(period)
    values = {"at": now, "thresholds": rule.id, "dossiers": seen, "found": len(found)}
    Looked.objects.update_or_create(period=period.key, defaults=values)
    return Sum(found, told, gone)


def _append(key: UUID, version: int, type_: str, payload: dict[str, Any], now: datetime) -> int:
    digest = sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()[:16]
    try:
        with transaction.atomic():
            append(
                stream=StreamRef(STREAM, str(key)),
                expected_version=version,
                type=type_,
                payload=payload,
                actor=SYSTEM,
                occurred_at=now,
                recorded_at=now,
                command_id=f"figures:{key}:{version}:{digest}",
            )
    except (audit.Repeated, audit.Conflict):
        return 0  # somebody else was looking too
    return 1
