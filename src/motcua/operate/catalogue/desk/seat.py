"""Who acts at the desk of the catalogue, and what a page answers when the service says no."""

from django.contrib import messages
from django.http import Http404, HttpRequest

from motcua.kernel.actors import Actor
from motcua.operate.catalogue import queries
from motcua.operate.catalogue.models import Procedure, TextDraft
from motcua.operate.catalogue.rules import DECIDED_BY, DRAFTS_MADE_BY
from motcua.operate.catalogue.rules.life import STEPS
from motcua.people.queries import actor_of, has_role
from motcua.people.rules import Refusal, Role

SEE_DRAFTS = tuple(sorted(DRAFTS_MADE_BY | DECIDED_BY))


def acting(request: HttpRequest, verb: str) -> Actor:
    """The signed-in official in the role that may take the step `verb`."""
    roles = [role for role in sorted(STEPS[verb].roles) if has_role(request.user, role)]
    return actor_of(request, roles[0] if roles else None)


def control_officer(request: HttpRequest) -> Actor:
    return actor_of(request, Role.CONTROL_OFFICER)


def draft_or_404(draft_id: int) -> TextDraft:
    draft = queries.draft(draft_id)
    if draft is None:
        raise Http404("Không có bản nháp này.")
    return draft


def procedure_or_404(code: str) -> Procedure:
    procedure = queries.procedure(code)
    if procedure is None:
        raise Http404("Không có thủ tục này.")
    return procedure


def tell(request: HttpRequest, outcome: object, done: str) -> bool:
    """Say how it went; True when it was done."""
    if isinstance(outcome, Refusal):
        messages.error(request, outcome.message)
        return False
    messages.success(request, done)
    return True
