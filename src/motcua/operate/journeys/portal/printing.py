"""The filled form to keep, print or go on with in Word: of a draft, and of what was sent."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from motcua.kernel.documents.services import as_response
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.journeys.portal import guards
from motcua.operate.journeys.queries.draft import Filing
from motcua.operate.journeys.services.printing import KINDS, print_draft, print_filed


@guards.filing
@require_GET
def draft_form(request: HttpRequest, filing: Filing, kind: str) -> HttpResponse:
    """What I have filled in so far, marked as a draft."""
    if kind not in KINDS or filing.draft.form_version is None:
        raise Http404("Không có bản in này.")
    return as_response(print_draft(filing=filing, kind=kind), f"to-khai-nhap.{kind}", KINDS[kind])


@guards.own_dossier
@require_GET
def filed_form(request: HttpRequest, dossier: Dossier, kind: str) -> HttpResponse:
    """The form I sent."""
    made = print_filed(dossier=dossier, kind=kind, origin=guards.origin(request)) if kind in KINDS else None
    if made is None:
        raise Http404("Hồ sơ này không có tờ khai điện tử.")
    return as_response(made, f"to-khai-{dossier.tracking_code}.{kind}", KINDS[kind])
