"""Connected handling at the desk: cut parts out of a dossier, send, recall, go on without, see what came back."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel import audit
from motcua.kernel.actors import Actor
from motcua.kernel.files import services as files
from motcua.kernel.ids import new_id
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.journeys.desk.consult import OVERTAKEN
from motcua.operate.journeys.desk.seat import Seat, command_of, dossier_of, seat_of
from motcua.operate.journeys.forms.link import PARTS, PlanForm, from_known, typed
from motcua.operate.journeys.queries.desk import DESK_ROLES
from motcua.operate.linking import queries as linking
from motcua.operate.linking import services as linking_services
from motcua.operate.linking.queries import Leg, Plan
from motcua.operate.linking.rules import MOST_LEGS
from motcua.people.rules import Role
from motcua.people.services import official_required

Deed = Callable[..., Plan | Refusal]
DEEDS: Mapping[str, tuple[Deed, str]] = {
    "rut": (linking_services.recall, "Đã rút phần này về."),
    "gui-lai": (linking_services.resend, "Đã gửi phần này."),
    "bo-qua": (linking_services.waive, "Đã bỏ qua phần này; hồ sơ đi tiếp không có nó."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(Role.CASE_OFFICER, Role.UNIT_HEAD)
def plan(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Write the plan of parts and send what goes first; the dossier waits for them."""
    seat = seat_of(request)
    dossier = dossier_of(seat, dossier_id)
    by = dossiers.acting(seat.account, seat.grants, dossier, "place_hold")
    form = _form(request, dossier, seat)
    if form.is_bound and form.is_valid():
        made = _plan(request, seat, dossier, by, form)
        if isinstance(made, Plan):
            messages.success(request, "Đã gửi phần liên thông. Hồ sơ chờ kết quả của cơ quan kia.")
            return redirect("journeys:work", dossier_id=dossier.pk)
        form.add_error(None, made)
    decision = dossiers.decision(dossier, by, "place_hold")
    context = {
        "dossier": dossier,
        "form": form,
        "refusal": decision if isinstance(decision, Refusal) else None,
        "nobody": not form.units,
        "source": getattr(form, "source", ""),
        "command": request.POST.get("command_id") or new_id(),
    }
    return render(request, "journeys/desk/link_plan.html", context, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, dossier: Dossier, seat: Seat) -> Any:
    """The form as it was sent, or a fresh one; with one part more when that was asked for."""
    sent = request.POST if request.method == "POST" else None
    said = sent.get(PARTS, "1") if sent is not None else "1"
    parts = min(max(int(said), 1), MOST_LEGS) if said.isascii() and said.isdigit() and len(said) < 3 else 1
    receivers = linking.receivers(seat.now)
    units = [(one.unit, one.name) for one in receivers]
    rows = dossier.papers.filter(replaced_at=None).order_by("component_code")
    choices: dict[str, Any] = {"units": units, "papers": [(str(row.pk), row.name) for row in rows]}
    if sent is not None and "more" in sent:
        form = PlanForm(parts=min(parts + 1, MOST_LEGS), initial=dict(typed(sent)), **choices)
    elif sent is None and (known := linking.known_plan(dossier.procedure.code)) is not None:
        form = PlanForm(parts=len(known.legs), initial=from_known(known, receivers), **choices)
        form.source = known.source  # type: ignore[attr-defined]
    else:
        form = PlanForm(sent, parts=parts, **choices)
    form.units = units  # type: ignore[attr-defined]
    return form


def _plan(request: HttpRequest, seat: Seat, dossier: Dossier, by: Actor, form: PlanForm) -> Plan | str:
    try:
        made = linking_services.plan(
            dossier_id=dossier.pk, order=form.order(), legs=form.legs(), by=by, now=seat.now,
            command_id=str(command_of(request)),
        )  # fmt: skip
    except audit.Conflict:
        return OVERTAKEN
    return made.message if isinstance(made, Refusal) else made


@require_POST
@official_required(Role.CASE_OFFICER, Role.UNIT_HEAD)
def act(request: HttpRequest, leg_id: UUID, slug: str) -> HttpResponse:
    """Recall a part, send it (again), or go on without it."""
    seat = seat_of(request)
    leg, (deed, done) = _leg(seat, leg_id), DEEDS.get(slug, (None, ""))
    if deed is None:
        raise Http404
    by = _sender(seat, leg)
    if by is None:
        raise PermissionDenied("Chỉ đơn vị đã gửi phần liên thông mới làm được việc này.")
    try:
        outcome = deed(leg=leg, by=by, now=seat.now, command_id=str(command_of(request)))
        problem = outcome.message if isinstance(outcome, Refusal) else ""
    except audit.Conflict:
        problem = OVERTAKEN
    (messages.warning if problem else messages.success)(request, problem or done)
    return redirect("journeys:work", dossier_id=leg.plan.dossier_id)


@require_safe
@official_required(*DESK_ROLES)
def result(request: HttpRequest, leg_id: UUID) -> HttpResponse:
    """The document that the other agency issued for a part."""
    leg = _leg(seat_of(request), leg_id)
    issued = getattr(leg.child, "result", None) if leg.child_id else None
    if issued is None or issued.issued_file is None:
        raise Http404
    return files.open_response(issued.issued_file, f"ket-qua-{leg.child}.pdf")


def _leg(seat: Seat, leg_id: UUID) -> Leg:
    """A part of a dossier that the person may open."""
    leg = linking.leg(leg_id)
    if leg is None or not dossiers.visible(leg.plan.dossier, seat.account, seat.grants):
        raise Http404
    return leg


def _sender(seat: Seat, leg: Leg) -> Actor | None:
    """The role in which the person may settle the part; None when in none."""
    for grant in seat.grants:
        if grant.unit_key == leg.plan.unit_id and grant.role in {Role.CASE_OFFICER, Role.UNIT_HEAD}:
            return Actor("official", seat.account_id, grant.role, grant.unit_key)
    return None


def shown(dossier: Dossier, seat: Seat) -> dict[str, Any]:
    """What the dossier page tells: the parts that are out, or where this part came from."""
    plans = linking.plans_of(dossier.pk) if dossier.parent_id is None else []
    return {
        "link_plans": [
            {"plan": one, "legs": [_row(leg, one, seat) for leg in sorted(one.legs.all(), key=lambda leg: leg.place)]}
            for one in plans
        ],
        "came_from": linking.leg_of(dossier),
        "link_kinds": KINDS,
    }


KINDS = {"sent": "running", "done": "done", "refused": "late"}


def _row(leg: Leg, plan: Plan, seat: Seat) -> dict[str, Any]:
    child = leg.child
    issued = getattr(child, "result", None) if child is not None else None
    mine = plan.is_open and _sender_of(plan, seat)
    words = leg.words
    if leg.state == "done" and leg.outcome == "refusal":
        words = "Đã trả lời: không chấp thuận"
    return {
        "leg": leg,
        "kind": KINDS.get(leg.state, "neutral"),
        "words": words,
        "holder": child.lead.full_name if child is not None and child.lead else "",
        "child": child,
        "document": issued is not None and issued.issued_file_id is not None and leg.state == "done",
        "may_recall": mine and leg.state == "sent",
        "may_send": mine and leg.state == "refused",
        "may_waive": mine and leg.state in {"refused", "planned"},
        "reason": _reason(child) if leg.state == "refused" and child is not None else "",
    }


def _sender_of(plan: Plan, seat: Seat) -> bool:
    units = {grant.unit_key for grant in seat.grants if grant.role in {Role.CASE_OFFICER, Role.UNIT_HEAD}}
    return plan.unit_id in units


def _reason(child: Dossier) -> str:
    """Why the other agency gave it back, in its words."""
    note = child.notes.filter(verb__in=["reject", "stop"], erased_at=None).order_by("-written_at").first()
    return note.text if note is not None else ""
