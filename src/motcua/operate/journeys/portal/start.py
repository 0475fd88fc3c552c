"""The beginning of an application: what to expect, go on with a draft, the task list, going on elsewhere."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from motcua.kernel.documents.services import qr_svg
from motcua.kernel.time import local_date
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.eforms import queries as eforms
from motcua.operate.eforms import services as drafts
from motcua.operate.eforms.queries import Draft
from motcua.operate.journeys.portal import guards, routes, visiting
from motcua.operate.journeys.queries import draft as reading
from motcua.operate.journeys.queries.draft import PURPOSE, Filing, Task
from motcua.operate.journeys.services import applying, brake
from motcua.operate.linking import queries as linking

STATE_WORDS = {"done": ("done", "Đã xong"), "started": ("waiting", "Đang làm"), "to_do": ("neutral", "Chưa làm")}
STARTS = 30  # drafts that may be begun without an account from one network address in an hour


@guards.visitor
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, code: str) -> HttpResponse:
    """Before you start: what is needed; go on with what was begun, or begin."""
    now = timezone.now()
    version = catalogue.version_in_force(code, local_date(now))
    if version is None or not reading.can_file(code, local_date(now)):
        none = {"code": code, "procedure": catalogue.procedure(code)}
        return render(request, "journeys/portal/cannot_apply.html", none, status=404)
    busy = False
    if request.method == "POST":
        started = _begin(request, code, now)
        if started is not None:
            return redirect("journeys:draft", draft_id=started.draft.pk)
        busy = True
    context: dict[str, Any] = {
        "procedure": version.procedure,
        "content": version.parsed,
        "drafts": _begun(request, f"{PURPOSE}{code}", now),
        "groups": [one for one in linking.groups(local_date(now)) if code in one.procedures],
        "busy": busy,
    }
    return render(request, "journeys/portal/apply.html", context, status=429 if busy else 200)


def _begin(request: HttpRequest, code: str, now: datetime) -> drafts.Started | None:
    """A fresh draft; without an account it is this browser's, with a code. None: too many from one address."""
    if request.user.is_authenticated:
        return applying.start(code=code, account=request.user, now=now)
    where = visiting.address(request)
    if brake.full("start", where, STARTS):
        return None
    brake.count("start", where)
    started = applying.start(code=code, account=None, now=now)
    if started is not None:
        visiting.remember(request, started.draft)
        visiting.show_code(request, started.draft, started.resume_code)
    return started


def _begun(request: HttpRequest, purpose: str, now: datetime) -> list[Draft]:
    """What was begun before for the same purpose, to go on with."""
    if request.user.is_authenticated:
        return list(eforms.drafts_of(request.user, now).filter(purpose=purpose)[:5])
    return [draft for draft in visiting.drafts(request) if draft.purpose == purpose and draft.expires_at > now]


@guards.filing
@require_GET
def tasks(request: HttpRequest, filing: Filing) -> HttpResponse:
    """The task list; for a draft just begun without an account, with its code."""
    return task_page(request, filing, visiting.code_to_show(request, filing.draft))


def task_page(request: HttpRequest, filing: Filing, code: str = "") -> HttpResponse:
    """The task list, with a fresh resume code when there is one to show."""
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
        "signed_in": request.user.is_authenticated,
        "code": code,
        "qr": qr_svg(address) if code else "",
    }
    return render(request, "journeys/portal/tasks.html", context)


def _row(filing: Filing, task: Task) -> dict[str, str]:
    kind, words = STATE_WORDS[task.state]
    url = routes.task_url(filing.draft.pk, task)
    return {"label": task.label, "url": url, "hint": task.hint, "kind": kind, "status": words}


@guards.filing
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, filing: Filing) -> HttpResponse:
    """Throw a draft away, after saying what is lost."""
    if request.method == "POST":
        applying.discard(draft=filing.draft)
        messages.success(request, f"Đã xoá bản khai “{filing.title}”.")
        visiting.forget(request, filing.draft.pk)
        return redirect("journeys:mine" if request.user.is_authenticated else "journeys:resume")
    return render(request, "journeys/portal/discard.html", {"filing": filing})
