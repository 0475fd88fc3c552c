"""Downloads of one's own dossier. Every request asks again whose dossier it is; no address can be guessed."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from motcua.kernel.documents.services import as_response
from motcua.kernel.files import services as files
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.services.slips import slip_pdf
from motcua.operate.journeys.portal import guards
from motcua.operate.journeys.queries import portal as viewing


@guards.own_dossier
@require_GET
def paper(request: HttpRequest, dossier: Dossier, paper_id: UUID) -> HttpResponse:
    """A paper of my dossier, or the earlier one it reuses."""
    row = dossier.papers.filter(pk=paper_id).select_related("stored_file", "reused_from__stored_file").first()
    stored = row and (row.stored_file or (row.reused_from and row.reused_from.stored_file))
    if not row or not stored:
        raise Http404("Hồ sơ không có tệp này.")
    return files.open_response(stored, row.file_name or row.component_code)


@guards.own_dossier
@require_GET
def slip(request: HttpRequest, dossier: Dossier, form: str) -> HttpResponse:
    """Mẫu 01, 02 or 03 of my dossier as PDF/A."""
    pdf = slip_pdf(dossier=dossier, form=form, now=timezone.now(), origin=guards.origin(request))
    if isinstance(pdf, Refusal):
        raise Http404(pdf.message)
    return as_response(pdf, f"mau-{form}-{dossier.tracking_code}.pdf")


@guards.own_dossier
@require_GET
def result(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """The issued result, exactly as it was signed."""
    stored = viewing.result_file(dossier)
    if stored is None:
        raise Http404("Hồ sơ chưa có kết quả điện tử.")
    return files.open_response(stored, f"ket-qua-{dossier}.pdf", inline="tai-ve" not in request.GET)
