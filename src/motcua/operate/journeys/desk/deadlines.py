"""Pages of due dates: who was warned of which, and dates that a changed calendar would move."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.kernel.ids import new_id
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.journeys.desk.seat import seat_of
from motcua.people.rules import Role
from motcua.people.services import official_required

WARNED = (Role.CASE_OFFICER, Role.UNIT_HEAD, Role.SIGNATORY, Role.CONTROL_OFFICER)
MOST_SHOWN = 100


@require_safe
@official_required(*WARNED)
def warnings(request: HttpRequest) -> HttpResponse:
    """What I was warned of, as far as the dossier is still in work; of one dossier the newest only."""
    seat = seat_of(request)
    newest: dict[object, Any] = {}
    for warning in dossiers.warnings(grants=seat.grants, account_id=seat.account_id):
        if warning.due_at == warning.dossier.legal_due:
            newest.setdefault(warning.dossier_id, warning)
    rows = sorted(newest.values(), key=lambda warning: (not warning.late, warning.due_at))
    return render(request, "journeys/desk/warnings.html", {"rows": rows, "late": sum(row.late for row in rows)})


@require_safe
@official_required(Role.CONTROL_OFFICER)
def moved(request: HttpRequest) -> HttpResponse:
    """Dossiers whose due dates the calendar of today would put off: nothing moves until it is approved as one run."""
    seat = seat_of(request)
    found = list(dossiers.moved_dossiers())
    rows = [
        {
            "dossier": one.dossier,
            "move": one.move,
            "key": f"{one.dossier.pk}:{one.dossier.version}",
            "choose": f"Dời hạn hồ sơ {one.dossier}",
        }
        for one in found[:MOST_SHOWN]
    ]
    context = {"rows": rows, "total": len(found), "command": new_id(), "now": seat.now}
    return render(request, "journeys/desk/moved.html", context)
