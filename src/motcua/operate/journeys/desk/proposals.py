"""Proposals to ask a person once more: the head of the unit agrees or declines, with a word why."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from motcua.operate.dossiers.rules import Refusal
from motcua.operate.intake.queries import proposals as reading
from motcua.operate.intake.services import proposals
from motcua.operate.journeys.desk.seat import seat_of
from motcua.people import queries as people
from motcua.people.rules import Role
from motcua.people.services import official_required


@require_safe
@official_required(Role.UNIT_HEAD)
def listing(request: HttpRequest) -> HttpResponse:
    """What waits for my decision."""
    return render(request, "journeys/desk/proposals.html", {"proposals": reading.waiting(seat_of(request).grants)})


@require_POST
@official_required(Role.UNIT_HEAD)
def decide(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Agree, and the request goes out at once; or decline."""
    agreed = request.POST.get("quyet") == "dong-y"
    outcome = proposals.decide(
        proposal_id=proposal_id,
        agreed=agreed,
        answer=request.POST.get("answer", "")[:1000],
        by=people.actor_of(request, Role.UNIT_HEAD),
        now=seat_of(request).now,
    )
    if isinstance(outcome, Refusal):
        messages.warning(request, outcome.message)
    else:
        messages.success(request, "Đã gửi yêu cầu bổ sung tới người nộp." if agreed else "Đã trả lời không đồng ý.")
    return redirect("journeys:proposals")
