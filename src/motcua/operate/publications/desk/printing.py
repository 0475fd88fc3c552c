"""The list for the notice board: what goes on it, and the sheet."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from motcua.kernel.text import clean
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.publications import queries, services
from motcua.operate.publications.desk.tabs import top
from motcua.operate.publications.rules import READERS
from motcua.operate.publications.services import Sheet
from motcua.people.services import official_required


@require_safe
@official_required(*READERS)
def board(request: HttpRequest) -> HttpResponse:
    """Choose a field or a decision, see how many procedures that is, print."""
    field, decision = _asked(request)
    sheet = _sheet(field, decision)
    rows = queries.decisions(level="province", signed=True)[:100]
    context = {
        **top(request, "board"),
        "fields": [(name, f"{name} ({count})") for name, count in catalogue.fields()],
        "decisions": [(row.pk, f"{row.number}, {row.summary[:60]}") for row in rows],
        "field": field,
        "decision": decision,
        "sheet": sheet,
        "origin": bool(settings.MOTCUA_ORIGIN),
        "query": request.GET.urlencode(),
    }
    return render(request, "publications/board.html", context)


@require_safe
@official_required(*READERS)
def board_file(request: HttpRequest) -> HttpResponse:
    """The sheet as PDF."""
    origin = settings.MOTCUA_ORIGIN or f"{request.scheme}://{request.get_host()}"
    data = services.notice_board(_sheet(*_asked(request)), origin=origin, now=timezone.now())
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, "danh-muc-niem-yet.pdf") or "inline"
    response["Cache-Control"] = "private, no-store"
    return response


def _asked(request: HttpRequest) -> tuple[str, str]:
    field, text = clean(request.GET.get("linh-vuc", ""))[:200], request.GET.get("quyet-dinh", "")
    try:
        decision = str(UUID(text)) if text else ""
    except ValueError:
        decision = ""
    return field, decision


def _sheet(field: str, decision: str) -> Sheet:
    return services.printable(field=field, decision_id=decision or None)
