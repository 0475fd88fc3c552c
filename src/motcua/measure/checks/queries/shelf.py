"""The findings kept: lists, one, reasons, and when a period was looked through."""

from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from motcua.measure.checks.models import FigureFinding, FindingText, Looked
from motcua.measure.checks.rules import CHECKS, OPEN
from motcua.measure.facts import queries as facts
from motcua.measure.indicators.rules import Period

CAP = 1000


def findings(period: str, *, state: str = "") -> QuerySet[FigureFinding]:
    """Those of a period, by check and unit."""
    rows = FigureFinding.objects.filter(period=period)
    rows = rows.filter(state=state) if state else rows
    places = [When(check_id=check.id, then=Value(check.number)) for check in CHECKS.values()]
    return rows.annotate(place=Case(*places, default=99, output_field=IntegerField())).order_by("place", "unit")


def counts(period: str) -> dict[str, int]:
    """How many by state."""
    rows = FigureFinding.objects.filter(period=period).order_by("state").values("state").annotate(n=Count("pk"))
    return {row["state"]: row["n"] for row in rows}


def one(finding_id: UUID) -> FigureFinding | None:
    return FigureFinding.objects.filter(pk=finding_id).first()


def open_count() -> int:
    """How many wait for a decision, capped."""
    return FigureFinding.objects.filter(state=OPEN).order_by()[: CAP + 1].count()


def texts(finding_id: UUID) -> dict[str, FindingText]:
    """Reasons by the id their events name; erased ones are left out."""
    rows = FindingText.objects.filter(finding=finding_id, erased_at=None)
    return {str(row.pk): row for row in rows.order_by("written_at", "pk")}


def looked() -> list[Looked]:
    """Every period looked through, the newest first."""
    return list(Looked.objects.order_by("-period"))


def dossiers_of(period: Period) -> int:
    """How many dossiers were received or finished in the period."""
    first, last = period.first, period.last
    inside = Q(accepted_on__gte=first, accepted_on__lte=last) | Q(finished_on__gte=first, finished_on__lte=last)
    return facts.dossiers().filter(inside).count()
