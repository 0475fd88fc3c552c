"""The list of imports with the upload, and one import with its accounts."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from motcua.exchange.imports import queries, services
from motcua.exchange.imports.desk.seat import READERS
from motcua.exchange.imports.forms import UploadForm
from motcua.exchange.imports.models import Import
from motcua.kernel.actors import Actor
from motcua.kernel.sheets import BadFile
from motcua.people import queries as people
from motcua.people.queries import actor_of
from motcua.people.rules import Role
from motcua.people.services import official_required

AT_ONCE = 5 * 1024 * 1024
"""Bytes of a file that is taken within the request; a larger one is run by the worker."""
SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*READERS)
def imports(request: HttpRequest) -> HttpResponse:
    """Files brought in, the newest first; a new one. A file that cannot be read as a whole changes nothing."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            made = services.begin(chunks=upload.chunks(), name=upload.name, by=acting(request), now=timezone.now())
            if made.state == Import.State.WAITING and made.size <= AT_ONCE:
                services.run(import_id=made.pk, now=timezone.now)
        except (BadFile, services.Unreadable) as error:
            form.add_error("file", f"{error} Chưa có dòng nào được nhập.")
        else:
            if made.state == Import.State.MAPPING:
                return redirect("imports:columns", pk=made.pk)
            messages.success(request, "Đã nhận tệp.")
            return redirect("imports:one", pk=made.pk)
    rows = queries.imports()
    context = {"form": form, "rows": rows, "names": names(rows)}
    return render(request, "imports/list.html", context, status=422 if form.errors else 200)


@require_safe
@official_required(*READERS)
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """read = taken + unchanged + refused, with the reason of each refusal; progress while it runs."""
    source = known(pk)
    rows = queries.refused(source, SHOWN)
    context = {
        "source": source,
        "who": names([source])[source.asked_by],
        "rows": rows,
        "hidden": max(0, source.refused - len(rows)),
        "running": source.state in {Import.State.WAITING, Import.State.RUNNING},
    }
    return render(request, "imports/one.html", context)


def known(pk: UUID) -> Import:
    """The import, or 404."""
    found = queries.one(pk)
    if found is None:
        raise Http404("Không có lần nhập này.")
    return found


def acting(request: HttpRequest) -> Actor:
    """The official in the role that brings in."""
    mine = [grant.role for grant in people.grants(request.user)]
    role = Role.CONTROL_OFFICER if Role.CONTROL_OFFICER in mine else Role.ADMINISTRATOR
    return actor_of(request, role)


def names(rows: list[Import]) -> dict[str, str]:
    """Account id → name of who brought in; the command line has none."""
    return {who: people.account_name(who) or "Dòng lệnh" for who in {row.asked_by for row in rows}}
