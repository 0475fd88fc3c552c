"""«Hồ sơ không ai giữ»: the list that must be empty."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.measure.signals import queries
from motcua.people import queries as people
from motcua.people.rules import Role
from motcua.people.services import official_required

READERS = (Role.CONTROL_OFFICER, Role.INSPECTOR, Role.AUDITOR, Role.ADMINISTRATOR)


@require_safe
@official_required(*READERS)
def orphans(request: HttpRequest) -> HttpResponse:
    """Every open dossier that nobody owns, with what is wrong and how to mend it."""
    found = queries.orphans(now=timezone.now())
    everything = people.scope(request.user).all
    rows = [
        (one, reverse("journeys:work", kwargs={"dossier_id": one.dossier_id}) if everything else "") for one in found
    ]
    return render(request, "signals/orphans.html", {"rows": rows, "most": len(found) >= queries.MOST})
