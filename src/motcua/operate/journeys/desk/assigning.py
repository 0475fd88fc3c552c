"""«Phân công theo quy tắc»: the rules of the units I head, and what each officer has in hand."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from motcua.operate.dossiers.queries import assigning as reading
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.rules.assigning import METHODS
from motcua.operate.dossiers.services import assigning
from motcua.operate.journeys.desk.seat import Seat, seat_of
from motcua.operate.journeys.forms.assigning import RuleForm
from motcua.people import queries as people
from motcua.people.rules import Grant, Role
from motcua.people.services import official_required


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(Role.UNIT_HEAD)
def page(request: HttpRequest) -> HttpResponse:
    """The rules of my unit in the order in which they are asked; the form adds one."""
    seat = seat_of(request)
    grant = _unit(seat, request)
    candidates = reading.candidates(grant.unit_key, seat.now)
    names = {one.id: one.name for one in candidates}
    form = RuleForm(request.POST or None, officers=list(names.items()))
    if form.is_valid():
        data = dict(form.cleaned_data)
        done = assigning.make_rule(
            unit=grant.unit_key,
            procedure_id=data.pop("procedure"),
            **data,
            by=grant.actor(seat.account_id),
            now=seat.now,
        )
        if not isinstance(done, Refusal):
            messages.success(request, "Đã ghi quy tắc. Quy tắc dùng cho hồ sơ đến phòng từ nay.")
            return redirect("journeys:assigning")
        form.add_error(None, done.message)
    context = {
        "form": form,
        "unit": people.unit(grant.unit_key),
        "rules": [_row(rule, names) for rule in reading.rules_of(grant.unit_key)],
        "officers": candidates,
    }
    return render(request, "journeys/desk/assigning.html", context, status=422 if form.is_bound else 200)


@require_POST
@official_required(Role.UNIT_HEAD)
def end(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """The rule holds no more."""
    seat = seat_of(request)
    heads = [grant for grant in seat.grants if grant.role == Role.UNIT_HEAD]
    outcomes = [assigning.end_rule(rule_id=rule_id, by=grant.actor(seat.account_id), now=seat.now) for grant in heads]
    if all(isinstance(outcome, Refusal) for outcome in outcomes):
        raise PermissionDenied("Quy tắc phân công của phòng do trưởng phòng đặt.")
    messages.success(request, "Đã bỏ quy tắc. Hồ sơ đã giao thì vẫn như cũ.")
    return redirect("journeys:assigning")


def _unit(seat: Seat, request: HttpRequest) -> Grant:
    """The unit asked for among those I head; the first when none is."""
    heads = [grant for grant in seat.grants if grant.role == Role.UNIT_HEAD]
    asked = request.GET.get("phong", "")
    return next((grant for grant in heads if grant.unit_key == asked), heads[0])


def _row(rule: reading.AssignmentRule, names: dict[str, str]) -> dict[str, Any]:
    scope = [rule.procedure.code if rule.procedure else "", rule.field, rule.place]
    return {
        "rule": rule,
        "method": METHODS[rule.method],
        "scope": ", ".join(part for part in scope if part) or "Mọi hồ sơ của phòng",
        "officers": ", ".join(names.get(one, "người đã rời phòng") for one in rule.officers) or "Cả phòng",
    }
