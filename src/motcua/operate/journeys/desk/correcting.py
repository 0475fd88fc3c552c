"""«Sửa lỗi của cơ quan»: what the office got wrong with one dossier, who proposes, who approves, what was replaced."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from motcua.kernel import audit
from motcua.kernel.ids import new_id
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers import services
from motcua.operate.dossiers.rules import Refusal, Step
from motcua.operate.dossiers.rules.correcting import APPROVERS, KINDS
from motcua.operate.dossiers.services import replacing
from motcua.operate.journeys.desk.seat import Seat, command_of, dossier_of, in_scope, origin_of, seat_of
from motcua.operate.journeys.forms.correcting import CorrectionForm
from motcua.operate.journeys.queries.desk import DESK_ROLES
from motcua.people.services import official_required

STANDING = {
    "proposed": ("waiting", "Chờ duyệt"),
    "approved": ("running", "Đã ký, chờ phát hành"),
    "done": ("done", "Đã sửa"),
    "refused": ("late", "Không duyệt"),
}
DECISIONS = {"duyet": "approve_correction", "khong": "refuse_correction", "phat-hanh": "replace_result"}


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(*DESK_ROLES)
def page(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The errors mended so far, and the form to propose another."""
    seat = seat_of(request)
    dossier = dossier_of(seat, dossier_id)
    by = dossiers.acting(seat.account, seat.grants, dossier, "propose_correction")
    proposes = isinstance(dossiers.decision(dossier, by, "propose_correction"), Step)
    form = CorrectionForm(request.POST or None, dossier=dossier) if proposes else None
    if request.method == "POST" and form is None:
        raise PermissionDenied("Vai trò của bạn không đề nghị sửa lỗi ở hồ sơ này.")
    if form is not None and form.is_valid():
        done = services.act(
            dossier_id=dossier.pk, verb="propose_correction", by=by, now=seat.now, command_id=str(command_of(request)),
            data={"kind": form.cleaned_data["kind"], "reason": form.cleaned_data["reason"], "new": form.new()},
        )  # fmt: skip
        if not isinstance(done, Refusal):
            messages.success(request, "Đã gửi đề nghị. Người khác phải duyệt thì mới sửa.")
            return redirect("journeys:corrections", dossier_id=dossier.pk)
        form.add_error(None, done.message)
    context = {
        "dossier": dossier,
        "form": form,
        "rows": [_row(one, seat) for one in dossier.corrections.select_related("proposed_by", "decided_by")],
        "former": list(dossier.former_results.order_by("replaced_at")),
        "command": new_id(),
    }
    return render(request, "journeys/desk/corrections.html", context, status=422 if form and form.is_bound else 200)


@require_POST
@official_required(*DESK_ROLES)
def decide(request: HttpRequest, dossier_id: UUID, correction_id: UUID) -> HttpResponse:
    """Approve (signing a corrected result), refuse, or issue the corrected result."""
    seat = seat_of(request)
    dossier = in_scope(seat, dossier_id)
    what, note = request.POST.get("quyet-dinh", ""), request.POST.get("ghi-chu", "")
    verb = DECISIONS.get(what)
    if verb is None:
        raise Http404
    by = dossiers.acting(seat.account, seat.grants, dossier, verb)
    about: dict[str, Any] = {
        "dossier_id": dossier.pk,
        "by": by,
        "now": seat.now,
        "command_id": str(command_of(request)),
    }
    done: Any
    try:
        if what == "duyet":
            done = replacing.approve(**about, correction_id=correction_id, note=note, origin=origin_of(request))
        elif what == "phat-hanh":
            done = replacing.issue(**about, correction_id=correction_id)
        else:
            done = services.act(**about, verb=verb, data={"correction": str(correction_id), "note": note})
    except audit.Conflict:
        done = Refusal("overtaken", "Người khác vừa cập nhật hồ sơ này. Hãy xem lại rồi làm lại nếu còn đúng.")
    if isinstance(done, Refusal):
        if done.code in {"wrong_role", "not_yours"}:
            raise PermissionDenied(done.message)
        messages.error(request, done.message)
    else:
        messages.success(request, "Đã ghi.")
    return redirect("journeys:corrections", dossier_id=dossier.pk)


def _day(said: dict[str, Any]) -> date | None:
    """The day of a result's number, as a correction keeps it."""
    return date.fromisoformat(said["on"]) if said.get("on") else None


def _row(one: Any, seat: Seat) -> dict[str, Any]:
    mine = str(one.proposed_by_id) == seat.account_id
    return {
        "one": one,
        "what": KINDS[one.kind],
        "standing": STANDING[one.standing],
        "decide": one.standing == "proposed" and not mine and seat.holds(APPROVERS[one.kind]),
        "issue": one.standing == "approved" and seat.holds("clerk"),
        "old_on": _day(one.old),
        "new_on": _day(one.new),
        "waits_for_another": one.standing == "proposed" and mine,
    }
