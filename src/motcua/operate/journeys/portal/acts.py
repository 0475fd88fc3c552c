"""What a person does with a dossier after sending it: hand in what was asked, withdraw, rate."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from motcua.kernel.ids import new_id
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.eforms import queries as eforms
from motcua.operate.eforms import services as drafts
from motcua.operate.journeys.forms.after import RateForm, SupplementForm, WithdrawForm
from motcua.operate.journeys.portal import guards
from motcua.operate.journeys.queries import portal as viewing
from motcua.operate.journeys.services import supplementing
from motcua.operate.journeys.services.attaching import attach_all
from motcua.people import queries as people


@guards.own_dossier
@require_http_methods(["GET", "POST"])
def supplement(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Files and words for what was asked. Good files stay here until everything is handed in."""
    asked = viewing.open_request(dossier)
    if asked is None:
        messages.info(request, "Hồ sơ này hiện không cần bổ sung gì.")
        return redirect("journeys:dossier", dossier_id=dossier.pk)
    now = timezone.now()
    items = supplementing.items_of(asked, {row.component_code: row.name for row, _ in viewing.papers(dossier)})
    draft = supplementing.find_draft(request=asked, account=request.user, now=now)
    if draft is None and request.method == "POST":
        draft = supplementing.open_draft(
            request=asked, procedure_code=dossier.procedure.code, account=request.user, now=now
        )
    form = SupplementForm(
        request.POST or None,
        request.FILES or None,
        items=items,
        initial={"answer": draft.extra.get("answer", "") if draft else ""},
    )
    if draft is not None and request.method == "POST":
        done = _supplemented(request, dossier, draft, items, form)
        if done is not None:
            return done
    kept: dict[str, list[Any]] = {}
    for file in eforms.files_of(draft) if draft is not None else ():
        kept.setdefault(file.component_code, []).append(file)
    context = {
        "dossier": dossier,
        "asked": asked,
        "rows": [(form[item.field], kept.get(supplementing.slot(item), [])) for item in items],
        "form": form,
        "limit_mb": settings.MOTCUA_UPLOAD_MB,
        "accepted": dossier.accepted_at is not None,
        "command": request.POST.get("command_id") or new_id(),
    }
    return render(request, "journeys/portal/supplement.html", context, status=422 if form.errors else 200)


def _supplemented(
    request: HttpRequest, dossier: Dossier, draft: Any, items: list[supplementing.Asked], form: SupplementForm
) -> HttpResponse | None:
    """Keep what was sent; hand in when that was the button. None: show the page again."""
    now = timezone.now()
    action, _, target = request.POST.get("_action", "send").partition("-")
    form.is_valid()
    answer = form.cleaned_data.get("answer", "")
    drafts.save_draft(draft_id=draft.pk, extra={"answer": request.POST.get("answer", "")[:3000]}, now=now)
    kept = 0
    for item in items:
        outcome = attach_all(draft_id=draft.pk, code=supplementing.slot(item), sent=form.sent(item.field), now=now)
        kept += outcome.kept
        for message in outcome.problems:
            form.add_error(item.field, message)
    if action == "remove":
        drafts.detach(draft_id=draft.pk, file_id=int(target) if target.isdecimal() else 0, now=now)
    if form.errors:
        return None
    if action in {"remove", "upload"}:
        messages.success(request, "Đã bỏ tệp." if action == "remove" else f"Đã lưu {kept} tệp.")
        return redirect("journeys:supplement", dossier_id=dossier.pk)
    outcome_or_refusal = supplementing.hand_in(
        dossier_id=dossier.pk,
        draft=draft,
        items=items,
        answer=answer,
        by=people.actor_of(request),
        now=now,
        command_id=_command(request),
    )
    if isinstance(outcome_or_refusal, Refusal):
        form.add_error(None, outcome_or_refusal.message)
        return None
    messages.success(request, "Đã nộp bổ sung. Cán bộ sẽ xem và tiếp tục giải quyết hồ sơ.")
    return redirect("journeys:dossier", dossier_id=dossier.pk)


@guards.own_dossier
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Take the dossier back, after saying what that means."""
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        outcome = supplementing.withdraw(
            dossier_id=dossier.pk,
            reason=form.cleaned_data["reason"],
            by=people.actor_of(request),
            now=timezone.now(),
            command_id=_command(request),
        )
        return _answered(request, dossier, outcome, "Bạn đã rút hồ sơ.")
    if "withdraw" not in dossiers.verbs_for(dossier, people.actor_of(request)):
        messages.info(request, "Hồ sơ này không rút được nữa.")
        return redirect("journeys:dossier", dossier_id=dossier.pk)
    context = {"dossier": dossier, "form": form, "command": request.POST.get("command_id") or new_id()}
    return render(request, "journeys/portal/withdraw.html", context, status=422 if form.is_bound else 200)


@guards.own_dossier
@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """One rating for one dossier."""
    form = RateForm(request.POST or None)
    if form.is_valid():
        outcome = supplementing.rate(
            dossier_id=dossier.pk,
            score=form.cleaned_data["score"],
            comment=form.cleaned_data["comment"],
            by=people.actor_of(request),
            now=timezone.now(),
            command_id=_command(request),
        )
        return _answered(request, dossier, outcome, "Cảm ơn bạn đã đánh giá.")
    if "rate" not in dossiers.verbs_for(dossier, people.actor_of(request)):
        words = "Bạn đã đánh giá hồ sơ này." if dossier.rating else "Bạn đánh giá được sau khi nhận kết quả."
        messages.info(request, words)
        return redirect("journeys:dossier", dossier_id=dossier.pk)
    context = {"dossier": dossier, "form": form, "command": request.POST.get("command_id") or new_id()}
    return render(request, "journeys/portal/rate.html", context, status=422 if form.is_bound else 200)


def _answered(request: HttpRequest, dossier: Dossier, outcome: Any, thanks: str) -> HttpResponse:
    if isinstance(outcome, Refusal):
        messages.warning(request, outcome.message)
    else:
        messages.success(request, thanks)
    return redirect("journeys:dossier", dossier_id=dossier.pk)


def _command(request: HttpRequest) -> str:
    """The command id of the page, so that a double click is one command; bound to who sends it."""
    return f"{request.user.pk}:{request.POST.get('command_id', '')[:60] or new_id()}"
