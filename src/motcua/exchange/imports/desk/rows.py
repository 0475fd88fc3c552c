"""One refused row: what it said, why it was refused, its correction."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from motcua.exchange.imports import queries, services
from motcua.exchange.imports.desk.files import acting
from motcua.exchange.imports.desk.seat import READERS
from motcua.exchange.imports.forms import RowForm
from motcua.exchange.imports.models import RefusedRow
from motcua.exchange.imports.services.mending import content
from motcua.kernel.readings import services as readings
from motcua.people.rules import Refusal
from motcua.people.services import official_required


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*READERS)
def row(request: HttpRequest, pk: int) -> HttpResponse:
    """The fields of the row to be corrected and tried again, or the row dropped. Reading it is noted."""
    found = queries.refused_row(pk)
    if found is None:
        raise Http404("Không có dòng này.")
    if found.state != RefusedRow.State.OPEN:
        return redirect("imports:one", pk=found.source_id)
    now, by = timezone.now(), acting(request)
    readings.note(by=by, subject=("refused_row", str(found.pk)), kind="page", purpose="handling", now=now)
    if request.method == "POST" and "drop" in request.POST:
        services.drop(row=found, by=by, now=now)
        messages.success(request, f"Đã bỏ qua dòng {found.row}.")
        return redirect("imports:one", pk=found.source_id)
    form = RowForm(request.POST or None, raw=content(found))
    if request.method == "POST" and form.is_valid():
        done = services.retry(row=found, raw=form.raw(), by=by, now=now)
        if not isinstance(done, Refusal):
            messages.success(request, f"Đã nhập dòng {found.row}.")
            return redirect("imports:one", pk=found.source_id)
        form.add_error(None, done.message)
    context = {"row": found, "form": form, "source": found.source}
    return render(request, "imports/row.html", context, status=422 if form.errors else 200)
