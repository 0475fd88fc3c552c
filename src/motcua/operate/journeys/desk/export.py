"""The list of dossiers as XLSX: written row by row to a file on disk, so that long lists need little memory."""

import tempfile
from collections.abc import Iterator
from typing import Any

import xlsxwriter
from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.kernel.ui.formats import number
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier, Filters
from motcua.operate.journeys.desk.seat import Seat, seat_of
from motcua.operate.journeys.forms.desk_lists import FilterForm
from motcua.operate.journeys.queries.desk import CHANNEL_WORDS, DESK_ROLES, NAMED_ROLES
from motcua.people.services import official_required
from motcua.people.services.readings import note_export

MOST_ROWS = 5000
CHUNK = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    ("Mã hồ sơ", 26), ("Mã theo dõi", 14), ("Mã thủ tục", 12), ("Thủ tục", 50), ("Chủ hồ sơ", 28), ("Trạng thái", 22),
    ("Cách nộp", 12), ("Phòng xử lý", 30), ("Người thụ lý", 26), ("Nộp lúc", 17), ("Tiếp nhận lúc", 17),
    ("Hạn theo luật", 17), ("Xong lúc", 17), ("Trả lúc", 17),
)  # fmt: skip
NAME_COLUMN = 4


@require_safe
@official_required(*DESK_ROLES)
def export(request: HttpRequest) -> FileResponse:
    """The filtered list; names of people only for those who handle dossiers, and never more than `MOST_ROWS`."""
    seat = seat_of(request)
    named = seat.holds(*NAMED_ROLES)
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it when it was sent
    rows = _write(file, _rows(seat, FilterForm(request.GET).filters()), named=named)
    note_export(request, name="dossiers", grants=seat.grants, now=seat.now, rows=rows)
    file.seek(0)
    name = f"ho-so-{timezone.localtime(seat.now):%Y%m%d-%H%M}.xlsx"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    response["Cache-Control"] = "private, no-store"
    return response


def _rows(seat: Seat, filters: Filters) -> Iterator[Dossier]:
    after: str | None = None
    while True:
        page = dossiers.listing(grants=seat.grants, filters=filters, now=seat.now, after=after, limit=CHUNK)
        yield from page.rows
        after = page.after
        if after is None:
            return


def _write(file: Any, rows: Iterator[Dossier], *, named: bool) -> int:
    """Returns how many rows. Texts are written as texts: nothing a person typed can become a formula."""
    options = {"constant_memory": True, "default_date_format": "dd/mm/yyyy hh:mm", "remove_timezone": True}
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet("Hồ sơ")
    bold = book.add_format({"bold": True})
    columns = [column for index, column in enumerate(COLUMNS) if named or index != NAME_COLUMN]
    for index, (words, width) in enumerate(columns):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, words, bold)
    sheet.freeze_panes(1, 1)
    line = 0
    for line, dossier in enumerate(rows, start=1):
        if line > MOST_ROWS:
            words = f"Chỉ xuất {number(MOST_ROWS)} hồ sơ mới nhất. Hãy lọc hẹp hơn để xuất phần còn lại."
            sheet.write_string(line, 0, words, bold)
            break
        _line(sheet, line, dossier, named=named)
    book.close()
    return min(line, MOST_ROWS)


def _line(sheet: Any, line: int, dossier: Dossier, *, named: bool) -> None:
    texts = [
        dossier.code or "",
        dossier.tracking_code,
        dossier.procedure.code,
        dossier.procedure.name,
        dossier.owner.full_name,
        dossier.state_label,
        CHANNEL_WORDS[dossier.channel_kind],
        dossier.unit.name,
        dossier.lead.full_name if dossier.lead else "",
    ]
    if not named:
        del texts[NAME_COLUMN]
    for index, text in enumerate(texts):
        sheet.write_string(line, index, text)
    instants = (
        dossier.submitted_at, dossier.accepted_at, dossier.legal_due, dossier.finished_at, dossier.returned_at,
    )  # fmt: skip
    for index, instant in enumerate(instants, start=len(texts)):
        if instant:
            sheet.write_datetime(line, index, timezone.localtime(instant))
