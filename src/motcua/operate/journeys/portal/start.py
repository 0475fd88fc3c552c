"""The beginning of an application: what to expect, go on with a draft, the task list, going on elsewhere."""

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.kernel.documents.services import qr_svg
from motcua.kernel.time import local_date
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.eforms import queries as eforms
from motcua.operate.eforms import rules as form_rules
from motcua.operate.eforms import services as drafts
from motcua.operate.journeys.forms.steps import ResumeForm
from motcua.operate.journeys.portal import guards, routes
from motcua.operate.journeys.queries import draft as reading
from motcua.operate.journeys.queries.draft import PURPOSE, Filing, Task
from motcua.operate.journeys.services import applying

STATE_WORDS = {"done": ("done", "Đã xong"), "started": ("waiting", "Đang làm"), "to_do": ("neutral", "Chưa làm")}
WRONG_CODES = 20  # wrong resume codes an account may try in an hour; each has 43 random bits


@guards.applicant
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, code: str) -> HttpResponse:
    """Before you start: what is needed; go on with what was begun, or begin."""
    now = timezone.now()
    version = catalogue.version_in_force(code, local_date(now))
    if version is None or not reading.can_file(code, local_date(now)):
        context = {"code": code, "procedure": catalogue.procedure(code)}
        return render(request, "journeys/portal/cannot_apply.html", context, status=404)
    if request.method == "POST":
        started = applying.start(code=code, account=request.user, now=now)
        assert started is not None, "can_file was asked above"
        return redirect("journeys:draft", draft_id=started.draft.pk)
    open_drafts = list(eforms.drafts_of(request.user, now).filter(purpose=f"{PURPOSE}{code}")[:5])
    shown = {"procedure": version.procedure, "content": version.parsed, "drafts": open_drafts}
    return render(request, "journeys/portal/apply.html", shown)


@guards.filing
@require_GET
def tasks(request: HttpRequest, filing: Filing) -> HttpResponse:
    """The task list."""
    return _tasks(request, filing)


@guards.filing
@require_POST
def resume_code(request: HttpRequest, filing: Filing) -> HttpResponse:
    """A fresh code to go on elsewhere; it is shown this once, only its keyed hash is kept."""
    renewed = drafts.renew_resume_code(draft_id=filing.draft.pk, now=filing.now)
    if isinstance(renewed, form_rules.Refused):
        messages.warning(request, renewed.message)
        return redirect("journeys:draft", draft_id=filing.draft.pk)
    return _tasks(request, filing, renewed.resume_code)


def _tasks(request: HttpRequest, filing: Filing, code: str = "") -> HttpResponse:
    rows = reading.tasks(filing)
    shown = [_row(filing, task) for task in rows]
    ready = all(task.done for task in rows)
    check = reverse("journeys:check", kwargs={"draft_id": filing.draft.pk})
    shown.append({
        "label": "Kiểm tra và nộp",
        "url": check if ready else "",
        "hint": "" if ready else "Mở được khi các mục trên đã xong",
        "kind": "running" if ready else "neutral",
        "status": "Sẵn sàng" if ready else "Chưa thể làm",
    })  # fmt: skip
    todo = next((task for task in rows if not task.done), None)
    address = f"{guards.origin(request)}{reverse('journeys:resume')}?ma={code}"
    context = {
        "filing": filing,
        "tasks": shown,
        "done": sum(task.done for task in rows),
        "total": len(rows) + 1,
        "next_url": routes.task_url(filing.draft.pk, todo) if todo else check,
        "begun": any(task.state != "to_do" for task in rows[:-2]),
        "ready": ready,
        "code": code,
        "qr": qr_svg(address) if code else "",
    }
    return render(request, "journeys/portal/tasks.html", context)


def _row(filing: Filing, task: Task) -> dict[str, str]:
    kind, words = STATE_WORDS[task.state]
    url = routes.task_url(filing.draft.pk, task)
    return {"label": task.label, "url": url, "hint": task.hint, "kind": kind, "status": words}


@guards.applicant
@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """Type or scan the code of a draft. It opens only a draft of the account that is signed in: the code alone, seen
    over a shoulder, opens nothing."""
    now = timezone.now()
    typed = request.POST if request.method == "POST" else request.GET if request.GET.get("ma") else None
    form = ResumeForm(typed)
    counter = f"journeys:resume:{request.user.pk}"
    if form.is_valid():
        tries = int(cache.get(counter, 0))
        found = eforms.by_resume_code(form.cleaned_data["ma"], now) if tries < WRONG_CODES else None
        if found is not None and found.account_id == request.user.pk:
            return redirect("journeys:draft", draft_id=found.pk)
        cache.set(counter, tries + 1, 60 * 60)
        form.add_error("ma", _wrong(tries))
    return render(request, "journeys/portal/resume.html", {"form": form}, status=422 if form.errors else 200)


def _wrong(tries: int) -> str:
    if tries >= WRONG_CODES:
        return "Bạn đã nhập sai nhiều lần. Hãy thử lại sau một giờ, hoặc mở bản khai từ Hồ sơ của tôi."
    return (
        "Tài khoản đang đăng nhập không có bản khai nào ứng với mã này. Hãy xem lại mã, "
        "và đăng nhập đúng tài khoản đã bắt đầu bản khai."
    )


@guards.filing
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, filing: Filing) -> HttpResponse:
    """Throw a draft away, after saying what is lost."""
    if request.method == "POST":
        applying.discard(draft=filing.draft)
        messages.success(request, f"Đã xoá bản khai “{filing.title}”.")
        return redirect("journeys:mine")
    return render(request, "journeys/portal/discard.html", {"filing": filing})
