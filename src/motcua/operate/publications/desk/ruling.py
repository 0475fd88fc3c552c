"""The rules of limits: the law's, the portal's, and the province's own, which an official enters."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from motcua.operate.publications import queries, services
from motcua.operate.publications.desk.tabs import top
from motcua.operate.publications.forms import OwnRuleForm
from motcua.operate.publications.rules import LEVELS, READERS, VARIANTS, WRITERS, Refused, Timing
from motcua.people import queries as people
from motcua.people.rules import Role
from motcua.people.services import not_allowed, official_required

STATUS = {
    "verified": ("done", "đã đọc trong bản công khai"),
    "recalled": ("waiting", "ghi theo hiểu biết, chưa đối chiếu"),
    "entered": ("running", "cán bộ nhập"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*READERS)
def limits(request: HttpRequest) -> HttpResponse:
    """All rules side by side with source and worth; the control officer may enter the province's own."""
    sent = request.method == "POST"
    if sent and not people.has_role(request.user, *WRITERS):
        return not_allowed(request, *WRITERS)
    form = OwnRuleForm(request.POST if sent else None)
    if sent and form.is_valid():
        said = form.cleaned_data
        kept = services.set_own_rule(
            decide=(said["decide_days"], said["decide_unit"]), post=(said["post_days"], said["post_unit"]),
            effective_from=said["effective_from"], source=said["source"], enabled=said["enabled"],
            by=people.actor_of(request, Role.CONTROL_OFFICER), now=timezone.now(),
        )  # fmt: skip
        if not isinstance(kept, Refused):
            messages.success(request, "Đã ghi quy định riêng." if kept.enabled else "Đã ngừng áp dụng quy định riêng.")
            return redirect("publications:limits")
        form.add_error(None, kept.message)
    context = {
        **top(request, "limits"),
        "rules": [_row(timing) for timing in queries.timings().items],
        "own": queries.own_rule(),
        "history": queries.own_rules(),
        "known": queries.publicity()["own_rule"],
        "form": form,
        "duties": queries.internal_standing(timezone.localdate()),
    }
    return render(request, "publications/limits.html", context, status=422 if form.errors else 200)


def _row(timing: Timing) -> dict[str, Any]:
    kind, words = STATUS[timing.status]
    return {
        "timing": timing,
        "variant": VARIANTS[timing.variant],
        "level": LEVELS[timing.level],
        "kind": kind,
        "words": words,
    }
