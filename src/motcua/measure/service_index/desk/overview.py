"""The index of a period: total, groups, metrics, units, and the points that can still be won."""

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.kernel.ui.formats import number, percent
from motcua.measure.service_index import queries
from motcua.measure.service_index.desk.asking import Asked, asked
from motcua.measure.service_index.queries import OwnScore
from motcua.measure.service_index.rules import VIEWERS, Chance, GroupScore, MetricScore, chances
from motcua.people.services import official_required


@dataclass(frozen=True, slots=True)
class MetricLine:
    """One metric as a row: `words` stands where there are no points."""

    score: MetricScore
    url: str
    counts: str
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class GroupCard:
    score: GroupScore
    lines: list[MetricLine]
    anchor: str


@dataclass(frozen=True, slots=True)
class ChanceLine:
    """One way to win points, in words."""

    chance: Chance
    url: str
    words: str
    full: str


@require_safe
@official_required(*VIEWERS)
def overview(request: HttpRequest) -> HttpResponse:
    """Everything of a period on one page; each metric leads to what stands behind it."""
    here = asked(request)
    own, units = whole_and_units(here)
    found = [chance_line(here, one) for one in chances(own.score)]
    context = {
        **here.context(reverse("service_index:desk")),
        "own": own,
        "score": own.score,
        "on_time": next(one for one in own.score.metrics if one.metric.code == "ON_TIME"),
        "legal_percent": _share(own.on_time_legal, own.received),
        "missing": [one for one in own.score.metrics if one.status == "missing"],
        "groups": [group_card(here, group) for group in own.score.groups],
        "bars": _bars(own),
        "first_chances": found[:5],
        "more_chances": found[5:],
        "units": _units(here, units),
        "published": queries.published_units()[:3],
        "not_in_force": not here.scale.holds_on(here.period.last),
    }
    return render(request, "service_index/desk.html", context, status=here.status)


def whole_and_units(here: Asked) -> tuple[OwnScore, list[OwnScore]]:
    """The agency with its units, or the one unit that was asked for."""
    if here.unit:
        return queries.own_score(here.period, now=here.now, scale=here.scale, unit=here.unit), []
    return queries.own_scores(here.period, now=here.now, scale=here.scale)


def group_card(here: Asked, group: GroupScore) -> GroupCard:
    shown = [metric_line(here, one) for one in group.metrics if one.metric.scored]
    return GroupCard(group, shown, f"nhom-{group.group.code.lower()}")


def metric_line(here: Asked, one: MetricScore) -> MetricLine:
    given = one.given
    counts = ""
    if given.numerator is not None and given.denominator:
        counts = f"{number(given.numerator)} / {number(given.denominator)}"
    return MetricLine(
        score=one,
        url=here.link("service_index:metric", one.metric.code),
        counts=counts,
        words={"not_applicable": "không áp dụng", "missing": "chưa có nguồn", "unread": "chưa đọc được điểm"}.get(
            one.status, ""
        ),
        kind="neutral",
    )


def chance_line(here: Asked, one: Chance) -> ChanceLine:
    """ "Cần thêm 38 hồ sơ ... để thêm 1 điểm"."""
    metric = one.metric
    new = "" if one.mends else " mới"
    words = f"Cần thêm {number(one.cases)} {metric.noun}{new} {metric.do} để thêm {number(one.points)} điểm"
    if one.to_full is None:
        full = f"còn {number(one.lost)} điểm; {metric.noun} đã tính không sửa lại được nên không lấy hết được"
    elif one.to_full == one.cases:
        full = "là đủ điểm của chỉ số này"
    else:
        full = f"đủ {number(one.lost)} điểm còn lại thì cần {number(one.to_full)} {metric.noun}{new}"
    return ChanceLine(one, here.link("service_index:metric", metric.code), words, full)


def _bars(own: OwnScore) -> list[dict[str, object]]:
    """The groups as part of what could be scored, so that groups of different size can be seen beside each other."""
    return [
        {
            "label": f"{group.group.name}: {number(group.score)} trên {number(group.most)} điểm",
            "value": float(group.score * 100 / group.most),
        }
        for group in own.score.groups
        if group.score is not None and group.most
    ]


def _units(here: Asked, units: list[OwnScore]) -> dict[str, object]:
    """Units by rows, the metrics counted from dossiers by columns."""
    columns: list[dict[str, str]] = [{"label": "Đơn vị", "kind": ""}, {"label": "Hồ sơ", "kind": "num"}]
    codes = [one.metric for one in units[0].score.metrics if one.metric.code in queries.FACTS] if units else []
    columns += [{"label": f"{metric.number}", "kind": "num"} for metric in codes]
    rows = []
    for unit in units:
        by_code = {one.metric.code: one for one in unit.score.metrics}
        cells: list[object] = [
            {"text": here.unit_name(unit.unit), "href": here.link("service_index:desk", donvi=unit.unit)},
            number(unit.received),
        ]
        cells += [percent(by_code[metric.code].ratio) or "–" for metric in codes]
        rows.append(cells)
    return {"columns": columns, "rows": rows, "key": [(metric.number, metric.name) for metric in codes]}


def _share(part: int, whole: int) -> Decimal | None:
    return round(Decimal(part * 100) / whole, 2) if whole else None
