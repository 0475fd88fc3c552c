"""The public page of the plan: what the agency promised for the year and how it stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.steer.plans import queries
from motcua.steer.plans.queries import Standing

LABEL = 30
"""Letters of a name above its bar: what stands beside the value on the narrowest telephone."""


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """Targets with values in plain words, a chart with its table, and the tasks; nothing to edit."""
    text = request.GET.get("nam", "")
    plan = queries.plan(int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None)
    if plan is None:
        return render(request, "plans/public.html", {"plan": None})
    view = queries.view(plan)
    standings = queries.standings(plan, view.items("target"), timezone.now())
    context = {
        "plan": plan,
        "view": view,
        "standings": standings,
        "bars": [_bar(standing) for standing in standings if standing.value is not None],
        "met": sum(standing.met is True for standing in standings),
        "unmet": sum(standing.met is False for standing in standings),
        "silent": sum(standing.met is None for standing in standings),
        "years": queries.years(),
        "now": timezone.now(),
    }
    return render(request, "plans/public.html", context)


def _bar(standing: Standing) -> dict[str, object]:
    name = standing.item.text
    short = name if len(name) <= LABEL else f"{name[:LABEL].rsplit(' ', 1)[0]}…"
    return {"label": f"{standing.item.code} {short}", "value": standing.value, "target": standing.target}
