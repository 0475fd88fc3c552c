"""What an edition says beside the twelve: units as the database counts them, and the service index of the day."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from motcua.measure.editions.rules import UnitCount
from motcua.measure.facts import queries as facts
from motcua.measure.indicators.rules import Period
from motcua.measure.service_index import queries as service_index
from motcua.measure.service_index.rules import MetricScore


def by_unit(period: Period) -> dict[str, UnitCount]:
    """The counts of each unit by one grouped query: the second implementation beside `rules.count`."""
    days = {"__gte": period.first, "__lte": period.last}
    accepted, finished, returned = (
        Q(**{f"{column}{end}": day for end, day in days.items()})
        for column in ("accepted_on", "finished_on", "returned_on")
    )
    done = finished & Q(closed_by="result")
    wanted = {
        "received": accepted,
        "on_time": done & Q(on_time_legal=True),
        "late": done & Q(on_time_legal=False),
        "undated": done & Q(on_time_legal=None),
        "returned": returned,
        **{f"score{n}": returned & Q(rating=n) for n in range(1, 6)},
    }
    rows: Any = facts.dossiers().filter(accepted | finished | returned).order_by().values("unit")
    found = {}
    for row in rows.annotate(**{name: Count("pk", filter=which) for name, which in wanted.items()}):
        scores = [row.pop(f"score{n}") for n in range(1, 6)]
        unit = row.pop("unit")
        found[unit] = UnitCount(**row, scores=scores)
    return found


def index_now(period: Period, now: datetime) -> dict[str, Any]:
    """The agency's service index as it is scored at `now`: groups, metrics, total; numbers as decimal texts."""
    scale = service_index.scale_for(period.last)
    score = service_index.own_score(period, now=now, scale=scale).score
    groups = [
        {"code": one.group.code, "name": one.group.name, "score": _text(one.score), "most": _text(one.most),
         "missing": list(one.missing)}
        for one in score.groups
    ]  # fmt: skip
    return {
        "scale": scale.id,
        "total": _text(score.total),
        "most": _text(score.most),
        "groups": groups,
        "metrics": [_metric(one) for one in score.metrics],
    }


def _metric(one: MetricScore) -> dict[str, Any]:
    return {
        "code": one.metric.code,
        "number": one.metric.number,
        "name": one.metric.name,
        "group": one.metric.group,
        "status": one.status,
        "numerator": _text(one.given.numerator),
        "denominator": _text(one.given.denominator),
        "ratio": _text(one.ratio),
        "score": _text(one.score),
        "most": _text(one.metric.points),
        "why": one.why or "; ".join(one.given.gaps),
    }


def _text(value: Any) -> str | None:
    return None if value is None else f"{value:f}"
