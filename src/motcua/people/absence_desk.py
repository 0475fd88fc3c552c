"""«Vắng mặt và uỷ quyền»: who is away and who stands in; asking, deciding, coming back early."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from motcua.people import queries, services
from motcua.people.absence_forms import AbsenceForm
from motcua.people.models import Absence, Account
from motcua.people.rules import Refusal, Role
from motcua.people.rules.delegating import may_decide

STANDING_KINDS = {"asked": "waiting", "granted": "running", "refused": "late", "ended": "neutral"}
ONE_DAY = timedelta(days=1)


@services.official_required()
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Absences that concern me, and the form for one of mine or, for a head, of somebody of the unit."""
    account, now = _account(request), timezone.now()
    held = queries.grants(account, now)
    staff = queries.staff_of(held, now)
    asked = request.GET.get("nguoi", "")
    absent = next((one for one in staff if str(one.pk) == asked), account)
    form = AbsenceForm(request.POST or None, account=absent, now=now)
    if request.method == "POST" and form.is_valid():
        done = _ask(form, absent, account)
        if not isinstance(done, Refusal):
            messages.success(request, "Đã ghi. Việc vắng mặt có hiệu lực khi được duyệt.")
            return redirect("people:absences")
        form.add_error(None, done.message)
    rows = [_row(one, account, held, now) for one in queries.absences(account, held, now=now)]
    context = {
        "form": form,
        "rows": rows,
        "staff": [one for one in staff if one.pk != account.pk],
        "absent": absent,
        "own": absent.pk == account.pk,
    }
    return render(request, "people/absences.html", context, status=422 if form.is_bound else 200)


def _ask(form: AbsenceForm, absent: Account, account: Account) -> Absence | Refusal:
    data, (starts, ends) = form.cleaned_data, form.period()
    return services.ask_absence(
        account=absent, kind=data["kind"], starts=starts, ends=ends, wishes=form.wishes(), reason=data["reason"],
        decision_number=data["decision_number"], decision_on=data["decision_on"],
        by=queries.actor_of(account), now=timezone.now(),
    )  # fmt: skip


@services.official_required()
@require_POST
def decide(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """Grant or refuse an absence."""
    granted = request.POST.get("quyet-dinh") == "duyet"
    done = services.decide_absence(
        absence_id=absence_id, granted=granted, note=request.POST.get("ghi-chu", ""),
        by=queries.actor_of(_account(request)), now=timezone.now(),
    )  # fmt: skip
    return _told(
        request,
        done,
        "Đã duyệt. Người được uỷ quyền làm thay trong thời gian đó." if granted else "Đã ghi: không duyệt.",
    )


@services.official_required()
@require_POST
def end(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """Back early, or not going: delegations end now."""
    by = queries.actor_of(_account(request))
    done = services.end_absence(absence_id=absence_id, by=by, now=timezone.now())
    return _told(request, done, "Đã kết thúc việc vắng mặt; uỷ quyền hết hiệu lực từ lúc này.")


def _told(request: HttpRequest, done: Absence | Refusal, words: str) -> HttpResponse:
    if isinstance(done, Refusal):
        if done.code in {"not_yours", "no_such_absence"}:
            raise PermissionDenied(done.message)
        messages.error(request, done.message)
    else:
        messages.success(request, words)
    return redirect("people:absences")


def _row(row: Absence, account: Account, held: list[Any], now: Any) -> dict[str, Any]:
    delegations = list(row.delegations.all())
    units = {grant.unit_key for grant in queries.own_grants(row.account, now)}
    open_now = row.standing in {"asked", "granted"} and row.ends_at > now
    decides = may_decide(
        held,
        units,
        by=str(account.pk),
        absent=str(row.account_id),
        delegates={str(one.delegate_id) for one in delegations},
    )
    return {
        "absence": row,
        "kind": STANDING_KINDS[row.standing],
        "words": row.get_standing_display(),
        "why": row.get_kind_display(),
        "last": row.ends_at - ONE_DAY,
        "stand_ins": [(Role(one.role).label, one.unit.label, one.delegate.full_name) for one in delegations],
        "decide": decides and row.standing == "asked" and open_now,
        "end": open_now and (decides or row.account_id == account.pk),
    }


def _account(request: HttpRequest) -> Account:
    if not isinstance(request.user, Account):
        raise PermissionDenied
    return request.user
