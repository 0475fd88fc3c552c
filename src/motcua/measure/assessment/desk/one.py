"""The result of one official or unit with every dossier behind it: on the page, and as a workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from motcua.kernel.ui.formats import vi_datetime
from motcua.measure.assessment import queries
from motcua.measure.assessment.desk import sheets
from motcua.measure.assessment.desk.figures import lines, total_words
from motcua.measure.assessment.desk.seat import Asked, address, asked, seat, whose
from motcua.measure.assessment.queries import Result, Whose
from motcua.measure.assessment.rules import JUDGED, PER_DOSSIER, Point, Work, points
from motcua.people import queries as people
from motcua.people.rules import Role, visible
from motcua.people.services import not_allowed, official_required

PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One dossier with its points in the order of the columns; `url` when the person may open it."""

    work: Work
    points: tuple[Point, ...]
    url: str


@require_safe
@official_required(*JUDGED)
def mine(request: HttpRequest) -> HttpResponse:
    """«Kết quả của tôi»: the official's own figures, as his head sees them, and every dossier behind."""
    return _page(request, asked(request), Whose(officer=str(request.user.pk)), own=True)


@require_safe
@official_required()
def one(request: HttpRequest) -> HttpResponseBase:
    """The figures of one unit or official, for who may see them."""
    of = whose(request)
    if not (of.unit or of.officer) or not seat(request).may(of):
        return not_allowed(request, Role.UNIT_HEAD, Role.SIGNATORY, Role.CONTROL_OFFICER, Role.INSPECTOR)
    return _page(request, asked(request), of, own=False)


@require_safe
@official_required()
def one_file(request: HttpRequest) -> HttpResponseBase:
    """The same list as XLSX; without a unit or official it is the agency's."""
    of, here = whose(request), asked(request)
    if not seat(request).may(of):
        return not_allowed(request, Role.UNIT_HEAD, Role.SIGNATORY, Role.CONTROL_OFFICER, Role.INSPECTOR)
    works = queries.works(here.period.period, of)
    whole = of == Whose()
    result = (
        queries.agency_result(here.period, works, now=timezone.now())
        if whole
        else queries.result_of(here.period, of, works)
    )
    data = sheets.workbook(here.period, result, works, vi_datetime(timezone.now()))
    response = HttpResponse(data, content_type=sheets.MEDIA_TYPE)
    name = f"danh-gia-{here.key}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _page(request: HttpRequest, here: Asked, of: Whose, *, own: bool) -> HttpResponse:
    works = queries.works(here.period.period, of)
    result = queries.result_of(here.period, of, works)
    name = "assessment:mine" if own else "assessment:one"
    shown = Whose() if own else of
    chosen = _chosen(request, result)
    numbers = [chosen] if chosen else _numbers(result)
    listed = _listed(works, chosen)
    page = _page_number(request, len(listed))
    kept = {key: value for key, value in (("donvi", shown.unit), ("canbo", shown.officer)) if value}
    base = address(name, here.key, shown)
    context = {
        **here.context(reverse(name), kept),
        "own": own,
        "result": result,
        "lines": lines(here.period.scheme, result.figures, base),
        "total": total_words(result),
        "numbers": numbers,
        "chosen": chosen,
        "chosen_name": here.period.scheme.index(chosen).name if chosen else "",
        "all_url": base,
        "rows": _rows(request, listed[(page - 1) * PAGE : page * PAGE], numbers),
        "listed": len(listed),
        "file_url": address("assessment:file", here.key, of),
        "next_url": f"{base}{_with(chosen)}&trang={page + 1}" if page * PAGE < len(listed) else "",
        "before_url": f"{base}{_with(chosen)}&trang={page - 1}" if page > 1 else "",
        "back_url": "" if own else address("assessment:desk", here.key, Whose()),
        "readings": here.period.scheme.readings,
    }
    return render(request, "assessment/one.html", context, status=here.status)


def _with(chosen: int) -> str:
    return f"&chiso={chosen}" if chosen else ""


def _numbers(result: Result) -> list[int]:
    return [figure.number for figure in result.figures if figure.number in PER_DOSSIER]


def _chosen(request: HttpRequest, result: Result) -> int:
    """The index whose dossiers are shown worst first; 0 for all by code."""
    said = request.GET.get("chiso", "")
    return int(said) if said.isdecimal() and int(said) in _numbers(result) else 0


def _listed(works: Sequence[Work], chosen: int) -> list[Work]:
    if not chosen:
        return list(works)
    worth: Mapping[int | None, int] = {0: 0, 1: 1, None: 2, 2: 3}
    return sorted(works, key=lambda work: worth[points(work)[chosen].value])


def _page_number(request: HttpRequest, rows: int) -> int:
    said = request.GET.get("trang", "")
    last = max(1, -(-rows // PAGE))
    return min(max(int(said), 1), last) if said.isdecimal() and len(said) < 9 else 1


def _rows(request: HttpRequest, works: Sequence[Work], numbers: Sequence[int]) -> list[Row]:
    scope = people.scope(request.user)
    ids = {unit.key: unit.pk for unit in people.units()} if scope.unit_ids else {}
    found = []
    for work in works:
        units = [ids[key] for key in (work.unit, work.receipt_unit) if key in ids]
        may = visible(scope, unit_ids=units, account_ids=(), viewer=None)
        url = reverse("journeys:work", kwargs={"dossier_id": work.dossier_id}) if may else ""
        given = points(work)
        found.append(Row(work, tuple(given[number] for number in numbers), url))
    return found
