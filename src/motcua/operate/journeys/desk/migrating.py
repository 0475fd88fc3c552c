"""Moving the running dossiers of a process to its newest version: who can and who cannot, doing it, taking it back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.services import migrating
from motcua.operate.processes import queries as processes
from motcua.operate.processes.services import EDITORS
from motcua.people.queries import actor_of, has_role
from motcua.people.services import official_required

COLUMNS = [{"label": "Hồ sơ"}, {"label": "Phiên bản", "kind": "num"}, {"label": "Chuyển được không"}]


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*EDITORS)
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The plan for every running dossier; sent with `viec`, it is carried out or a batch is undone."""
    versions = processes.versions(key)
    if not versions:
        raise Http404("Không có quy trình này.")
    newest, now = versions[0], timezone.now()
    if request.method == "POST":
        return _do(request, key, newest.number)
    report = migrating.plan(key=key, number=newest.number, now=now)
    if isinstance(report, Refusal):
        raise Http404(report.message)
    rows = [[_link(line), line.from_number, line.reason or "Được"] for line in report.lines]
    context = {
        "version": newest, "report": report, "columns": COLUMNS, "rows": rows, "batches": migrating.batches(key),
    }  # fmt: skip
    return render(request, "journeys/desk/migrating.html", context)


def _link(line: migrating.Line) -> dict[str, str]:
    return {"text": line.code, "href": reverse("journeys:work", kwargs={"dossier_id": line.dossier_id})}


def _do(request: HttpRequest, key: str, number: int) -> HttpResponse:
    by = actor_of(request, next(role for role in EDITORS if has_role(request.user, role)))
    now, batch = timezone.now(), request.POST.get("hoan-tac", "")
    if batch and batch not in {row["batch"] for row in migrating.batches(key)}:
        raise Http404("Không có lần chuyển này.")
    done = (
        migrating.undo(batch=batch, by=by, now=now)
        if batch
        else migrating.migrate(key=key, number=number, by=by, now=now)
    )
    if isinstance(done, Refusal):
        messages.error(request, done.message)
    else:
        verb = "Đã đưa về phiên bản cũ" if batch else "Đã chuyển"
        messages.success(request, f"{verb} {done.moved} hồ sơ; {len(done.lines) - done.moved} hồ sơ giữ nguyên.")
        for line in [line for line in done.lines if line.reason][:5]:
            messages.info(request, f"{line.code}: {line.reason}")
    return redirect("journeys:migrate", key=key)
