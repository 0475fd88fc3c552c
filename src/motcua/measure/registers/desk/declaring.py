"""Declaring a figure, and the evidence of a declaration."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.files import services as files
from motcua.kernel.time import local_date
from motcua.measure.registers import queries, services
from motcua.measure.registers.desk.asking import READERS, WRITERS, editing_role
from motcua.measure.registers.desk.kinds import declarables
from motcua.measure.registers.forms import DeclareForm
from motcua.measure.registers.queries import Declarable
from motcua.people.queries import actor_of
from motcua.people.services import official_required


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*WRITERS)
def declare(request: HttpRequest) -> HttpResponse:
    """The form of a declaration; only indicators that the person answers for are offered."""
    now = timezone.now()
    mine = [item for item in declarables() if editing_role(request, item.kind)]
    today = local_date(now)
    if request.method == "POST":
        form = DeclareForm(request.POST, request.FILES, indicators=mine, today=today)
        if form.is_valid() and _declared(request, form, mine, now):
            said = form.cleaned_data
            messages.success(request, f"Đã ghi số liệu khai báo của chỉ tiêu {said['indicator']}.")
            return redirect("registers:desk")
    else:
        asked = request.GET.get("chi-tieu", "")
        form = DeclareForm(initial={"indicator": asked}, indicators=mine, today=today)
    return render(request, "registers/declare.html", {"form": form}, status=422 if form.errors else 200)


def _declared(request: HttpRequest, form: DeclareForm, mine: list[Declarable], now: datetime) -> bool:
    said = form.cleaned_data
    kind = next(item.kind for item in mine if item.code == said["indicator"])
    upload = said["evidence"]
    outcome = services.declare(
        indicator=said["indicator"],
        first=said["first"],
        last=said["last"],
        numerator=said["numerator"],
        denominator=said["denominator"],
        note=said["note"],
        evidence=upload.read(),
        evidence_name=upload.name,
        by=actor_of(request, editing_role(request, kind)),
        now=now,
    )
    if isinstance(outcome, services.NotDeclared):
        form.add_error("evidence" if outcome.about == "evidence" else None, outcome.message)
        return False
    return True


@require_safe
@official_required(*READERS)
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """The file that proves a declared figure."""
    found = queries.declaration(pk)
    if found is None:
        raise Http404("Không có số liệu khai báo này.")
    return files.open_response(found.evidence, found.evidence_name)
