"""One act on many dossiers: a preview, the run, its report that stays, and what failed once more."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from motcua.kernel.ids import new_id
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import bulk as reading
from motcua.operate.dossiers.queries.assigning import led_by
from motcua.operate.dossiers.services import bulk
from motcua.operate.journeys.desk.lists import chosen_of
from motcua.operate.journeys.desk.seat import Seat, command_of, seat_of
from motcua.people import queries as people
from motcua.people.rules import Role
from motcua.people.rules.roles import HANDLING
from motcua.people.services import official_required

RUNNERS = (*HANDLING, Role.CONTROL_OFFICER)
NOTHING = "Bạn chưa chọn hồ sơ nào, hoặc chưa chọn việc. Chưa có gì thay đổi."
# Where the dossiers of a run were chosen, when that is not the inbox.
BACK = {
    "return_electronic": ("journeys:returns", "Về trả kết quả"),
    "move_due": ("journeys:moved", "Về hạn phải dời"),
}
INBOX = ("journeys:inbox", "Về việc của tôi")
NEEDS_OFFICER = frozenset({"assign", "hand_over"})


@require_POST
@official_required(*RUNNERS, guests=True)
def preview(request: HttpRequest) -> HttpResponse:
    """What would happen to each chosen dossier, before anything does; here the person says to whom and why."""
    return _preview(request, "")


def _preview(request: HttpRequest, problem: str) -> HttpResponse:
    seat, action = seat_of(request), request.POST.get("viec", "")
    chosen = chosen_of(request)
    if action not in bulk.ACTIONS or not chosen:
        problem = NOTHING
    rows = [] if problem and not chosen else [_row(key, version, action, seat) for key, version in chosen]
    found = [row for row in rows if row is not None]
    context = {
        "rows": found,
        "able": sum(row["refusal"] is None for row in found),
        "action": action,
        "words": bulk.ACTIONS[action].words if action in bulk.ACTIONS else "Làm nhiều hồ sơ",
        "officers": _officers(seat) if action in NEEDS_OFFICER else [],
        "claims": action == "assign" and seat.holds(Role.CASE_OFFICER),
        "asks_reason": action == "hand_over",
        "problem": problem,
        "command": new_id(),
        "back": BACK.get(action, INBOX),
    }
    return render(request, "journeys/desk/bulk_preview.html", context, status=422 if problem else 200)


def _row(key: UUID, version: int, action: str, seat: Seat) -> dict[str, Any] | None:
    dossier = dossiers.find(key)
    if dossier is None or action not in bulk.ACTIONS or not dossiers.visible(dossier, seat.account, seat.grants):
        return None
    refusal = bulk.would_refuse(dossier=dossier, action=action, account=seat.account, now=seat.now)
    return {"dossier": dossier, "key": f"{key}:{version}", "refusal": refusal}


@require_POST
@official_required(*RUNNERS, guests=True)
def begin(request: HttpRequest) -> HttpResponse:
    """Start the run and go to its report. `giao` stands for the first button of the inbox, `viec` for the others."""
    seat, action = seat_of(request), request.POST.get("giao") or request.POST.get("viec", "")
    chosen, officer = chosen_of(request), request.POST.get("officer", "")
    reason = request.POST.get("reason", "").strip()
    problem = _problem(seat, action, bool(chosen), officer, reason)
    if problem:
        return _preview(request, problem)
    data = {"officer": officer, "reason": reason} if action in NEEDS_OFFICER else {}
    run = bulk.start(
        run_id=command_of(request),
        action=action,
        chosen=chosen,
        data={name: value for name, value in data.items() if value},
        account=seat.account,
        now=seat.now,
    )
    if run.asked_by_id != seat.account.pk:
        raise Http404
    bulk.go_on(run.pk, seat.now)
    return redirect("journeys:bulk", run_id=run.pk)


def _problem(seat: Seat, action: str, chosen: bool, officer: str, reason: str) -> str:
    """Why nothing is started; "" when it may be."""
    if action not in bulk.ACTIONS or not chosen:
        return NOTHING
    if action == "hand_over" and not (officer and reason):
        return "Hãy chọn người nhận bàn giao và ghi lý do. Chưa có gì thay đổi."
    if action == "assign" and not officer and not seat.holds(Role.CASE_OFFICER):
        return "Bạn chưa chọn người thụ lý. Chưa có gì thay đổi."
    if action in NEEDS_OFFICER and officer and officer not in dict(_officers(seat)):
        return "Người được chọn không phải chuyên viên của phòng bạn. Chưa có gì thay đổi."
    return ""


@require_safe
@official_required(*RUNNERS, guests=True)
def report(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """What became of each dossier, and why not where it was refused."""
    run = _run(request, run_id)
    lines = reading.lines_of(run)
    context = {
        "run": run,
        "lines": lines,
        "done": sum(line.standing == "done" for line in lines),
        "refused": sum(line.standing == "refused" for line in lines),
        "back": BACK.get(run.action, INBOX),
    }
    return render(request, "journeys/desk/bulk_run.html", context)


@require_POST
@official_required(*RUNNERS, guests=True)
def retry(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Once more what was refused, on the dossiers as they are now."""
    run = _run(request, run_id)
    bulk.try_again(run.pk, seat_of(request).now)
    return redirect("journeys:bulk", run_id=run.pk)


@require_safe
@official_required(*RUNNERS, guests=True)
def listing(request: HttpRequest) -> HttpResponse:
    """The runs I asked for; for a head, all that one officer has in hand, to be handed over together."""
    seat = seat_of(request)
    heads = [grant.unit_key for grant in seat.grants if grant.role == Role.UNIT_HEAD]
    officers = _officers(seat)
    person = next((key for key, _ in officers if key == request.GET.get("nguoi", "")), "")
    context = {
        "runs": reading.runs_of(seat.account.pk),
        "officers": officers,
        "heads": bool(heads),
        "person": person,
        "name": dict(officers).get(person, ""),
        "led": led_by(UUID(person), heads) if person else [],
    }
    return render(request, "journeys/desk/bulk_runs.html", context)


def _run(request: HttpRequest, run_id: UUID) -> reading.BulkRun:
    run = reading.run_of(run_id, seat_of(request).account.pk)
    if run is None:
        raise Http404
    return run


def _officers(seat: Seat) -> list[tuple[str, str]]:
    """The officers of the units of mine to whom work can be given."""
    units = [grant.unit_key for grant in seat.grants if grant.role in {Role.UNIT_HEAD, Role.CASE_OFFICER}]
    found = {str(one.pk): one.full_name for unit in units for one in people.officials_with(Role.CASE_OFFICER, unit)}
    return list(found.items())
