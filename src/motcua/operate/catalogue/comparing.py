"""The public page that shows what changed from one version of a procedure to another."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.operate.catalogue import queries, rules


@require_safe
def difference(request: HttpRequest, code: str, old: int, new: int) -> HttpResponse:
    """Two versions that are or were in force, side by side where they differ."""
    rows = {row.number: row for row in queries.versions(code) if row.state != "draft"}
    if old not in rows or new not in rows:
        raise Http404("Không có phiên bản này.")
    context = {
        "procedure": rows[new].procedure,
        "old": rows[old],
        "new": rows[new],
        "changes": rules.compare(rows[old].parsed, rows[new].parsed),
    }
    return render(request, "catalogue/difference.html", context)
