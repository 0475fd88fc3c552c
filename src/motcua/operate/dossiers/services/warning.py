"""Warns of due dates before they pass and escalates after, by the ladder of the law files; each warning once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.kernel import audit
from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.time import local_date
from motcua.law import queries as law
from motcua.law.rules import WarningStep
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import DeadlineWarning, Dossier
from motcua.operate.dossiers.rules import deadlines as rules
from motcua.operate.dossiers.services import clocks

STREAM = "deadline"


def warn(*, now: datetime) -> int:
    """Write every warning whose moment has come and that was not written yet; returns how many.

    A warning is a row that pages show and an event "deadline.warned" that goes out by the outbox. Interrupted or run
    twice at once, it goes on where it stopped: the command of the event is made of dossier, step and due date.
    """
    with law.pinned():
        ladder = law.warning_ladder(local_date(now))
        if not ladder:
            return 0
        known = set(DeadlineWarning.objects.values_list("dossier_id", "key", "due_at"))
        written = 0
        for dossier in queries.counting().prefetch_related("spans", "due_changes").iterator(chunk_size=200):
            due_at = dossier.legal_due
            fresh = [step for step in ladder if (dossier.pk, step.key, due_at) not in known]
            if fresh and due_at is not None:
                written += sum(_write(dossier, step, due_at, now) for step in _reached(dossier, fresh, due_at, now))
        return written


def _reached(
    dossier: Dossier, ladder: Iterable[WarningStep], due_at: datetime, now: datetime
) -> tuple[WarningStep, ...]:
    counted = clocks.legal(dossier, list(dossier.spans.all()), None, list(dossier.due_changes.all()))
    begin = counted.extends.begin if counted.extends else counted.begin
    return rules.reached(tuple(ladder), begin=begin, at=due_at, now=now, calendar=counted.calendar)


def _write(dossier: Dossier, step: WarningStep, due_at: datetime, now: datetime) -> int:
    stream = StreamRef(STREAM, str(dossier.pk))
    payload = {
        "dossier": str(dossier.pk),
        "code": dossier.code,
        "step": step.key,
        "due": clocks.iso(due_at),
        "late": step.late,
        "to": list(step.to),
        "unit": dossier.unit_id,
        "officer": str(dossier.lead_id) if dossier.lead_id else None,
    }
    try:
        with transaction.atomic():
            append(
                stream=stream,
                expected_version=log.version(stream),
                type=f"{STREAM}.warned",
                payload=payload,
                actor=SYSTEM,
                occurred_at=now,
                recorded_at=now,
                command_id=f"warn:{dossier.pk}:{step.key}:{clocks.iso(due_at)}",
            )
            DeadlineWarning.objects.create(
                dossier=dossier,
                key=step.key,
                words=step.words,
                roles=list(step.to),
                late=step.late,
                due_at=due_at,
                raised_at=now,
            )
    except (audit.Repeated, audit.Conflict, IntegrityError):
        return 0  # another worker was here; what it wrote stands
    return 1
