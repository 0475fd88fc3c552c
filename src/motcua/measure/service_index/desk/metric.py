"""One metric: what it counts, its points, what is missing to all of them, its units, and the list behind it."""

from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.kernel.ui.formats import number, percent
from motcua.measure.service_index import queries
from motcua.measure.service_index.desk.asking import Asked, asked
from motcua.measure.service_index.desk.overview import chance_line, whole_and_units
from motcua.measure.service_index.queries import IndexMember, OwnScore, Side
from motcua.measure.service_index.rules import VIEWERS, Metric, MetricScore, chance
from motcua.people import queries as people
from motcua.people.rules import visible
from motcua.people.services import official_required

PAGE: Final = 50
SIDES: Final[dict[str, Side]] = {"": "rest", "tinh": "numerator", "ca": "denominator"}
WORDS: Final = {"": "Không được tính", "tinh": "Được tính", "ca": "Tất cả"}
STATUS: Final = {
    "counted": ("done", "Có số liệu"),
    "not_applicable": ("neutral", "Không áp dụng"),
    "missing": ("waiting", "Chưa có nguồn dữ liệu"),
    "unread": ("neutral", "Chưa đọc được điểm"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list; `url` leads to what stands behind it when the person may see that."""

    member: IndexMember
    url: str
    unit: str


@require_safe
@official_required(*VIEWERS)
def metric(request: HttpRequest, code: str) -> HttpResponse:
    """The list begins with what does not count: that is where points are."""
    here = asked(request)
    found = _known(here, code)
    own, units = whole_and_units(here)
    score = next(one for one in own.score.metrics if one.metric.code == code)
    left = chance(score)
    side = request.GET.get("ben", "") if request.GET.get("ben", "") in SIDES else ""
    after = request.GET.get("sau", "")[:200]
    rows = queries.index_members(
        code, here.period, now=here.now, unit=here.unit, side=SIDES[side], after=after, limit=PAGE + 1
    )
    page, more = rows[:PAGE], len(rows) > PAGE
    context = {
        **here.context(reverse("service_index:metric", kwargs={"code": code})),
        "metric": found,
        "score": score,
        "status": STATUS.get(score.status, STATUS["counted"]),
        "facts": _facts(found),
        "chance": chance_line(here, left) if left else None,
        "bars": _bars(here, code, units),
        "bars_title": f"Tỷ lệ theo đơn vị, {here.period.words}",
        "of_dossiers": code in queries.FACTS,
        "tabs": _tabs(here, code, side, score),
        "side_words": WORDS[side],
        "side": side,
        "lines": _lines(request, here, page),
        "first_url": _address(here, code, side) if after else "",
        "next_url": _address(here, code, side, page[-1].cursor) if more else "",
        "back_url": here.link("service_index:desk"),
    }
    return render(request, "service_index/metric.html", context, status=here.status)


def _known(here: Asked, code: str) -> Metric:
    try:
        found = here.scale.metric(code)
    except KeyError:
        raise Http404("Không có chỉ số này.") from None
    if not found.scored:
        raise Http404("Chỉ số này chỉ để xem, không chấm điểm.")
    return found


def _facts(metric: Metric) -> list[dict[str, str]]:
    if metric.points is None:
        points = "chưa đọc được"
    elif metric.threshold is None:
        points = f"{number(metric.points)} điểm, chia theo tỷ lệ"
    else:
        points = f"{number(metric.points)} điểm từ {percent(metric.threshold)}; dưới đó chia theo tỷ lệ"
    rows = [
        {"key": "Cách đếm", "value": metric.counts},
        {"key": "Điểm", "value": points},
        {
            "key": "Kiểm chứng",
            "value": "khớp số liệu đã công bố" if metric.verified else "chưa kiểm chứng được với số liệu công bố",
        },
        {"key": "Mã", "value": metric.code + (" (mã tự đặt, chưa thấy mã của Cổng)" if metric.code_is_ours else "")},
    ]
    return rows + ([{"key": "Ghi chú", "value": metric.note}] if metric.note else [])


def _bars(here: Asked, code: str, units: list[OwnScore]) -> list[dict[str, object]]:
    """The units beside each other, only where there are several."""
    found = []
    for unit in units:
        one = next(row for row in unit.score.metrics if row.metric.code == code)
        if one.ratio is not None:
            url = here.link("service_index:metric", code, donvi=unit.unit)
            found.append({"label": here.unit_name(unit.unit), "value": float(one.ratio), "href": url})
    return found if len(found) > 1 else []


def _tabs(here: Asked, code: str, chosen: str, score: MetricScore) -> list[dict[str, object]]:
    top, whole = score.given.numerator, score.given.denominator
    counts: dict[str, object] = {"": "", "tinh": "", "ca": ""}
    if top is not None and whole is not None:
        counts = {"": int(whole - top), "tinh": int(top), "ca": int(whole)}
    return [
        {"label": words, "url": _address(here, code, key), "count": counts[key], "current": key == chosen}
        for key, words in WORDS.items()
    ]


def _address(here: Asked, code: str, side: str, after: str = "") -> str:
    return here.link("service_index:metric", code, ben=side, sau=after)


def _lines(request: HttpRequest, here: Asked, page: list[IndexMember]) -> list[Line]:
    """Dossiers open only to those whose roles cover them; procedures are public."""
    scope = people.scope(request.user)
    ids = {unit.key: unit.pk for unit in people.units()} if scope.unit_ids else {}
    lines = []
    for one in page:
        units = [ids[key] for key in (one.unit, one.receipt_unit) if key in ids]
        url = ""
        if one.dossier_id is None:
            url = reverse("catalogue:procedure", kwargs={"code": one.key}) if one.title else ""
        elif visible(scope, unit_ids=units, account_ids=(), viewer=None):
            url = reverse("journeys:work", kwargs={"dossier_id": one.dossier_id})
        lines.append(Line(one, url, here.unit_name(one.unit)))
    return lines
