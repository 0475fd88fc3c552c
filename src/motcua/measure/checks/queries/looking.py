"""What the checks look at, read in batches: facts and stories of a period, files, owners' marks, the sync register."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from motcua.law import queries as law
from motcua.law.rules import RuleSet
from motcua.measure.checks import rules
from motcua.measure.checks.rules import Case, Finding, View
from motcua.measure.facts import queries as facts
from motcua.measure.facts.rules import Fact
from motcua.measure.indicators.rules import Period
from motcua.measure.registers import queries as registers
from motcua.measure.signals import queries as signals
from motcua.operate.dossiers import queries as dossiers
from motcua.people import queries as people

KIND = "audit_checks"
BEFORE = timedelta(days=190)
BATCH = 500
NAMES = [field.name for field in fields(Fact)]


def thresholds(on: date) -> RuleSet:
    """The thresholds that hold on `on`; raises law.rules.NoRule."""
    return law.rule_set(KIND, on)


def find(period: Period, now: datetime) -> list[Finding]:
    """Every finding of the period, by the thresholds of its last day; raises law.rules.NoRule."""
    with law.pinned():
        on = period.last
        view = View(
            period.first, period.last, period.key, law.calendar(), now,
            history=_history(period), shared=signals.thresholds(on).limits,
        )  # fmt: skip
        return list(rules.run(list(cases(period)), view, thresholds(on).content))


def cases(period: Period) -> Iterator[Case]:
    """The dossiers received or finished in the period, also those another system handled."""
    inside = {f"{name}__{end}": day for name in ("accepted_on",) for end, day in _days(period)}
    ended = {f"finished_on__{end}": day for end, day in _days(period)}
    ids = list(facts.dossiers().filter(Q(**inside) | Q(**ended)).values_list("pk", flat=True))
    sent = {
        str(row.identity).upper(): row.values["final_state"] is True for row in registers.entries("sync").iterator()
    }
    for start in range(0, len(ids), BATCH):
        yield from _batch(ids[start : start + BATCH], sent)


def _batch(ids: list[UUID], sent: dict[str, bool]) -> Iterator[Case]:
    rows = {str(row.pk): _fact(row) for row in facts.dossiers().filter(pk__in=ids)}
    held = dossiers.files_and_owners(ids)
    marks = people.identity_marks({one.owner_id for one in held.values()})
    for story in signals.stories(ids):
        fact, files = rows[story.dossier], held.get(UUID(story.dossier))
        mark = marks.get(files.owner_id) if files else None
        yield Case(
            story, fact,
            identity=mark.index if mark else "", odd_identity=mark.odd if mark else False,
            person=mark.name if mark else "",
            submitted=files.submitted if files else frozenset(), result=files.result if files else "",
            sent_final=sent.get(fact.code.upper()) if fact.code else None,
        )  # fmt: skip


def _history(period: Period) -> list[Fact]:
    """What was finished with a result in the half year before."""
    before = Q(finished_on__gte=period.first - BEFORE, finished_on__lt=period.first)
    rows: Iterable[Any] = facts.dossiers().filter(before, closed_by="result")
    return [_fact(row) for row in rows]


def _fact(row: Any) -> Fact:
    return Fact(**{**{name: getattr(row, name) for name in NAMES}, "dossier_id": str(row.pk)})


def _days(period: Period) -> tuple[tuple[str, date], tuple[str, date]]:
    return ("gte", period.first), ("lte", period.last)
