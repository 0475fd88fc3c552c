"""The agency with its nine indices, its units and officials; a head sees his own unit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.measure.assessment import queries
from motcua.measure.assessment.desk.figures import lines, table, total_words
from motcua.measure.assessment.desk.seat import address, asked, seat
from motcua.measure.assessment.queries import Whose
from motcua.measure.assessment.rules import AGENCY_VIEWERS
from motcua.people.rules import Role
from motcua.people.services import official_required


@require_safe
@official_required(*AGENCY_VIEWERS, Role.UNIT_HEAD)
def board(request: HttpRequest) -> HttpResponse:
    """Results of a quarter or year as far as the person may see them, each leading to the dossiers behind."""
    here, mine = asked(request), seat(request)
    every = queries.works(here.period.period)
    units = queries.unit_results(here.period, every, units=() if mine.agency else mine.units)
    agency = queries.agency_result(here.period, every, now=timezone.now()) if mine.agency else None
    if mine.agency:
        persons = [(one, Whose(officer=one.subject)) for one in queries.officer_results(here.period, every)]
    else:
        persons = [
            (one, Whose(unit, one.subject))
            for unit in sorted(mine.units)
            for one in queries.officer_results(here.period, every, unit=unit)
        ]
    scheme = here.period.scheme
    context = {
        **here.context(reverse("assessment:desk")),
        "agency": agency,
        "lines": lines(scheme, agency.figures) if agency else [],
        "total": total_words(agency) if agency else None,
        "units": table(units, [address("assessment:one", here.key, Whose(one.subject)) for one in units], "Đơn vị"),
        "officers": table(
            [one for one, _ in persons], [address("assessment:one", here.key, of) for _, of in persons], "Cán bộ"
        ),
        "has_units": bool(units),
        "has_officers": bool(persons),
    }
    return render(request, "assessment/board.html", context, status=here.status)
