"""One file that was brought in: its report, the refused rows to mend, the file itself."""

import csv
import io
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.kernel.files import services as files
from motcua.measure.registers import queries, services
from motcua.measure.registers.desk.asking import READERS, editing_role, names
from motcua.measure.registers.models import RegisterFile
from motcua.measure.registers.rules import KINDS
from motcua.people.services import official_required

SHOWN: Final = 100


@require_safe
@official_required(*READERS)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of the rows: read = taken + unchanged + refused, with the reason of each refusal."""
    record = known(pk)
    context = {
        "record": record,
        "kind": KINDS[record.kind],
        "who": names([record])[record.imported_by],
        "shown": record.refused[:SHOWN],
        "hidden": max(0, len(record.refused) - SHOWN),
        "may_edit": bool(editing_role(request, record.kind)),
    }
    return render(request, "registers/report.html", context)


@require_safe
@official_required(*READERS)
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was brought in."""
    record = known(pk)
    return files.open_response(record.stored_file, record.name, inline=False)


@require_safe
@official_required(*READERS)
def refused(request: HttpRequest, pk: int) -> HttpResponse:
    """The refused rows as they were, with line and reason in front: mended, this very file can be brought in again."""
    record = known(pk)
    text = io.StringIO()
    writer = csv.writer(text)
    headings, rows = services.refused_rows(record)
    writer.writerow(["Dòng", "Lý do từ chối", *headings])
    writer.writerows([[number, reason, *cells] for number, reason, cells in rows])
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="dong-tu-choi-{record.pk}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def known(pk: int) -> RegisterFile:
    """The record, or 404."""
    record = queries.file(pk)
    if record is None:
        raise Http404("Không có tệp này.")
    return record
