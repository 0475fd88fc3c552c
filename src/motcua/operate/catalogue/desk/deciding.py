"""Sending, approving, giving back, dropping and repealing: each by its own button or page, with its consequence."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from motcua.kernel.time import local_date
from motcua.operate.catalogue import queries, rules, services
from motcua.operate.catalogue.desk.seat import acting, draft_or_404, procedure_or_404, tell
from motcua.operate.catalogue.forms import ApproveForm, ReasonForm, RepealForm
from motcua.operate.catalogue.rules import DECIDED_BY, DRAFTS_MADE_BY
from motcua.people.rules import Refusal
from motcua.people.services import official_required


@require_POST
@official_required(*DRAFTS_MADE_BY)
def send(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Send to review."""
    draft = draft_or_404(draft_id)
    outcome = services.send(draft_id=draft.pk, by=acting(request, "send"), now=timezone.now())
    tell(request, outcome, "Đã gửi duyệt. Bản này không sửa được nữa, trừ khi người duyệt trả lại.")
    return redirect("catalogue:draft", draft_id=draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*DECIDED_BY)
def decide(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What changes, what to look at, and the decision by which the text is approved."""
    draft = draft_or_404(draft_id)
    in_use = queries.dropped_in_use(draft.code, draft.parsed)
    form = ApproveForm(request.POST or None, in_use=in_use)
    if request.method == "POST" and form.is_valid():
        outcome = services.approve(
            draft_id=draft.pk,
            effect=form.effect(),
            dropped_by_law=form.dropped_by_law(),
            by=acting(request, "approve"),
            now=timezone.now(),
        )
        if not isinstance(outcome, Refusal):
            messages.success(request, _approved(outcome.life))
            return redirect("catalogue:draft", draft_id=draft.pk)
        _add(form, outcome)
    base = queries.live_version(draft.code)
    context = {
        "draft": draft,
        "form": form,
        "reason_form": ReasonForm(),
        "changes": rules.compare(base.parsed, draft.parsed) if base else None,
        "base": base,
        "findings": rules.review(draft.parsed),
    }
    return render(request, "catalogue/desk/decide.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*DECIDED_BY)
def send_back(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Give the text back to its authors with a reason."""
    draft = draft_or_404(draft_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = services.send_back(
            draft_id=draft.pk,
            reason=form.cleaned_data["reason"],
            by=acting(request, "send_back"),
            now=timezone.now(),
        )
        if tell(request, outcome, "Đã trả lại cho người soạn."):
            return redirect("catalogue:drafts")
    words = ("Trả lại bản nháp", "Người soạn nhận lý do và sửa tiếp; bản đang áp dụng không đổi.", "Trả lại")
    return _reason(request, draft, form, words)


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*DRAFTS_MADE_BY)
def drop(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Give a draft up with a reason."""
    draft = draft_or_404(draft_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        outcome = services.drop(draft_id=draft.pk, reason=reason, by=acting(request, "drop"), now=timezone.now())
        if tell(request, outcome, "Đã bỏ bản nháp."):
            return redirect("catalogue:drafts")
    words = ("Bỏ bản nháp", "Bản nháp không sửa tiếp được nữa; bản đang áp dụng không đổi.", "Bỏ bản nháp")
    return _reason(request, draft, form, words)


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*DECIDED_BY)
def repeal(request: HttpRequest, code: str) -> HttpResponse:
    """Repeal a procedure by a decision, from a day on."""
    procedure = procedure_or_404(code)
    form = RepealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = services.decide_repeal(
            code=code,
            effect=form.effect(),
            successor=form.cleaned_data["successor"],
            reason=form.cleaned_data["reason"],
            by=acting(request, "repeal"),
            now=timezone.now(),
        )
        if not isinstance(outcome, Refusal):
            day = form.cleaned_data["effective_from"]
            now = "đã bãi bỏ" if day <= local_date(timezone.now()) else f"sẽ bãi bỏ từ {day:%d/%m/%Y}"
            messages.success(request, f"Thủ tục {code} {now}.")
            return redirect("catalogue:texts", code=code)
        _add(form, outcome)
    context = {"procedure": procedure, "form": form}
    return render(request, "catalogue/desk/repeal.html", context, status=422 if form.errors else 200)


def _reason(request: HttpRequest, draft: object, form: ReasonForm, words: tuple[str, str, str]) -> HttpResponse:
    title, consequence, button = words
    context = {"draft": draft, "form": form, "title": title, "consequence": consequence, "button": button}
    return render(request, "catalogue/desk/reason.html", context, status=422 if request.method == "POST" else 200)


def _add(form: ApproveForm | RepealForm, refusal: Refusal) -> None:
    """The refusal at the question it is about: its message begins with the place."""
    place, _, words = refusal.message.partition(": ")
    if place in form.fields:
        form.add_error(place, words[:1].upper() + words[1:])
    else:
        form.add_error(None, refusal.message)


def _approved(state: rules.State) -> str:
    if state is rules.State.IN_FORCE:
        return "Đã duyệt. Bản mới đang áp dụng từ bây giờ."
    return "Đã duyệt. Bản mới tự có hiệu lực vào ngày đã ghi; từ nay đến đó bản cũ vẫn áp dụng."
