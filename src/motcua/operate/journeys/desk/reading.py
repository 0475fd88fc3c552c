"""Who read what: the question what for, and the log for inspectors and auditors."""

import tempfile
from typing import Any
from uuid import UUID

import xlsxwriter
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.readings import queries as log
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.journeys.desk.seat import in_scope, seat_of
from motcua.operate.journeys.forms.readings import LogFilter, PurposeForm
from motcua.operate.journeys.queries import readings as reading
from motcua.operate.journeys.queries.desk import DESK_ROLES
from motcua.people.rules import Role
from motcua.people.services import official_required
from motcua.people.services.readings import Said, last_purpose, note_export, state_purpose

WATCHERS = (Role.INSPECTOR, Role.AUDITOR)
PAGE = 50
MOST_ROWS = 20_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    ("Lúc", 17), ("Người xem", 26), ("Vai trò, đơn vị", 46), ("Đã xem", 30), ("Thủ tục", 50), ("Cách xem", 20),
    ("Mục đích", 34), ("Căn cứ", 16),
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*DESK_ROLES)
def purpose(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Ask what the dossier is read for; nothing that concerns a person is shown here."""
    seat = seat_of(request)
    dossier = in_scope(seat, dossier_id)
    last = last_purpose(request)
    form = PurposeForm(request.POST if request.method == "POST" else None, initial=last._asdict())
    back = request.GET.get("next", "")
    if form.is_valid():
        state_purpose(request, ("dossier", str(dossier.pk)), Said(**form.cleaned_data), seat.now)
        return redirect(back if _is_desk(back) else reverse("journeys:work", kwargs={"dossier_id": dossier.pk}))
    context = {"dossier": dossier, "form": form, "inbox_url": reverse("journeys:list")}
    return render(request, "journeys/desk/purpose.html", context, status=422 if form.is_bound else 200)


def _is_desk(address: str) -> bool:
    """Whether it is an address of ours at the desk."""
    return url_has_allowed_host_and_scheme(address, allowed_hosts=None) and address.startswith("/lam-viec/")


@require_safe
@official_required(*WATCHERS)
def page(request: HttpRequest) -> HttpResponse:
    """The newest readings that fit the filters, and who reads much that is not his work."""
    form, wanted, problem = _asked(request)
    text = request.GET.get("truoc", "")
    before = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
    rows = log.listing(wanted, before=before, limit=PAGE + 1) if not problem else []
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    address = reverse("journeys:readings")
    context = {
        "filter": form,
        "problem": problem,
        "week": wanted.since and not form.data.get("tu"),
        "lines": reading.lines(rows),
        "outside": [] if before or problem else reading.outside(wanted),
        "first_url": f"{address}?{form.address()}" if before else "",
        "next_url": f"{address}?{form.address(truoc=str(rows[-1].pk))}" if more else "",
        "export_url": f"{reverse('journeys:readings-export')}?{form.address()}",
    }
    return render(request, "journeys/desk/readings.html", context)


@require_safe
@official_required(*WATCHERS)
def export(request: HttpRequest) -> HttpResponse | FileResponse:
    """The readings that fit the filters as XLSX; that it was taken is written down too."""
    seat = seat_of(request)
    _, wanted, problem = _asked(request)
    rows = log.listing(wanted, limit=MOST_ROWS) if not problem else []
    note_export(request, name="readings", grants=seat.grants, now=seat.now, rows=len(rows))
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it when it was sent
    _write(file, reading.lines(rows))
    file.seek(0)
    name = f"ai-da-xem-{timezone.localtime(seat.now):%Y%m%d-%H%M}.xlsx"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    response["Cache-Control"] = "private, no-store"
    return response


def _asked(request: HttpRequest) -> tuple[LogFilter, log.Wanted, str]:
    """The filters, what they ask of the log, and what is wrong with the code of the dossier."""
    form = LogFilter(request.GET, today=timezone.localdate(), readers=reading.readers())
    found = dossiers.by_code(form.code) if form.code else None
    problem = "" if found or not form.code else f"Không có hồ sơ nào mang mã {form.code}."
    return form, form.wanted(("dossier", str(found.pk)) if found else None), problem


def _write(file: Any, rows: list[reading.Line]) -> None:
    options = {"constant_memory": True, "default_date_format": "dd/mm/yyyy hh:mm", "remove_timezone": True}
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet("Ai đã xem")
    bold = book.add_format({"bold": True})
    for index, (words, width) in enumerate(COLUMNS):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, words, bold)
    sheet.freeze_panes(1, 1)
    for number, row in enumerate(rows, start=1):
        sheet.write_datetime(number, 0, timezone.localtime(row.at))
        texts = (row.reader, row.seat, row.subject, row.procedure, row.kind, row.purpose, row.basis)
        for index, text in enumerate(texts, start=1):
            sheet.write_string(number, index, text)
    book.close()
