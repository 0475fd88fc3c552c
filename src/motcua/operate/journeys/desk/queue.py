"""The queue at the counter: take a number, call, serve; and what a scanner types. Works by keyboard, without script."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel.text import clean
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.intake.queries import queue as reading
from motcua.operate.intake.rules import scan
from motcua.operate.intake.rules.queue import KINDS, NO_SHOW, SERVED
from motcua.operate.intake.services import queue
from motcua.operate.journeys.desk import counter
from motcua.operate.journeys.desk.seat import seat_of
from motcua.people import queries as people
from motcua.people.rules import Role
from motcua.people.services import official_required

DESK = "counter_desk"  # which counter this browser stands at, kept with the session
BOARD_SECONDS = 10
CALLED = {"again": "Đã gọi lại", "served": "Đã xong", "absent": "Đã ghi không có mặt"}


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(Role.RECEPTION)
def page(request: HttpRequest) -> HttpResponse:
    """Who waits and whom I serve. "goi" calls the next person, "cap" gives a number, "quay" says where I sit."""
    by, now = people.actor_of(request, Role.RECEPTION), seat_of(request).now
    if request.method == "POST":
        if "quay" in request.POST:
            request.session[DESK] = clean(request.POST["quay"])[:20]
        if "cap" in request.POST:
            _told(request, queue.issue(unit=by.unit, kind=request.POST["cap"], by=by, now=now), "Đã cấp số")
        elif "goi" in request.POST:
            _told(request, queue.call_next(unit=by.unit, desk=_desk(request), by=by, now=now), "Mời số")
        return redirect("journeys:queue")
    hall = reading.hall(unit=by.unit, now=now, by=by)
    context = {"hall": hall, "kinds": KINDS, "desk": _desk(request), "unit": by.unit}
    return render(request, "journeys/desk/queue.html", context)


@require_POST
@official_required(Role.RECEPTION)
def act(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """Call a number again, or say that its person was served or did not come."""
    by, now = people.actor_of(request, Role.RECEPTION), seat_of(request).now
    ticket = reading.find(ticket_id)
    if ticket is None or ticket.unit_id != by.unit:
        raise Http404
    what = request.POST.get("viec", "")
    outcome: Any
    if what == "again":
        outcome = queue.call_again(ticket_id=ticket_id, desk=_desk(request), by=by, now=now)
    else:
        state = {"served": SERVED, "absent": NO_SHOW}.get(what, "")
        outcome = queue.close(ticket_id=ticket_id, state=state, by=by, now=now)
    _told(request, outcome, CALLED.get(what, ""))
    return redirect("journeys:queue")


@require_POST
@official_required(Role.RECEPTION)
def scanned(request: HttpRequest) -> HttpResponse:
    """A scan: the QR of a receipt opens the dossier, that of an identity card begins an intake with the person."""
    found = scan.read(request.POST.get("ma", ""))
    if isinstance(found, scan.Card):
        return counter.with_card(request, found)
    dossier = dossiers.by_code(found.code) if isinstance(found, scan.Receipt) else None
    if dossier is not None:
        return redirect("journeys:work", dossier_id=dossier.pk)
    words = found.message if isinstance(found, scan.Nothing) else f"Không có hồ sơ nào mang mã {found.code}."
    messages.warning(request, words)
    return redirect("journeys:queue")


@require_http_methods(["GET", "HEAD", "POST"])
@official_required(Role.RECEPTION)
def kiosk(request: HttpRequest) -> HttpResponse:
    """The page of a screen in the hall: one button for each reason to come, then the number in large type."""
    by, now = people.actor_of(request, Role.RECEPTION), timezone.now()
    ticket, ahead = None, 0
    if request.method == "POST":
        outcome = queue.issue(unit=by.unit, kind=request.POST.get("cap", ""), by=by, now=now)
        if isinstance(outcome, Refusal):
            messages.warning(request, outcome.message)
        else:
            ticket, ahead = outcome, reading.ahead(outcome)
    context = {"ticket": ticket, "ahead": ahead, "kinds": KINDS, "unit": people.unit(by.unit)}
    return render(request, "journeys/desk/kiosk.html", context)


@require_safe
def board(request: HttpRequest, unit: str) -> HttpResponse:
    """The numbers being served, for a screen in the hall; it names nobody and looks again by itself."""
    found = next((one for one in people.units() if one.key == unit), None)
    if found is None:
        raise Http404
    called = reading.board(unit=unit, now=timezone.now())
    response = render(request, "journeys/desk/board.html", {"unit": found, "called": called})
    response["Refresh"] = str(BOARD_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


def _desk(request: HttpRequest) -> str:
    return str(request.session.get(DESK, "") or "1")


def _told(request: HttpRequest, outcome: Any, words: str) -> None:
    if isinstance(outcome, Refusal):
        messages.warning(request, outcome.message)
    else:
        messages.success(request, f"{words} {outcome.shown}.")
