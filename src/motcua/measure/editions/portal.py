"""A closed period as the public sees it, at an address that stays."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.measure.editions import queries
from motcua.measure.editions.queries.showing import figure_rows, head_rows, named

COLUMNS = [{"label": "Chỉ tiêu"}, {"label": "Kết quả", "kind": "num"}, {"label": "Số đếm", "kind": "num"}]


@require_safe
def one(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The figures, hash and cut-off of an edition; with a later one, both beside each other. No ids of dossiers."""
    found = queries.edition(key, number)
    if found is None:
        raise Http404("Không có lần chốt này.")
    before = queries.edition(key, number - 1) if number > 1 else None
    newest = queries.latest(key)
    context = {
        "edition": found,
        "name": named(found.key),
        "newest": newest if newest and newest.pk != found.pk else None,
        "head": head_rows(found),
        "columns": [*COLUMNS, {"label": f"Lần {before.number}", "kind": "num"}] if before else COLUMNS,
        "rows": figure_rows(found, before),
        "before": before,
    }
    return render(request, "editions/public.html", context)
