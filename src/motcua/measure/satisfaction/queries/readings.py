"""The three readings of a period, side by side, by unit and by month. Counted from facts, never stored."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from motcua.law.rules import NoRule
from motcua.measure.assessment import queries as assessment
from motcua.measure.assessment.queries import Result
from motcua.measure.facts import queries as facts
from motcua.measure.indicators.rules import BadPeriod, Period
from motcua.measure.satisfaction.rules import Ratings
from motcua.measure.service_index import queries as service_index
from motcua.measure.service_index.rules import MetricScore

METRIC = "DOSSIER_RECEIVING_SATISFACTION"
SCORES = range(1, 6)


@dataclass(frozen=True, slots=True)
class Readings:
    """What three laws make of one period. `index`: 5.4 of QĐ 766; `ratings`: the sheets themselves; `assessed`: the
    agency by TT 01/2018, None for a period that the circular does not assess (it knows quarters and years)."""

    index: MetricScore
    index_units: dict[str, MetricScore]
    ratings: Ratings
    assessed: Result | None


def readings(period: Period, *, now: datetime) -> Readings:
    """All three, for the agency as a whole, and 5.4 for each unit."""
    whole, units = service_index.own_scores(period, now=now, scale=service_index.scale_for(period.last))
    own = {one.unit: _metric(one) for one in units}
    ratings = sum(by_unit(period).values(), Ratings())
    return Readings(_metric(whole), own, ratings, _assessed(period, now))


def by_unit(period: Period) -> dict[str, Ratings]:
    """Ratings by the unit that handled; a dossier belongs to the day on which its result was returned."""
    rows = _returned(period).values("unit").annotate(**_counts()).order_by("unit")
    return {row["unit"]: _ratings(row) for row in rows}


def by_month(period: Period) -> dict[str, Ratings]:
    """Ratings by calendar month ("2024-03"), months without a returned dossier left out."""
    grouped = _returned(period).annotate(month=TruncMonth("returned_on")).values("month")
    return {f"{row['month']:%Y-%m}": _ratings(row) for row in grouped.annotate(**_counts()).order_by("month")}


def _returned(period: Period) -> QuerySet[Any]:
    return facts.dossiers().filter(returned_on__gte=period.first, returned_on__lte=period.last).order_by()


def _counts() -> dict[str, Count]:
    return {"returned": Count("pk")} | {f"score{n}": Count("pk", filter=Q(rating=n)) for n in SCORES}


def _ratings(row: dict[str, int]) -> Ratings:
    a, b, c, d, e = (row[f"score{n}"] for n in SCORES)
    return Ratings(row["returned"], (a, b, c, d, e))


def _metric(own: service_index.OwnScore) -> MetricScore:
    return next(one for one in own.score.metrics if one.metric.code == METRIC)


def _assessed(period: Period, now: datetime) -> Result | None:
    try:
        asked = assessment.assessed_period(period.key)
    except (BadPeriod, NoRule):
        return None
    return assessment.agency_result(asked, assessment.works(period), now=now)
