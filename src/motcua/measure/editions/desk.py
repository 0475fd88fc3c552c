"""Closed periods at the desk: the list, one edition beside the one before it, closing and stating again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from motcua.kernel.files.services import open_response
from motcua.measure.editions import queries, services
from motcua.measure.editions.forms import CloseForm, RestateForm
from motcua.measure.editions.models import Edition
from motcua.measure.editions.queries.showing import figure_rows, head_rows, named
from motcua.measure.editions.services import Refusal
from motcua.measure.indicators.rules import BadPeriod, Period, parse_period, trailing_months
from motcua.people import queries as people
from motcua.people.rules import Role
from motcua.people.services import official_required

COLUMNS = [
    {"label": "Chỉ tiêu"},
    {"label": "Kết quả", "kind": "num"},
    {"label": "Số đếm", "kind": "num"},
    {"label": ""},
]


@require_safe
@official_required()
def listed(request: HttpRequest) -> HttpResponse:
    """Every closed period; the control officer closes the next one here."""
    return _list(request)


@require_POST
@official_required(Role.CONTROL_OFFICER)
def close(request: HttpRequest) -> HttpResponse:
    """Close a period."""
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _list(request, form)
    by = people.actor_of(request, Role.CONTROL_OFFICER)
    made = services.close(period=form.cleaned_data["period"], by=by, now=timezone.now())
    if isinstance(made, Refusal):
        form.add_error("period", made.message)
        return _list(request, form)
    messages.success(request, f"Đã chốt {named(made.key)}.")
    return redirect("editions:one", key=made.key, number=made.number)


@require_safe
@official_required()
def one(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One edition: its figures beside those of the edition before it, and whether it still holds."""
    return _one(request, _found(key, number))


@require_POST
@official_required(Role.CONTROL_OFFICER)
def restate(request: HttpRequest, key: str) -> HttpResponse:
    """State a closed period again."""
    newest = queries.latest(key)
    if newest is None:
        raise Http404("Kỳ này chưa chốt.")
    form = RestateForm(request.POST)
    if not form.is_valid():
        return _one(request, newest, form)
    by = people.actor_of(request, Role.CONTROL_OFFICER)
    made = services.restate(period=_period(key), by=by, now=timezone.now(), reason=form.cleaned_data["reason"])
    if isinstance(made, Refusal):
        form.add_error("reason", made.message)
        return _one(request, newest, form)
    messages.success(request, f"Đã chốt lại {named(key)}: lần {made.number}.")
    return redirect("editions:one", key=key, number=made.number)


@require_safe
@official_required()
def file(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The edition itself, byte for byte, with the ids behind each figure."""
    found = _found(key, number)
    return open_response(found.content, f"ky-{found.key}-lan-{found.number}.json", inline=False)


def _found(key: str, number: int) -> Edition:
    found = queries.edition(key, number)
    if found is None:
        raise Http404("Không có lần chốt này.")
    return found


def _period(key: str) -> Period:
    try:
        return parse_period(key)
    except BadPeriod as error:
        raise Http404(str(error)) from error


def _may_close(request: HttpRequest) -> bool:
    return people.has_role(request.user, Role.CONTROL_OFFICER)


def _list(request: HttpRequest, form: CloseForm | None = None) -> HttpResponse:
    closed = queries.periods()
    keys = {editions[0].key for editions in closed}
    months = trailing_months(timezone.localdate(), 13)[:-1]
    open_months = [month for month in reversed(months) if month.key not in keys]
    context: dict[str, Any] = {
        "closed": [
            {"name": named(editions[0].key), "newest": editions[0], "editions": list(reversed(editions))}
            for editions in closed
        ],
        "open_months": open_months[:6],
        "form": (form or CloseForm()) if _may_close(request) else None,
        "problems": _problems(form),
    }
    return render(request, "editions/list.html", context, status=422 if form else 200)


def _one(request: HttpRequest, found: Edition, form: RestateForm | None = None) -> HttpResponse:
    before = queries.edition(found.key, found.number - 1) if found.number > 1 else None
    newest = queries.latest(found.key)
    context: dict[str, Any] = {
        "edition": found,
        "name": named(found.key),
        "newest": newest if newest and newest.pk != found.pk else None,
        "head": head_rows(found),
        "columns": [*COLUMNS[:3], {"label": f"Lần {before.number}", "kind": "num"}] if before else COLUMNS[:3],
        "rows": figure_rows(found, before),
        "before": before,
        "faults": list(queries.faults(found)),
        "form": (form or RestateForm()) if newest == found and _may_close(request) else None,
        "problems": _problems(form),
    }
    return render(request, "editions/one.html", context, status=422 if form else 200)


def _problems(form: forms.Form | None) -> list[tuple[str, str]]:
    """What was wrong with what was sent, as the summary of errors shows it."""
    rows = form.errors.items() if form else ()
    return [(f"id_{name}", str(error)) for name, errors in rows for error in errors]
