"""Reads of the log: who read a subject, what a reader read, and who reads much that is not his work."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from motcua.kernel.readings.models import Reading
from motcua.kernel.readings.rules import GIVEN


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters; what is empty filters nothing. `since` counts, `until` does not."""

    since: datetime | None = None
    until: datetime | None = None
    subject: tuple[str, str] | None = None
    reader: str = ""
    purpose: str = ""
    outside: bool = False


def listing(wanted: Wanted, *, before: int | None = None, limit: int = 50) -> list[Reading]:
    """The newest readings that fit; `before` is the id of the last row of the page before."""
    rows = _rows(wanted)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[:limit])


def readers_outside(wanted: Wanted, limit: int = 10) -> list[dict[str, Any]]:
    """Who read the most different subjects that were not theirs to handle: reader, subjects, last."""
    rows = _rows(wanted).exclude(purpose__in=sorted(GIVEN)).exclude(subject_id="").order_by()
    counted = rows.values("reader").annotate(subjects=Count("subject_id", distinct=True), last=Max("read_at"))
    return [dict(row) for row in counted.order_by("-subjects", "reader")[:limit]]


def units_that_read(subject: tuple[str, str]) -> list[dict[str, Any]]:
    """For the person concerned: which units read the subject, what for, how many hours and when last."""
    rows = Reading.objects.filter(subject_kind=subject[0], subject_id=subject[1]).order_by()
    counted = rows.values("unit", "purpose").annotate(last=Max("read_at"), hours=Count("slot", distinct=True))
    return [dict(row) for row in counted.order_by("-last", "unit", "purpose")]


def readers() -> list[str]:
    """Ids of everybody who has read something."""
    return list(Reading.objects.order_by("reader").values_list("reader", flat=True).distinct())


def _rows(wanted: Wanted) -> QuerySet[Reading]:
    found = Q()
    if wanted.since:
        found &= Q(read_at__gte=wanted.since)
    if wanted.until:
        found &= Q(read_at__lt=wanted.until)
    if wanted.subject:
        found &= Q(subject_kind=wanted.subject[0], subject_id=wanted.subject[1])
    for name, value in (("reader", wanted.reader), ("purpose", wanted.purpose)):
        if value:
            found &= Q(**{name: value})
    if wanted.outside:
        found &= ~Q(purpose__in=sorted(GIVEN))
    return Reading.objects.filter(found)
