"""A question a person puts: what an audit check found of a unit's figures goes to the inspector this way."""

from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.kernel import audit
from motcua.kernel.actors import Actor
from motcua.kernel.audit.services import StreamRef, append
from motcua.measure.signals.models import Signal
from motcua.measure.signals.rules import BY_HAND, Evidence, Finding
from motcua.measure.signals.services.projecting import STREAM


def ask(
    *, subject: str, window: str, unit: str, words: str, evidence: tuple[Evidence, ...], thresholds: str, by: Actor,
    now: datetime, command_id: str,
) -> UUID:  # fmt: skip
    """Put the question to the head of `unit`; the inspector judges it like any other. Inside transaction.atomic.

    Returns the id of the signal. The same subject and window are asked about once.
    """
    finding = Finding(BY_HAND.id, BY_HAND.version, BY_HAND.kind, subject, window, unit, "", words, evidence)
    if Signal.objects.filter(pk=finding.id).exists():
        return finding.id
    with suppress(audit.Repeated):
        append(
            stream=StreamRef(STREAM, str(finding.id)),
            expected_version=0,
            type="signal.raised",
            payload=_payload(finding, thresholds),
            actor=by,
            occurred_at=now,
            recorded_at=now,
            command_id=f"{command_id}:ask",
        )
    return finding.id


def _payload(finding: Finding, thresholds: str) -> dict[str, Any]:
    names = ("rule", "kind", "subject", "window", "unit", "officer", "words")
    rows = [
        {"dossier": row.dossier, "code": row.code, "version": row.version, "at": row.at.isoformat(), "words": row.words}
        for row in finding.evidence
    ]
    told = {name: getattr(finding, name) for name in names}
    return {**told, "rule_version": finding.version, "thresholds": thresholds, "evidence": rows}
