"""Going on with a draft elsewhere: its code, on the screen and on paper; typing it; leaving a shared computer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from motcua.kernel.documents import services as documents
from motcua.kernel.documents.services import as_response
from motcua.operate.eforms import queries as eforms
from motcua.operate.eforms import rules as form_rules
from motcua.operate.eforms import services as drafts
from motcua.operate.eforms.queries import Draft
from motcua.operate.journeys.forms.steps import ResumeForm
from motcua.operate.journeys.portal import guards, visiting
from motcua.operate.journeys.portal.start import task_page
from motcua.operate.journeys.queries.draft import Filing
from motcua.operate.journeys.services import applying, brake
from motcua.people import queries as people
from motcua.people import services as people_services

WRONG_CODES = 20  # wrong codes an account may try in an hour; each has 43 random bits
WRONG_FROM_ADDRESS = 60  # a school or an office shares one network address


@guards.filing
@require_POST
def resume_code(request: HttpRequest, filing: Filing) -> HttpResponse:
    """A fresh code to go on elsewhere; it is shown this once, only its keyed hash is kept."""
    renewed = drafts.renew_resume_code(draft_id=filing.draft.pk, now=filing.now)
    if isinstance(renewed, form_rules.Refused):
        messages.warning(request, renewed.message)
        return redirect("journeys:draft", draft_id=filing.draft.pk)
    return task_page(request, filing, renewed.resume_code)


@guards.filing
@require_POST
def code_sheet(request: HttpRequest, filing: Filing) -> HttpResponse:
    """A sheet with the code to print or keep. The page that shows the code sends it along: it is kept nowhere."""
    code = request.POST.get("ma", "")[:40]
    found = eforms.by_resume_code(code, filing.now)
    if found is None or found.pk != filing.draft.pk:
        messages.warning(request, "Mã này không còn dùng được. Hãy lấy mã mới rồi in.")
        return redirect("journeys:draft", draft_id=filing.draft.pk)
    where = f"{guards.origin(request)}{reverse('journeys:resume')}"
    data = {
        "agency": people.agency().name,
        "procedure": filing.title,
        "code": code,
        "where": where,
        "qr": f"{where}?ma={code}",
        "kept_until": timezone.localdate(filing.draft.expires_at),
        "account": filing.draft.account_id is not None,
    }
    pdf = documents.render("journeys/resume_code", data, title="Mã tiếp tục bản khai", at=filing.now)
    return as_response(pdf, "ma-tiep-tuc.pdf")


@guards.filing
@require_POST
def leave(request: HttpRequest, filing: Filing) -> HttpResponse:
    """This browser forgets a draft without an account; its code still opens it."""
    visiting.forget(request, filing.draft.pk)
    messages.success(request, "Máy này không mở được bản khai nữa. Khi cần làm tiếp, hãy nhập mã tiếp tục.")
    return redirect("journeys:resume")


@guards.visitor
@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """Type or scan the code of a draft. A draft of an account opens only for that account: its code alone, seen over
    a shoulder, opens nothing. A draft without an account opens for whoever has the code."""
    now = timezone.now()
    typed = request.POST if request.method == "POST" else request.GET if request.GET.get("ma") else None
    form = ResumeForm(typed)
    status = 200
    if form.is_valid():
        if _braked(request):
            form.add_error("ma", "Đã nhập sai nhiều lần. Hãy thử lại sau một giờ.")
            status = 429
        else:
            found = eforms.by_resume_code(form.cleaned_data["ma"], now)
            opened = _opened(request, found) if found is not None else None
            if opened is not None:
                return opened
            _count_wrong(request)
            form.add_error("ma", _wrong(request))
    status = 422 if form.errors and status == 200 else status
    context = {"form": form, "drafts": visiting.drafts(request), "signed_in": request.user.is_authenticated}
    return render(request, "journeys/portal/resume.html", context, status=status)


def _opened(request: HttpRequest, draft: Draft) -> HttpResponse | None:
    """To the draft the code belongs to; to the sign-in page first when it is an account's; None: somebody else's."""
    if draft.account_id is None:
        if request.user.is_authenticated:
            applying.claim(draft_id=draft.pk, account=request.user, now=timezone.now())
        else:
            visiting.remember(request, draft)
        return redirect("journeys:draft", draft_id=draft.pk)
    if not request.user.is_authenticated:
        messages.info(request, "Bản khai này thuộc một tài khoản. Hãy đăng nhập tài khoản đó để làm tiếp.")
        return people_services.to_sign_in(request)
    return redirect("journeys:draft", draft_id=draft.pk) if draft.account_id == request.user.pk else None


def _braked(request: HttpRequest) -> bool:
    if brake.full("resume", visiting.address(request), WRONG_FROM_ADDRESS):
        return True
    return request.user.is_authenticated and brake.full("resume-account", str(request.user.pk), WRONG_CODES)


def _count_wrong(request: HttpRequest) -> None:
    brake.count("resume", visiting.address(request))
    if request.user.is_authenticated:
        brake.count("resume-account", str(request.user.pk))


def _wrong(request: HttpRequest) -> str:
    if not request.user.is_authenticated:
        return "Không có bản khai nào ứng với mã này. Mã có thể gõ sai, đã thay bằng mã mới, hoặc bản khai đã quá hạn."
    return (
        "Tài khoản đang đăng nhập không có bản khai nào ứng với mã này. Hãy xem lại mã, "
        "và đăng nhập đúng tài khoản đã bắt đầu bản khai."
    )
