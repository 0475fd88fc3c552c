"""The public pages "Quyết định công bố": the list, one decision with its procedures, its file."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.kernel.files import services as files
from motcua.kernel.text import clean
from motcua.operate.publications import queries
from motcua.operate.publications.models import Decision
from motcua.operate.publications.rules import LEVELS

PAGE = 20


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Signed decisions, the newest first."""
    asked = {name: clean(request.GET.get(name, ""))[:100] for name in ("q", "cap", "nam")}
    year = int(asked["nam"]) if asked["nam"].isascii() and asked["nam"].isdigit() and len(asked["nam"]) == 4 else None
    found = queries.decisions(
        level=asked["cap"] if asked["cap"] in LEVELS else "", year=year, text=asked["q"], signed=True
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "asked": asked,
        "levels": LEVELS.items(),
        "years": [(item, item) for item in queries.years()],
        "query": "&".join(f"{name}={value}" for name, value in asked.items() if value),
    }
    return render(request, "publications/public.html", context)


@require_safe
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One decision: what it changes, since when, where it is shown."""
    row = _signed(pk)
    shown = [item for item in queries.shown(pk) if item.proof is not None]
    context = {"decision": row, "entries": queries.entries(pk), "shown": shown}
    return render(request, "publications/public_one.html", context)


@require_safe
def file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The decision itself: published, so open to everybody."""
    row = _signed(pk)
    if row.content_file is None:
        raise Http404("Quyết định không có tệp.")
    return files.open_response(row.content_file, row.content_name)


def _signed(pk: UUID) -> Decision:
    row = queries.decision(pk)
    if row is None or row.state not in queries.SIGNED:
        raise Http404("Không có quyết định công bố này.")
    return row
