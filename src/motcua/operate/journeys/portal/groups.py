"""Groups of procedures applied for at once: which there are, one application, and what became of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from motcua.operate.catalogue import queries as catalogue
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.journeys.portal import guards
from motcua.operate.journeys.queries import draft as reading
from motcua.operate.journeys.queries import portal as viewing
from motcua.operate.journeys.services import grouping
from motcua.operate.linking import queries as linking
from motcua.operate.linking.queries import GroupFiling
from motcua.people import queries as people


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """The groups that can be applied for here, and those of other agencies with where to go."""
    here = linking.groups(timezone.localdate())
    return render(request, "journeys/portal/groups.html", {"groups": here, "known": linking.known_groups()})


@require_safe
def group(request: HttpRequest, key: str) -> HttpResponse:
    """What the group consists of, and the button to apply for all of it."""
    now = timezone.now()
    found = linking.group(key)
    if found is None or found not in linking.groups(timezone.localdate(now)):
        raise Http404
    names = dict(catalogue.procedures().filter(code__in=found.procedures).values_list("code", "name"))
    context = {
        "group": found,
        "procedures": [(code, names.get(code, "")) for code in found.procedures],
        "problem": grouping.why_not(found, now),
    }
    return render(request, "journeys/portal/group.html", context)


@guards.applicant
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, key: str) -> HttpResponse:
    """Begin an application for the group."""
    found = linking.group(key)
    if found is None:
        raise Http404
    if request.method != "POST":
        return redirect("journeys:group", key=key)
    made = grouping.begin(group=found, account=guards.account(request), now=timezone.now())
    if isinstance(made, Refusal):
        messages.warning(request, made.message)
        return redirect("journeys:groups")
    return redirect("journeys:group-filing", filing_id=made.pk)


@guards.applicant
@require_http_methods(["GET", "POST"])
def filing(request: HttpRequest, filing_id: UUID) -> HttpResponse:
    """One application for a group: what is left to fill in; once sent, where each dossier stands."""
    account, now = guards.account(request), timezone.now()
    found = linking.filing(filing_id, account)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _post(request, found, account)
    rows = [_row(member, one, now) for member, one in grouping.filings_in(found, account, now)]
    context = {"filing": found, "rows": rows, "ready": bool(rows) and all(row["ready"] for row in rows)}
    return render(request, "journeys/portal/group_filing.html", context)


def _post(request: HttpRequest, found: GroupFiling, account: Any) -> HttpResponse:
    """Open the form of one procedure, with what was said before in it; or send everything."""
    now, wanted = timezone.now(), request.POST.get("open", "")
    here = reverse("journeys:group-filing", kwargs={"filing_id": found.pk})
    if wanted:
        grouping.share(filing=found, account=account, now=now)
        ids = {str(member.draft) for member in found.members.all()}
        return redirect("journeys:draft", draft_id=wanted) if wanted in ids else redirect(here)
    done = grouping.send(filing=found, account=account, by=people.actor_of(request), now=now)
    if isinstance(done, Refusal):
        messages.warning(request, f"Chưa nộp được hồ sơ nào. {done.message}")
    else:
        messages.success(request, "Đã nộp cả nhóm. Mỗi thủ tục có một hồ sơ, theo dõi tất cả ở trang này.")
    return redirect(here)


def _row(member: Any, one: reading.Filing | None, now: Any) -> dict[str, Any]:
    """One procedure of the group: its dossier with its state, or how much of its form is filled in."""
    row: dict[str, Any] = {"member": member, "code": member.procedure_code, "dossier": member.dossier}
    if member.dossier is not None:
        return row | {
            "name": member.dossier.procedure.name,
            "status": viewing.status(member.dossier, now),
            "ready": True,
        }
    if one is None:
        return row | {"name": member.procedure_code, "ready": False, "left": 0}
    tasks = reading.tasks(one)
    left = sum(not task.done for task in tasks)
    return row | {"name": one.title, "left": left, "total": len(tasks), "ready": not left}
