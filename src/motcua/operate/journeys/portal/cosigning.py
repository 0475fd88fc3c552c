"""The second person: asked by a code, reads the answers as they stand, agrees or declines; the first person follows."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from motcua.kernel.actors import Actor
from motcua.kernel.documents.services import qr_svg
from motcua.operate.eforms import queries as eforms
from motcua.operate.eforms import rules as form_rules
from motcua.operate.eforms import services as forms
from motcua.operate.eforms.rules.cosigning import BY_ACCOUNT, BY_CODE
from motcua.operate.journeys.forms.cosign import CodeForm, DecisionForm
from motcua.operate.journeys.portal import guards, visiting
from motcua.operate.journeys.queries.draft import Filing
from motcua.operate.journeys.services import brake
from motcua.people import queries as people

WRONG_FROM_ADDRESS = 60
UNKNOWN = Actor("applicant", "anonymous")


@guards.filing
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, filing: Filing) -> HttpResponse:
    """Ask the second person, and see what they answered. The code is shown this once."""
    form = filing.draft.form_version
    needed = form.parsed.cosign if form is not None else None
    if needed is None:
        return redirect("journeys:draft", draft_id=filing.draft.pk)
    code = ""
    if request.method == "POST":
        asked = forms.ask_cosigner(
            draft_id=filing.draft.pk, by=_actor(request), account=_account(request), now=filing.now
        )
        if isinstance(asked, form_rules.Refused):
            messages.warning(request, asked.message)
            return redirect("journeys:cosign-invite", draft_id=filing.draft.pk)
        code = asked.code
    last = eforms.cosignature_of(filing.draft)
    address = f"{guards.origin(request)}{reverse('journeys:cosign')}"
    context = {
        "filing": filing,
        "needed": needed,
        "standing": eforms.standing(filing.draft, filing.now),
        "last": last,
        "level": form_rules.IDENTITY_LEVELS.get(last.identity_level or 0) if last else "",
        "code": code,
        "address": address,
        "qr": qr_svg(f"{address}?ma={code}") if code else "",
    }
    return render(request, "journeys/portal/cosign_invite.html", context)


@guards.filing
@require_POST
def withdraw(request: HttpRequest, filing: Filing) -> HttpResponse:
    """Take an open invitation back; its code stops working."""
    done = forms.withdraw_cosigner(draft_id=filing.draft.pk, by=_actor(request), now=filing.now)
    messages.info(request, "Đã rút lời mời. Mã cũ không dùng được nữa." if done else "Không còn lời mời nào đang chờ.")
    return redirect("journeys:cosign-invite", draft_id=filing.draft.pk)


@guards.visitor
@require_http_methods(["GET", "POST"])
def cosign(request: HttpRequest) -> HttpResponse:
    """Type the code; read the answers; agree or decline. No account is needed; with one the signature weighs more."""
    now = timezone.now()
    code = str(request.POST.get("ma", "") or request.GET.get("ma", ""))[:40]
    where = visiting.address(request)
    if not code:
        return _code_page(request, CodeForm())
    if brake.full("cosign", where, WRONG_FROM_ADDRESS):
        return _code_page(request, CodeForm({"ma": code}), "Đã nhập sai nhiều lần. Hãy thử lại sau một giờ.", 429)
    row = eforms.cosignature_by_code(code, now)
    if row is None:
        brake.count("cosign", where)
        wrong = "Mã mời không đúng, đã dùng rồi, đã rút hoặc đã hết hạn. Hãy xem lại mã, hoặc xin người mời mã mới."
        return _code_page(request, CodeForm({"ma": code}), wrong, 422)
    account = _account(request)
    form = DecisionForm(request.POST if "decision" in request.POST else None, initial=_known(account))
    if form.is_valid():
        told = form.cleaned_data
        outcome = forms.cosign(
            code=code,
            agrees=told["decision"] == "agree",
            name=account.full_name if account is not None else told["full_name"],
            identity_level=BY_ACCOUNT if account is not None else BY_CODE,
            reason=told["reason"],
            by=_actor(request),
            account=account,
            now=now,
        )
        if not isinstance(outcome, form_rules.Refused):
            return render(request, "journeys/portal/cosign_done.html", {"row": outcome})
        form.add_error(None, outcome.message)
    return _decision_page(request, row, form, code)


def _code_page(request: HttpRequest, form: CodeForm, wrong: str = "", status: int = 200) -> HttpResponse:
    if wrong:
        form.is_valid()
        form.add_error("ma", wrong)
    return render(request, "journeys/portal/cosign_code.html", {"form": form}, status=status)


def _decision_page(request: HttpRequest, row: Any, form: DecisionForm, code: str) -> HttpResponse:
    now = timezone.now()
    draft = row.draft
    context = {
        "row": row,
        "form": form,
        "code": code,
        "form_title": draft.form_version.title,
        "first": (draft.extra.get("filer") or {}).get("full_name", ""),
        "sections": eforms.to_cosign(row, now),
        "reason": draft.form_version.parsed.cosign.reason,
        "signed_in": request.user.is_authenticated,
        "here": f"{reverse('journeys:cosign')}?ma={code}",
    }
    return render(request, "journeys/portal/cosign.html", context, status=422 if form.is_bound else 200)


def _known(account: Any) -> dict[str, str]:
    return {"full_name": account.full_name} if account is not None else {}


def _account(request: HttpRequest) -> Any | None:
    return request.user if request.user.is_authenticated else None


def _actor(request: HttpRequest) -> Actor:
    """Who acts; somebody without an account is known by their code alone."""
    return people.actor_of(request) if request.user.is_authenticated else UNKNOWN
