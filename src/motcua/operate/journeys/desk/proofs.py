"""The proof of the due dates of one dossier for officials: a page and a document."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.kernel.documents.services import as_response
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.services.proving import file_name, proof_pdf
from motcua.operate.journeys.desk.seat import dossier_of, seat_of
from motcua.operate.journeys.queries.desk import DESK_ROLES
from motcua.people.services import official_required


@require_safe
@official_required(*DESK_ROLES)
def page(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Both due dates: rule, calendar, stops of the clock, every counted and skipped day, and what the checker says."""
    seat = seat_of(request)
    dossier = dossier_of(seat, dossier_id)
    found = dossiers.proven(dossier)
    if not found:
        raise Http404("Hồ sơ chưa tiếp nhận nên chưa có thời hạn.")
    changes = dossiers.due_changes(dossier)
    return render(request, "journeys/desk/proof.html", {"dossier": dossier, "clocks": found, "changes": changes})


@require_safe
@official_required(*DESK_ROLES)
def document(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The same as PDF/A."""
    seat = seat_of(request)
    dossier = dossier_of(seat, dossier_id)
    pdf = proof_pdf(dossier, now=seat.now)
    if pdf is None:
        raise Http404("Hồ sơ chưa tiếp nhận nên chưa có thời hạn.")
    return as_response(pdf, file_name(dossier, seat.now))
