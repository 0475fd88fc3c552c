"""Downloads of one's own dossier. Every request asks again whose dossier it is; no address can be guessed."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from motcua.kernel.documents.services import as_response
from motcua.kernel.files import services as files
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.journeys.portal import guards
from motcua.operate.journeys.queries import portal as viewing
from motcua.operate.journeys.queries import results
from motcua.operate.journeys.services import handling
from motcua.operate.paperwork import queries as paperwork
from motcua.operate.paperwork import services as printing
from motcua.people import queries as people


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
    """A printed form of my dossier as it was given; `?dip=` chooses among several. Those of the office are not mine."""
    offer = paperwork.offer(dossier, number=form, occasion=request.GET.get("dip", ""))
    if offer is None or offer.internal:
        raise Http404("Hồ sơ này không có phiếu đó.")
    by, origin = people.actor_of(request), guards.origin(request)
    made = printing.slip(dossier=dossier, offer=offer, kind="pdf", by=by, now=timezone.now(), origin=origin)
    if isinstance(made, Refusal):
        raise Http404(made.message)
    return as_response(made.data, made.name)


@guards.own_dossier
@require_GET
def result(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """The issued result, exactly as it was signed; `?truoc=` one that was replaced since."""
    if "truoc" in request.GET:
        former = results.former_file(dossier, request.GET["truoc"])
        if former is None:
            raise Http404("Hồ sơ không có kết quả này.")
        return files.open_response(former, f"ket-qua-da-thay-{dossier}.pdf")
    stored = viewing.result_file(dossier)
    if stored is None:
        raise Http404("Hồ sơ chưa có kết quả điện tử.")
    handling.taken(dossier=dossier, by=people.actor_of(request), now=timezone.now())
    return files.open_response(stored, f"ket-qua-{dossier}.pdf", inline="tai-ve" not in request.GET)
