"""What the ratings of a period say: three readings side by side, by unit and by month."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.kernel.time import local_date
from motcua.kernel.ui.formats import number, percent
from motcua.measure.assessment.queries import Result
from motcua.measure.indicators import queries as indicators
from motcua.measure.indicators.rules import (
    PARTS,
    BadPeriod,
    chosen_period,
    for_table,
    neighbours,
    parse_period,
    part_of,
)
from motcua.measure.satisfaction import queries
from motcua.measure.satisfaction.rules import FEW, VIEWERS, Ratings
from motcua.measure.service_index.rules import MetricScore
from motcua.people import queries as people
from motcua.people.rules import Role
from motcua.people.services import official_required

COLUMNS = [
    {"label": "Đơn vị"},
    {"label": "Đã trả", "kind": "num"},
    {"label": "Đánh giá", "kind": "num"},
    {"label": "Tỷ lệ trả lời", "kind": "num"},
    {"label": "Hài lòng", "kind": "num"},
    {"label": "Khoảng tin cậy 95 %", "kind": "num"},
    {"label": "Chỉ số 5.4", "kind": "num"},
]
MONTHS = [{"label": "Tháng"}, *COLUMNS[1:-1]]


@require_safe
@official_required(*(Role(name) for name in sorted(VIEWERS)))
def page(request: HttpRequest) -> HttpResponse:
    """`?ky=` or `?nam=&phan=` chooses the period; by default the newest year with dossiers."""
    now, problem = timezone.now(), ""
    asked, today = request.GET, local_date(now)
    period = parse_period(f"{indicators.latest_year(today):04d}")
    try:
        chosen = chosen_period(key=asked.get("ky", ""), year=asked.get("nam", ""), part=asked.get("phan", ""))
        period = for_table(chosen) if chosen else period
    except BadPeriod as error:
        problem = str(error)
    found = queries.readings(period, now=now)
    units, months = queries.by_unit(period), queries.by_month(period)
    before, after = neighbours(period)
    context = {
        "period": period, "part": part_of(period), "part_options": PARTS,
        "year_options": [(y, y) for y in sorted({*indicators.years(today), period.first.year}, reverse=True)],
        "here": reverse("satisfaction:desk"), "before": before, "after": after,
        "problems": [("loc-nam", problem)] if problem else [],
        "running": period.last >= today, "now": now, "few": FEW,
        "assessed": assessed_words(found.assessed), "total": found.assessed.total if found.assessed else None,
        "found": found, "ratings": found.ratings, "index": found.index, "interval": interval(found.ratings),
        "columns": COLUMNS, "rows": _unit_rows(units, found.index_units),
        "foot": _row("Toàn cơ quan", found.ratings, found.index) if units else None,
        "month_columns": MONTHS, "months": [_month(key, one) for key, one in months.items()],
        "series": _series(months), "ticks": [parse_period(key).tick for key in months],
    }  # fmt: skip
    return render(request, "satisfaction/desk.html", context, status=422 if problem else 200)


def interval(found: Ratings) -> str:
    """ "82,4 – 91,3 %"; empty without ratings."""
    if found.interval is None:
        return ""
    low, high = found.interval
    return f"{number(low, 1)} – {percent(high, 1)}"


def assessed_words(found: Result | None) -> str:
    """ "13,2 – 15,2 trên 18 điểm": from what is known to what would be, were all unknown indices full."""
    total = found.total if found else None
    if total is None or total.nothing:
        return ""
    low, high = number(total.low), number(total.high)
    return f"{low if low == high else f'{low} – {high}'} trên {number(total.most)} điểm"


def share_words(found: Ratings) -> str:
    """The share of satisfied ratings with its counts, marked when they are few."""
    if found.share is None:
        return "chưa có đánh giá"
    return f"{percent(found.share)} ({found.satisfied}/{found.rated}{', ít phiếu' if found.few else ''})"


def _unit_rows(units: dict[str, Ratings], index: dict[str, MetricScore]) -> list[list[Any]]:
    names = {unit.key: unit.name for unit in people.units()}
    keys = sorted({*units, *index}, key=lambda key: names.get(key, key))
    return [_row(names.get(key, key), units.get(key, Ratings()), index.get(key)) for key in keys]


def _row(name: str, found: Ratings, index: MetricScore | None) -> list[Any]:
    own = percent(index.ratio) if index is not None and index.ratio is not None else "–"
    return [*_month(name, found), own]


def _month(name: str, found: Ratings) -> list[Any]:
    label = parse_period(name).words.capitalize() if name[:4].isdigit() else name
    response = "–" if found.response is None else percent(found.response)
    return [label, number(found.returned), number(found.rated), response, share_words(found), interval(found) or "–"]


def _series(months: dict[str, Ratings]) -> list[dict[str, Any]]:
    return [
        {"label": "Hài lòng, trên số đánh giá", "values": [one.share for one in months.values()]},
        {"label": "Đã đánh giá, trên số đã trả", "values": [one.response for one in months.values()]},
    ]
