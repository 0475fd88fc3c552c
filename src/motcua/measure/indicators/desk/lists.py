"""The list behind a figure, page by page and as a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from motcua.kernel.ui.formats import vi_datetime
from motcua.measure.indicators import queries
from motcua.measure.indicators.desk import sheets
from motcua.measure.indicators.desk.asking import Asked, asked
from motcua.measure.indicators.desk.one import known
from motcua.measure.indicators.queries import Member, Side
from motcua.measure.registers import queries as registers
from motcua.operate.publications.rules import READERS
from motcua.people import queries as people
from motcua.people.rules import Role, Scope, visible
from motcua.people.services import official_required

PAGE: Final = 50
SIDES: Mapping[str, Side] = {"": "denominator", "tinh": "numerator", "khong": "rest"}
SIDE_WORDS: Mapping[str, str] = {"": "Tất cả (mẫu số)", "tinh": "Được tính (tử số)", "khong": "Không được tính"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the page; `url` leads to what stands behind it when the person may see that.

    `decisions`: the decisions that published a procedure, as (number, address).
    """

    member: Member
    url: str
    unit: str
    decisions: tuple[tuple[str, str], ...] = ()


@require_safe
@official_required()
def members(request: HttpRequest, code: str) -> HttpResponse:
    """One side of a figure, fifty at a time."""
    definition = known(code)
    here, side = asked(request), _side(request)
    figure = queries.compute(code, here.period, now=here.now, scope=here.scope)
    after = request.GET.get("sau", "")[:200]
    found = list(
        queries.members(
            code, here.period, now=here.now, scope=here.scope, after=after, limit=PAGE + 1, side=SIDES[side]
        )
    )
    page, more = found[:PAGE], len(found) > PAGE
    declared = registers.declared(code, *here.picked.days) if figure.source_kind == "declared" else None
    may_read = people.has_role(request.user, Role.CONTROL_OFFICER, Role.INSPECTOR, Role.AUDITOR)
    context = {
        **here.context(request, reverse("indicators:members", kwargs={"code": code})),
        "definition": definition,
        "figure": figure,
        "tabs": _tabs(here, code, side, figure.numerator or 0, figure.denominator or 0),
        "side": side,
        "side_words": SIDE_WORDS[side],
        "lines": _lines(request, here, page),
        "about": page[0].about if page else "",
        "back_url": here.link("indicators:detail", code),
        "file_url": f"{here.link('indicators:members-file', code)}{_with_side(side)}",
        "first_url": _address(here, code, side) if after else "",
        "next_url": _address(here, code, side, page[-1].cursor) if more else "",
        "declared": declared,
        "evidence_url": reverse("registers:evidence", kwargs={"pk": declared.pk}) if declared and may_read else "",
    }
    return render(request, "indicators/members.html", context, status=here.status)


@require_safe
@official_required()
def members_file(request: HttpRequest, code: str) -> HttpResponse:
    """The same list, whole, as a workbook."""
    definition = known(code)
    here, side = asked(request), _side(request)
    found = queries.members(code, here.period, now=here.now, scope=here.scope, side=SIDES[side])
    unit = f" Đơn vị: {here.unit_name(here.unit)}." if here.unit else ""
    formula = f"Công thức {definition.formula_id}, phiên bản {definition.formula_version}"
    head = [
        f"{definition.code}. {definition.name}",
        f"Kỳ: {here.period.words}. {SIDE_WORDS[side]}.{unit}",
        f"{formula}; số liệu đến {vi_datetime(here.now)}.",
    ]
    data = sheets.workbook(head, found, here.units)
    response = HttpResponse(data, content_type=sheets.MEDIA_TYPE)
    name = f"chi-tieu-{code}-{here.period.key.replace('..', '-den-')}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _side(request: HttpRequest) -> str:
    side = request.GET.get("ben", "")
    return side if side in SIDES else ""


def _with_side(side: str) -> str:
    return f"&ben={side}" if side else ""


def _address(here: Asked, code: str, side: str, after: str = "") -> str:
    behind = f"&{urlencode({'sau': after})}" if after else ""
    return f"{here.link('indicators:members', code)}{_with_side(side)}{behind}"


def _tabs(here: Asked, code: str, chosen: str, numerator: int, denominator: int) -> list[dict[str, object]]:
    counts = {"": denominator, "tinh": numerator, "khong": denominator - numerator}
    return [
        {"label": words, "url": _address(here, code, side), "count": counts[side], "current": side == chosen}
        for side, words in SIDE_WORDS.items()
    ]


def _lines(request: HttpRequest, here: Asked, page: list[Member]) -> list[Line]:
    scope = people.scope(request.user)
    ids = {unit.key: unit.pk for unit in people.units()} if scope.unit_ids else {}
    return [
        Line(member, _link(member, scope, ids), here.unit_name(member.unit), _decisions(request, member))
        for member in page
    ]


def _decisions(request: HttpRequest, member: Member) -> tuple[tuple[str, str], ...]:
    """Whoever follows publications is led to the chain, everybody else to the public page of a signed decision."""
    follows = people.has_role(request.user, *READERS)
    name = "decision" if follows else "public-one"
    return tuple(
        (number or "dự thảo", reverse(f"publications:{name}", kwargs={"pk": pk}))
        for pk, number in member.decisions
        if number or follows
    )


def _link(member: Member, scope: Scope, ids: Mapping[str, int]) -> str:
    """Dossiers open only to those whose roles cover them; procedures are public."""
    if member.about == "procedure" and member.title:
        return reverse("catalogue:procedure", kwargs={"code": member.key})
    units = [ids[key] for key in (member.unit, member.receipt_unit) if key in ids]
    if member.dossier_id and visible(scope, unit_ids=units, account_ids=(), viewer=None):
        return reverse("journeys:work", kwargs={"dossier_id": member.dossier_id})
    return ""
