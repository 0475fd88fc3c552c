"""Saying what the columns of a table are; remembered for the next table with these headings."""

from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from motcua.exchange.imports import rules, services
from motcua.exchange.imports.desk.files import AT_ONCE, acting, known
from motcua.exchange.imports.desk.seat import READERS
from motcua.exchange.imports.forms import ColumnsForm
from motcua.exchange.imports.models import Import
from motcua.exchange.imports.services.naming import map_import
from motcua.exchange.imports.services.sheets import preview
from motcua.people.rules import Refusal
from motcua.people.services import official_required


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*READERS)
def columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Each column with a guess and its first values; the import runs once they are said."""
    source = known(pk)
    if source.state != Import.State.MAPPING:
        return redirect("imports:one", pk=source.pk)
    headings, samples = preview(Path(source.path), source.name)
    form = ColumnsForm(request.POST or None, headings=headings, samples=samples, guessed=rules.guess(headings))
    if request.method == "POST" and form.is_valid():
        now, by = timezone.now(), acting(request)
        done = map_import(source=source, headings=headings, columns=form.columns(), by=by, now=now)
        if isinstance(done, Refusal):
            form.add_error(None, done.message)
        else:
            return _run(request, done)
    context = {"source": source, "form": form, "headings": headings, "samples": samples}
    return render(request, "imports/columns.html", context, status=422 if form.errors else 200)


def _run(request: HttpRequest, source: Import) -> HttpResponse:
    if source.size <= AT_ONCE:
        try:
            services.run(import_id=source.pk, now=timezone.now)
        except services.Unreadable as error:
            messages.error(request, f"{error} Chưa có dòng nào được nhập.")
    return redirect("imports:one", pk=source.pk)
