"""Handing results over: what is ready at this counter, by code, one by one or all electronic ones together."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Filters
from motcua.operate.dossiers.queries.delivering import STANDINGS, Handover, on_the_way
from motcua.operate.dossiers.rules import Delivery, State
from motcua.operate.journeys.desk.seat import Seat, seat_of
from motcua.operate.journeys.forms.desk_lists import FilterForm
from motcua.operate.journeys.queries.desk_page import DELIVERY_WORDS
from motcua.people.rules import Role
from motcua.people.services import official_required

PAGE = 50


@require_safe
@official_required(Role.RECEPTION)
def page(request: HttpRequest) -> HttpResponse:
    """Results that are ready to be handed over here."""
    seat = seat_of(request)
    text = FilterForm(request.GET).filters().text
    found = _ready(seat, text, request.GET.get("sau"))
    prefetch_related_objects(found.rows, "result")
    rows = [
        {
            "dossier": dossier,
            "key": f"{dossier.pk}:{dossier.version}",
            "choose": f"Chọn hồ sơ {dossier}",
            "result": dossier.result,
            "delivery": DELIVERY_WORDS[Delivery(dossier.delivery)],
            "electronic": dossier.delivery == Delivery.ELECTRONIC and dossier.result.is_electronic,
        }
        for dossier in found.rows
    ]
    context = {
        "rows": rows,
        "posted": [_posted(one) for one in on_the_way(seat.grants)],
        "here": reverse("journeys:returns"),
        "q": text,
        "bulk": any(row["electronic"] for row in rows),
        "total": found.total_words,
        "next_url": f"?{FilterForm(request.GET).address(sau=found.after)}" if found.after else "",
    }
    return render(request, "journeys/desk/returns.html", context)


def _posted(one: Handover) -> dict[str, Any]:
    kind, words = STANDINGS[one.standing]
    return {"one": one, "dossier": one.dossier, "kind": kind, "words": words}


def _ready(seat: Seat, text: str, after: str | None) -> dossiers.Page:
    """Issued results received at the counters of this person; those of other counters are theirs to return."""
    counters = [grant for grant in seat.grants if grant.role == Role.RECEPTION]
    filters = Filters(text=text, state=int(State.PROCESSED))
    return dossiers.listing(grants=counters, filters=filters, now=seat.now, after=after, limit=PAGE)
