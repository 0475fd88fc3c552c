"""The last look before a form is published: every problem with its place, what changes for whom, and the button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from motcua.operate.eforms.desk import seat
from motcua.operate.eforms.forms.general import PublishForm
from motcua.operate.eforms.queries import workshop
from motcua.operate.eforms.rules import Refused, uses
from motcua.operate.eforms.services import workshop as work


@require_http_methods(["GET", "HEAD", "POST"])
@seat.maker
def check(request: HttpRequest, key: str) -> HttpResponse:
    """Errors block; warnings need a tick and a reason; then the draft becomes the live version."""
    bench = seat.bench_of(key)
    found = workshop.problems(bench.definition)
    errors = [row for row in found if row.is_error]
    warnings = [row for row in found if not row.is_error]
    form = PublishForm(request.POST or None, warnings=bool(warnings))
    if request.method == "POST" and not errors and form.is_valid():
        outcome = work.release(
            form_key=key,
            base_version=seat.base_version(request),
            reason=form.cleaned_data.get("reason", ""),
            by=seat.by(request),
            now=timezone.now(),
        )
        if not isinstance(outcome, Refused):
            messages.success(request, f"Đã công bố phiên bản {outcome.number}. Hồ sơ bắt đầu từ bây giờ dùng bản này.")
            return redirect("eforms:builder-form", key=key)
        seat.tell(request, outcome)
        return redirect("eforms:builder-check", key=key)
    outlook = workshop.outlook(key, bench.definition)
    context = {
        "key": key,
        "bench": bench,
        "blocking": errors,
        "warnings": warnings,
        "form": form,
        "outline": bench.definition["sections"],
        "questions": sum(1 for _ in uses.fields(bench.definition)),
        "outlook": outlook,
        "names": workshop.procedure_names([*outlook.starts, *outlook.ends]),
    }
    refused = request.method == "POST"
    return render(request, "eforms/builder/check.html", context, status=422 if refused else 200)
