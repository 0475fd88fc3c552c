"""Our figures beside those the portal published, and why they differ."""

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.kernel.ui.formats import number, percent
from motcua.measure.service_index import queries
from motcua.measure.service_index.queries import PublishedUnit, SideBySide
from motcua.measure.service_index.rules import VIEWERS, Chance, Compared, Given, cents, chances, ratio_of
from motcua.people.services import official_required


@dataclass(frozen=True, slots=True)
class Line:
    """One metric on both sides, as it is shown."""

    compared: Compared
    url: str
    ours: str
    theirs: str
    our_counts: str
    their_counts: str
    our_ratio: str
    their_ratio: str
    difference: str
    kind: str
    earlier: str


@require_safe
@official_required(*VIEWERS)
def side_by_side(request: HttpRequest) -> HttpResponse:
    """The published unit of the address, else the newest one."""
    units = queries.published_units()
    asked = request.GET.get("cong-bo", "")
    unit = next((one for one in units if one.key == asked), units[0] if units else None)
    context: dict[str, object] = {
        "units": [(one.key, f"{one.name or one.code}, {one.period.words}") for one in units],
        "unit": unit,
        "here": reverse("service_index:compare"),
    }
    if unit is not None:
        scale = queries.scale_for(unit.period.last)
        found = queries.side_by_side(unit, now=timezone.now(), scale=scale)
        context |= {
            "found": found,
            "lines": [_line(one, found, unit) for one in found.metrics],
            "groups": _groups(found),
            "chances": [_words(one) for one in chances(found.published.score)],
            "total_gap": _gap(found.own.score.total, found.published.published_total),
        }
    return render(request, "service_index/compare.html", context)


def _line(one: Compared, found: SideBySide, unit: PublishedUnit) -> Line:
    gap = one.difference
    before = found.earlier.get(one.metric.code)
    return Line(
        compared=one,
        url=f"{reverse('service_index:metric', kwargs={'code': one.metric.code})}?ky={unit.period.key}",
        ours=number(one.ours.score) if one.ours.score is not None else "–",
        theirs=number(one.theirs.points) if one.theirs and one.theirs.points is not None else "–",
        our_counts=_counts(one.ours.given),
        their_counts=_counts(one.theirs),
        our_ratio=_ratio(one.ours.given),
        their_ratio=_ratio(one.theirs),
        difference="" if gap is None else f"{'+' if gap > 0 else ''}{number(gap)}",
        kind="neutral" if gap is None else "done" if abs(gap) <= Decimal("0.01") else "waiting",
        earlier="" if before is None or before.score is None else number(before.score),
    )


def _counts(given: Given | None) -> str:
    if given is None or given.numerator is None or given.denominator is None:
        return ""
    return f"{number(given.numerator)} / {number(given.denominator)}"


def _ratio(given: Given | None) -> str:
    ratio = ratio_of(given) if given is not None else None
    return percent(cents(ratio * 100)) if ratio is not None else ""


def _groups(found: SideBySide) -> list[dict[str, str]]:
    ours = {group.group.code: group for group in found.own.score.groups}
    return [
        {
            "name": group.group.name,
            "ours": number(ours[group.group.code].score) or "–",
            "ours_most": number(ours[group.group.code].most),
            "theirs": number(found.published.published_groups.get(group.group.code)) or "–",
            "computed": number(group.score) or "–",
            "given": "theo điểm đã công bố" if group.given else "tính lại từ số đếm",
            "most": number(group.group.points),
        }
        for group in found.published.score.groups
    ]


def _words(one: Chance) -> str:
    new = "" if one.mends else " mới"
    return (
        f"{one.metric.number} {one.metric.name}: {number(one.cases)} {one.metric.noun}{new} {one.metric.do} "
        f"thì thêm {number(one.points)} điểm"
    )


def _gap(ours: Decimal | None, theirs: Decimal | None) -> str:
    return "" if ours is None or theirs is None else number(ours - theirs)
