"""What the register book reads: dossiers accepted in a period, and the serial number of each in its year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Min, OuterRef, QuerySet, Subquery

from motcua.kernel.time import TZ
from motcua.law import rules as law_rules
from motcua.operate.dossiers.models import CodeCounter, Dossier, Task
from motcua.operate.dossiers.queries.one import in_scope
from motcua.people.rules import Grant


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, both included, and what the book is narrowed to; "" narrows nothing."""

    first: date
    last: date
    unit: str = ""
    procedure: str = ""


def accepted(*, grants: Sequence[Grant], period: Period) -> QuerySet[Dossier]:
    """Dossiers accepted in the period within the scope of `grants`, in the order of acceptance.

    Each has `transferred_at`: when its first step at the handling unit was opened, None when it has none.
    """
    rows = Dossier.objects.filter(
        in_scope(grants),
        accepted_at__gte=datetime.combine(period.first, time(), tzinfo=TZ),
        accepted_at__lt=datetime.combine(period.last + timedelta(days=1), time(), tzinfo=TZ),
    )
    if period.unit:
        rows = rows.filter(unit_id=period.unit)
    if period.procedure:
        rows = rows.filter(procedure__code=period.procedure)
    opened = (
        Task.objects.filter(dossier=OuterRef("pk"), unit=OuterRef("unit"))
        .exclude(step="receive")
        .order_by()
        .values("dossier")
        .annotate(first=Min("opened_at"))
        .values("first")
    )
    related = ("procedure", "owner", "unit")
    return rows.select_related(*related).annotate(transferred_at=Subquery(opened)).order_by("accepted_at", "code", "pk")


class Serials:
    """Serial numbers in the books of an agency: one book a year, numbered on from the first code of the year.

    Read from the counters that gave the codes, so a number never changes and does not depend on what is printed.
    """

    def __init__(self, agency_key: str) -> None:
        self._agency = agency_key
        self._years: dict[int, dict[date, tuple[int, int]]] = {}

    def of(self, code: str | None) -> tuple[int, int] | None:
        """(year of the book, serial number); None for a code that this agency's counters did not give."""
        try:
            parsed = law_rules.parse_code(code or "")
        except ValueError:
            return None
        before, last = self._days(parsed.on.year).get(parsed.on, (0, 0))
        return (parsed.on.year, before + parsed.sequence) if parsed.sequence <= last else None

    def _days(self, year: int) -> dict[date, tuple[int, int]]:
        if year not in self._years:
            counters = CodeCounter.objects.filter(
                agency_key=self._agency, day__gte=date(year, 1, 1), day__lte=date(year, 12, 31)
            )
            found, total = {}, 0
            for day, last in counters.order_by("day").values_list("day", "last"):
                found[day] = (total, last)
                total += last
            self._years[year] = found
        return self._years[year]
