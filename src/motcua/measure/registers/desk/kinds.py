"""What each register is for, its template, its upload and its files."""

import csv
import io
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from motcua.measure.registers import queries, services
from motcua.measure.registers.desk.asking import READERS, editing_role, names
from motcua.measure.registers.forms import UploadForm
from motcua.measure.registers.queries import Declarable, Holding
from motcua.measure.registers.rules import KINDS, Kind, column_words, template_rows
from motcua.people.queries import actor_of
from motcua.people.rules import Role
from motcua.people.services import not_allowed, official_required


@dataclass(frozen=True, slots=True)
class KindRow:
    """One register as the overview shows it."""

    kind: Kind
    holding: Holding
    feeds: str
    may_edit: bool


@require_safe
@official_required(*READERS)
def overview(request: HttpRequest) -> HttpResponse:
    """Every register with what is held of it, the newest files and declarations."""
    held = queries.holdings()
    files, declarations = queries.files(limit=20), queries.declarations(limit=20)
    context = {
        "kinds": [
            KindRow(kind, held.get(key, Holding()), feeds(key), bool(editing_role(request, key)))
            for key, kind in KINDS.items()
        ],
        "files": files,
        "declarations": declarations,
        "indicator_names": {item.code: item.name for item in declarables()},
        "names": names([*files, *declarations]),
        "kind_names": {key: kind.name for key, kind in KINDS.items()},
        "may_declare": any(editing_role(request, item.kind) for item in declarables()),
    }
    return render(request, "registers/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*READERS)
def kind(request: HttpRequest, kind: str) -> HttpResponse:
    """One register: its columns, the upload, its files. A file that cannot be read as a whole changes nothing."""
    found = known(kind)
    role = editing_role(request, kind)
    if request.method == "POST" and not role:
        return not_allowed(request, Role.CONTROL_OFFICER, *((Role.INSPECTOR,) if kind == "feedback" else ()))
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        upload = form.cleaned_data["file"]
        by = actor_of(request, role)
        try:
            done = services.import_file(kind=kind, data=upload.read(), name=upload.name, by=by, now=timezone.now())
        except services.BadFile as error:
            form.add_error("file", f"{error} Chưa có dòng nào được nhập.")
        else:
            messages.success(request, f"Đã nhập {done.taken} dòng, {done.unchanged} dòng đã có từ trước.")
            return redirect("registers:report", pk=done.file_id)
    files = queries.files(kind)
    context = {
        "kind": found,
        "feeds": feeds(kind),
        "columns": column_words(found),
        "holding": queries.holdings().get(kind, Holding()),
        "files": files,
        "names": names(files),
        "form": form,
        "may_edit": bool(role),
        "template_url": reverse("registers:template", kwargs={"kind": kind}),
    }
    return render(request, "registers/kind.html", context, status=422 if form.errors else 200)


@require_safe
@official_required(*READERS)
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The headings and one made-up row, as CSV that a spreadsheet opens with its letters right."""
    text = io.StringIO()
    csv.writer(text).writerows(template_rows(known(kind)))
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="mau-{kind}.csv"'
    return response


def known(kind: str) -> Kind:
    """The register, or 404."""
    if kind not in KINDS:
        raise Http404("Không có loại sổ này.")
    return KINDS[kind]


def declarables() -> list[Declarable]:
    """The indicators whose figure may be declared."""
    ask = queries.declarable.get()
    return list(ask()) if ask else []


def feeds(kind: str) -> str:
    """Codes of the indicators that this register feeds."""
    return ", ".join(item.code for item in declarables() if item.kind == kind)
