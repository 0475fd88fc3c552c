"""Reads of facts that other modules ask for by name."""

from datetime import date

from django.db.models import Count, Max, QuerySet

from motcua.measure.facts.adding import Tally, last_days, tallies
from motcua.measure.facts.models import DossierFact, PaymentFact
from motcua.measure.facts.rules import MARKS

__all__ = [
    "MARKS",
    "Tally",
    "by_procedure",
    "dossiers",
    "last_days",
    "last_finished_on",
    "most_used_procedures",
    "payments",
    "tallies",
    "with_parts",
]


def dossiers() -> QuerySet[DossierFact]:
    """The fact rows of what applicants filed, to be filtered and counted.

    A dossier that several agencies handle is one dossier of one applicant: it counts where it was filed, and the parts
    sent to other agencies do not count again (docs/adr/0017).
    """
    return DossierFact.objects.filter(parent="")


def with_parts() -> QuerySet[DossierFact]:
    """Every fact row, those of parts too: what officials worked on."""
    return DossierFact.objects.all()


def payments() -> QuerySet[PaymentFact]:
    """Every confirmed payment of a dossier."""
    return PaymentFact.objects.all()


def most_used_procedures(limit: int) -> list[str]:
    """Codes of the procedures with the most dossiers, the most used first."""
    rows = dossiers().values("procedure").annotate(total=Count("pk")).order_by("-total", "procedure")
    return [row["procedure"] for row in rows[:limit]]


def last_finished_on() -> date | None:
    """The newest day on which a dossier was finished with a result."""
    last: date | None = dossiers().filter(closed_by="result").aggregate(last=Max("finished_on"))["last"]
    return last


def by_procedure(procedure: str, first: date, last: date) -> dict[str, int]:
    """Received, finished and finished on time of one procedure in a period."""
    rows = dossiers().filter(procedure=procedure)
    done = rows.filter(closed_by="result", finished_on__gte=first, finished_on__lte=last)
    return {
        "received": rows.filter(accepted_on__gte=first, accepted_on__lte=last).count(),
        "finished": done.count(),
        "on_time": done.filter(on_time_legal=True).count(),
    }
