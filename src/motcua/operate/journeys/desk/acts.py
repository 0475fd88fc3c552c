"""The page of one act: what it leads to, what it asks for, and what the system says when it cannot be done."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from motcua.kernel.actors import Actor
from motcua.kernel.ids import new_id
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers import rules
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.queries.four_eyes import four_eyes
from motcua.operate.dossiers.queries.initials import initials
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.services.drafting import draft_pdf
from motcua.operate.journeys.desk.act_forms import blank_form, posted_form
from motcua.operate.journeys.desk.seat import Seat, command_of, dossier_of, origin_of, seat_of, version_of
from motcua.operate.journeys.desk.work import pdf_response
from motcua.operate.journeys.forms.desk_acts import ActForm
from motcua.operate.journeys.queries import desk_page
from motcua.operate.journeys.queries.desk import DESK_ROLES
from motcua.operate.journeys.queries.desk_acts import ACTS, VERB_OF_SLUG, forward_label, open_nodes, own_node
from motcua.operate.journeys.services.apologising import give_slip
from motcua.operate.journeys.services.handling import Overtaken, perform
from motcua.operate.journeys.services.supplementing import propose_again
from motcua.people.rules import Role
from motcua.people.services import official_required

READS_RESULT = frozenset({"sign", "issue", "send_back"})
NOT_FOR_YOU = frozenset({"wrong_role", "not_yours"})


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*DESK_ROLES, guests=True)
def act(request: HttpRequest, dossier_id: UUID, slug: str) -> HttpResponse:
    """Ask for what the act needs, then do it. Refused: 403 or 422; overtaken: 409, with what was typed."""
    verb = VERB_OF_SLUG.get(slug)
    if verb is None:
        raise Http404
    seat = seat_of(request)
    dossier = dossier_of(seat, dossier_id)
    by = dossiers.acting(seat.account, seat.grants, dossier, verb)
    if request.method == "POST":
        return _post(request, dossier, verb, by, seat)
    refusal = _refusal(dossier, verb, by)
    form = None if refusal else blank_form(verb, dossier, by, seat, request.GET)
    status = 200 if refusal is None else _status(refusal, 409)
    return _page(request, dossier, verb, by, form, refusal=refusal, status=status)


def _post(request: HttpRequest, dossier: Dossier, verb: str, by: Actor, seat: Seat) -> HttpResponse:
    form = posted_form(verb, dossier, by, seat, request)
    if not form.is_valid():
        return _page(request, dossier, verb, by, form, status=422)
    outcome = perform(
        dossier=dossier,
        verb=verb,
        account=seat.account,
        grants=seat.grants,
        now=seat.now,
        command_id=str(command_of(request)),
        expected_version=version_of(request),
        data=form.data_for_service(),
        origin=origin_of(request),
    )
    if isinstance(outcome, Overtaken):
        refusal = _refusal(outcome.dossier, verb, by)
        return _page(request, outcome.dossier, verb, by, form, refusal=refusal, status=409)
    if isinstance(outcome, Refusal) and outcome.code == "defect_repeated":
        outcome = propose_again(dossier, form.data_for_service(), by, seat.now, outcome)
        if not isinstance(outcome, Refusal):
            messages.success(request, "Đã trình trưởng phòng duyệt đề nghị yêu cầu bổ sung lại.")
            return redirect("journeys:work", dossier_id=dossier.pk)
    if isinstance(outcome, Refusal):
        return _page(request, dossier, verb, by, form, refusal=outcome, status=_status(outcome, 422))
    if verb == "apologise":
        give_slip(dossier=outcome, by=by, now=seat.now, origin=origin_of(request))
    messages.success(request, ACTS[verb].done)
    return redirect("journeys:work", dossier_id=dossier.pk)


def _page(
    request: HttpRequest,
    dossier: Dossier,
    verb: str,
    by: Actor,
    form: ActForm | None,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """`status` 409 on a sent form says that somebody was faster: the page then carries the new version."""
    overtaken = request.method == "POST" and status == 409
    result = getattr(dossier, "result", None) if verb in READS_RESULT else None
    context = {
        "dossier": dossier,
        "verb": verb,
        "words": ACTS[verb],
        "button": _button(dossier, verb, by),
        "form": form,
        "refusal": refusal,
        "overtaken": desk_page.last_change(dossier) if overtaken else None,
        "command": new_id() if overtaken or form is None or not form.is_bound else command_of(request),
        "expected_version": dossier.version if overtaken or request.method != "POST" else version_of(request),
        "papers": desk_page.papers(dossier) if verb in {"accept", "request_supplement"} else [],
        "result": result,
        "initials": initials(dossier) if result else [],
        "query": request.GET.urlencode(),
    }
    return render(request, "journeys/desk/act.html", context, status=status)


def _button(dossier: Dossier, verb: str, by: Actor) -> str:
    """The words of the button: those of the offer, without the dots that say that a page follows."""
    node = own_node(dossier, by) or next(iter(open_nodes(dossier)), None)
    if verb == "forward" and node is not None:
        return forward_label(dossier, node)
    if verb == "assign" and by.role == Role.CASE_OFFICER:
        return "Nhận thụ lý"
    return "Lưu dự thảo" if verb == "draft_result" else ACTS[verb].label.rstrip("…")


def _refusal(dossier: Dossier, verb: str, by: Actor) -> Refusal | None:
    situation = dossiers.situation(dossier, role=by.role, by=by)
    related = dossiers.related(dossier, by, verb)
    answer = rules.decide(situation=situation, verb=verb, role=by.role, related=related)
    return answer if isinstance(answer, Refusal) else four_eyes(dossier, by, verb, timezone.now())


def _status(refusal: Refusal, otherwise: int) -> int:
    return 403 if refusal.code in NOT_FOR_YOU else otherwise


@require_POST
@official_required(Role.CASE_OFFICER, Role.UNIT_HEAD, guests=True)
def preview(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The draft as it would be printed, from what is typed; nothing is kept."""
    seat = seat_of(request)
    dossier = dossier_of(seat, dossier_id)
    by = dossiers.acting(seat.account, seat.grants, dossier, "draft_result")
    form = posted_form("draft_result", dossier, by, seat, request)
    if not form.is_valid():
        return _page(request, dossier, "draft_result", by, form, status=422)
    pdf = draft_pdf(dossier=dossier, now=seat.now, origin=origin_of(request), **form.data_for_service())
    return pdf_response(pdf, f"xem-truoc-{dossier}.pdf")
