"""Looking through the log: what was not known yet becomes a signal, or new evidence of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.kernel import audit
from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.time import local_date
from motcua.law import queries as law
from motcua.measure.signals import queries, rules
from motcua.measure.signals.models import LookedThrough, Signal
from motcua.measure.signals.queries.stories import Thresholds
from motcua.measure.signals.rules import Finding
from motcua.measure.signals.services.projecting import STREAM, standing

ONE_ROW = 1


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look brought: dossiers read, questions found, new ones, ones with new evidence, ones opened again."""

    dossiers: int
    found: int
    raised: int
    added: int
    reopened: int


def look(*, now: datetime, whole: bool = False) -> Looked:
    """Look at everything that changed since the last time and at the running quarter; `whole`: at the whole log.

    The same evidence gives the same signal: looking twice adds nothing. Two workers at once do no harm either, the
    second one's events are refused by the log.
    """
    last = queries.last_position()
    mark = LookedThrough.objects.filter(pk=ONE_ROW).first()
    since = 0 if whole or mark is None else mark.position
    quarters = {_quarter(local_date(at)) for _, at in queries.touched_after(since)} | {_quarter(local_date(now))}
    total = {"dossiers": 0, "found": 0, "signal.raised": 0, "signal.evidence_added": 0, "signal.raised_again": 0}
    with law.pinned():
        calendar, limits = law.calendar(), queries.thresholds(local_date(now))
        for first, end in sorted(quarters):
            seen = list(queries.stories(queries.alive_between(first, end)))
            total["dossiers"] += len(seen)
            touched = frozenset(_windows(first))
            found = rules.find(seen, limits=limits.limits, calendar=calendar, now=now, touched=touched)
            for finding in found:
                total["found"] += 1
                kind = _keep(finding, limits, now)
                if kind:
                    total[kind] += 1
    LookedThrough.objects.update_or_create(pk=ONE_ROW, defaults={"position": last, "at": now})
    return Looked(*total.values())


def _keep(finding: Finding, limits: Thresholds, now: datetime) -> str | None:
    """Append what is new of a finding; the type of the event, None when nothing is."""
    row = Signal.objects.filter(pk=finding.id).first()
    known = standing(row) if row is not None else None
    new = rules.news(known, finding)
    if new is None:
        return None
    kind, evidence = new
    payload = {
        "rule": finding.rule,
        "rule_version": finding.version,
        "thresholds": limits.id,
        "kind": finding.kind,
        "subject": finding.subject,
        "window": finding.window,
        "unit": finding.unit,
        "officer": finding.officer,
        "words": finding.words,
        "evidence": list(evidence),
    }
    keys = rules.digest([f"{one['dossier']}:{one['version']}" for one in evidence])
    try:
        with transaction.atomic():
            append(
                stream=StreamRef(STREAM, str(finding.id)),
                expected_version=known.version if known else 0,
                type=kind,
                payload=payload,
                actor=SYSTEM,
                occurred_at=now,
                recorded_at=now,
                command_id=f"signal:{finding.id}:{keys}",
            )
    except (audit.Repeated, audit.Conflict):
        return None  # somebody else was looking too; the next look sees what is left
    return kind


def _quarter(day: date) -> tuple[date, date]:
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    after = date(day.year + 1, 1, 1) if first.month == 10 else date(day.year, first.month + 3, 1)
    return first, date.fromordinal(after.toordinal() - 1)


def _windows(first: date) -> Iterable[str]:
    """The quarter that begins on `first`, and its months."""
    yield rules.windows(first)[1]
    yield from (f"{first.year:04d}-{first.month + n:02d}" for n in range(3))
