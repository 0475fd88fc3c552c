"""A draft as the public would see it, for those who write and decide."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.operate.catalogue import portal, queries, rules
from motcua.operate.catalogue.models import Procedure, ProcedureVersion
from motcua.people.services import official_required


@require_safe
@official_required(*sorted(rules.DRAFTS_MADE_BY | rules.DECIDED_BY))
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The public page of the text, marked as a preview; nothing of it is stored."""
    found = queries.draft(draft_id)
    if found is None:
        raise Http404("Không có bản nháp này.")
    content = found.parsed
    item = queries.procedure(found.code) or Procedure(code=found.code, is_national=found.is_national)
    item.name, item.field = content.name, content.field or ""
    shown = ProcedureVersion(
        procedure=item,
        number=0,
        era=str((found.effective_from or timezone.localdate()).year),
        state=ProcedureVersion.State.IN_FORCE,
        content=found.content,
        content_hash=found.content_hash,
        missing=list(rules.missing_parts(content)),
        origin=ProcedureVersion.Origin.AGENCY,
        source={"pages": []},
        recorded_at=found.changed_at,
    )
    return portal.preview(request, shown)
