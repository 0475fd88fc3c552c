"""The feed of new editions, and the panel that other sites show inside their pages."""

from datetime import UTC
from typing import Any

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from motcua.measure.disclosure import queries
from motcua.measure.disclosure.portal import showing
from motcua.measure.disclosure.portal.pages import origin
from motcua.measure.editions import queries as editions
from motcua.measure.editions.queries.showing import named
from motcua.measure.indicators.rules import period_of
from motcua.people import queries as people

ENTRIES = 50
ANYBODY = {"frame-ancestors": ["*"]}


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """New and restated periods, the newest first (Atom, RFC 4287)."""
    here = origin(request)
    every = sorted((one for one in editions.editions()), key=lambda one: (one.cut_off, one.pk), reverse=True)[:ENTRIES]
    entries = [
        {
            "address": f"{here}{reverse('disclosure:edition', args=[one.key, one.number])}",
            "title": f"Số liệu {named(one.key)}" + (f", chốt lại lần {one.number}" if one.number > 1 else ""),
            "at": one.cut_off.astimezone(UTC).isoformat(),
            "reason": one.reason,
        }
        for one in every
    ]
    context = {
        "agency": people.agency().name,
        "here": f"{here}{reverse('disclosure:feed')}",
        "home": f"{here}{reverse('disclosure:list')}",
        "updated": entries[0]["at"] if entries else "1970-01-01T00:00:00+00:00",
        "entries": entries,
    }
    return render(request, "disclosure/feed.xml", context, content_type="application/atom+xml; charset=utf-8")


@xframe_options_exempt
@require_safe
def panel(request: HttpRequest) -> HttpResponse:
    """The newest closed month in a small frame. This address alone may stand inside pages of other sites: it has no
    form, no session and nothing to click but a link that opens a page of its own."""
    newest = next((one for one in queries.newest(ENTRIES) if period_of(one.first, one.last).is_month), None)
    found = queries.published(newest.key, newest.number) if newest else None
    context: dict[str, Any] = {
        "edition": newest,
        "name": named(newest.key) if newest else "",
        "agency": people.agency().name,
    }
    if found and newest:
        address = reverse("disclosure:edition", args=[newest.key, newest.number])
        context |= {"bars": showing.bars(found), "address": f"{origin(request)}{address}", **showing.on_time(found)}
    answer = render(request, "disclosure/panel.html", context)
    answer[HEADER] = build_policy(replace=ANYBODY)
    return answer
