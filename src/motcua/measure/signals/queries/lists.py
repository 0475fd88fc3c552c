"""Lists of signals as far as a person may see them, and how many there are by unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, QuerySet, When

from motcua.measure.signals.models import Signal, SignalText
from motcua.measure.signals.rules import ANSWERED, JUDGED, OPEN

OPENLY = (OPEN, ANSWERED, "needs_more")
CAP = 1000


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty: everything that may be seen."""

    state: str = ""
    rule: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many signals of a unit are open, answered, founded, unfounded."""

    unit: str
    open: int
    answered: int
    founded: int
    unfounded: int


def signals() -> QuerySet[Signal]:
    """Every signal, to be counted."""
    return Signal.objects.all()


def seen_by(*, everything: bool, units: Iterable[str], account: str) -> QuerySet[Signal]:
    """Those a person may see: all, those of the units he heads, those that ask him."""
    if everything:
        return Signal.objects.all()
    return Signal.objects.filter(Q(unit__in=list(units)) | Q(officer=account))


def listing(rows: QuerySet[Signal], filters: Filters) -> QuerySet[Signal]:
    """`rows` narrowed, what is open and new first."""
    if filters.state:
        wanted = OPENLY if filters.state == "dang-mo" else (filters.state,)
        rows = rows.filter(state__in=wanted)
    rows = rows.filter(rule=filters.rule) if filters.rule else rows
    rows = rows.filter(unit=filters.unit) if filters.unit else rows
    return rows.order_by("-raised_at", "id")


def counts(rows: QuerySet[Signal]) -> list[Counts]:
    """Counts by unit, by key."""
    found = (
        rows.order_by("unit")
        .values("unit")
        .annotate(
            open=Count("pk", filter=Q(state__in=(OPEN, "needs_more"))),
            answered=Count("pk", filter=Q(state=ANSWERED)),
            founded=Count("pk", filter=Q(state="founded")),
            unfounded=Count("pk", filter=Q(state="unfounded")),
        )
    )
    return [Counts(**row) for row in found]


def asked_of(account: str) -> QuerySet[Signal]:
    """The questions put to an official that wait for his answer."""
    return Signal.objects.filter(officer=account, state__in=(OPEN, "needs_more"))


def asked_about(account: str) -> QuerySet[Signal]:
    """Every question ever put to an official, the open ones first."""
    unanswered = Case(When(state__in=(OPEN, "needs_more"), then=0), default=1, output_field=IntegerField())
    return Signal.objects.filter(officer=account).annotate(place=unanswered).order_by("place", "-raised_at", "id")


def waiting() -> int:
    """How many signals wait for a judgement, capped."""
    return Signal.objects.exclude(state__in=JUDGED).order_by()[: CAP + 1].count()


def texts(signal_id: UUID) -> dict[str, SignalText]:
    """What was written about a signal, by the id its events name it by; erased ones are left out."""
    rows = SignalText.objects.filter(signal=signal_id, erased_at=None).select_related("written_by")
    return {str(row.pk): row for row in rows.order_by("written_at", "pk")}


def one(signal_id: UUID) -> Signal | None:
    """One signal; None for an unknown id."""
    return Signal.objects.filter(pk=signal_id).first()
