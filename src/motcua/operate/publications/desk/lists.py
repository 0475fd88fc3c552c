"""The lists: what is due, decisions, the watch list, places with missing proofs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.kernel.text import clean
from motcua.operate.publications import queries
from motcua.operate.publications.desk.tabs import TAGS, ShownClock, show, top
from motcua.operate.publications.queries import Running
from motcua.operate.publications.rules import LEVELS, READERS, STATES, VARIANTS
from motcua.people.services import official_required

PAGE = 30


@dataclass(frozen=True, slots=True)
class DueRow:
    """The clocks of one procedure and step in every reading; `main` is the one chosen."""

    code: str
    name: str
    step: str
    number: str
    url: str
    watch: bool
    main: ShownClock
    others: list[ShownClock]


@require_safe
@official_required(*READERS)
def due(request: HttpRequest) -> HttpResponse:
    """ "Việc công bố đến hạn": one line per procedure and step, the chosen reading first, the others beside it."""
    today = timezone.localdate()
    known = queries.timings().variants
    chosen = request.GET.get("cach", "law")
    chosen = chosen if chosen in known else "law"
    rows = _due_rows(queries.running(today), chosen, today)
    late = sum(row.main.kind == "late" for row in rows)
    context = {
        **top(request, "desk"),
        "rows": rows,
        "late": late,
        "soon": sum(0 <= row.main.clock.days_left(today) <= queries.SOON for row in rows),
        "watching": len(queries.watch_list()),
        "unproven": len(queries.proofs(missing_only=True)),
        "readings": [
            {"label": VARIANTS[key], "url": f"{reverse('publications:desk')}?cach={key}", "current": key == chosen,
             "count": None}
            for key in known
        ],
        "own_missing": "local" not in known,
        "internal": queries.internal_standing(today),
        "today": today,
    }  # fmt: skip
    return render(request, "publications/due.html", context)


def _due_rows(running: Sequence[Running], chosen: str, today: date) -> list[DueRow]:
    grouped: dict[tuple[str, str, str], list[Running]] = {}
    for item in running:
        grouped.setdefault((item.clock.decision, item.clock.code, item.clock.step), []).append(item)
    rows = []
    for items in grouped.values():
        main = next((item for item in items if item.clock.variant == chosen), items[0])
        others = [show(item.clock, today) for item in items if item is not main]
        clock = main.clock
        url = "" if clock.variant == "plan" else reverse("publications:decision", kwargs={"pk": clock.decision})
        shown = show(clock, today)
        rows.append(DueRow(clock.code, main.name, shown.step, clock.number, url, main.watch, shown, others))
    return sorted(rows, key=lambda row: (row.main.clock.due_on, row.code, row.step))


@require_safe
@official_required(*READERS)
def decisions(request: HttpRequest) -> HttpResponse:
    """All decisions, with filters that stay in the address."""
    asked = {name: clean(request.GET.get(name, ""))[:100] for name in ("q", "cap", "trang-thai", "nam")}
    year = int(asked["nam"]) if asked["nam"].isascii() and asked["nam"].isdigit() and len(asked["nam"]) == 4 else None
    found = queries.decisions(
        level=asked["cap"] if asked["cap"] in LEVELS else "",
        state=asked["trang-thai"] if asked["trang-thai"] in STATES else "",
        year=year,
        text=asked["q"],
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    context = {
        **top(request, "decisions"),
        "page": page,
        "rows": [(row, TAGS[row.state]) for row in page.object_list],
        "asked": asked,
        "levels": LEVELS.items(),
        "states": STATES.items(),
        "years": [(year, year) for year in queries.years()],
        "query": "&".join(f"{name}={value}" for name, value in asked.items() if value),
    }
    return render(request, "publications/decisions.html", context)


@require_safe
@official_required(*READERS)
def watch(request: HttpRequest) -> HttpResponse:
    """What a ministry published and the province has not."""
    today = timezone.localdate()
    rows = [(item, item.days_waiting(today)) for item in queries.watch_list()]
    return render(request, "publications/watch.html", {**top(request, "watch"), "rows": rows, "today": today})


@require_safe
@official_required(*READERS)
def places(request: HttpRequest) -> HttpResponse:
    """Posted decisions with the proof of every place; first those where one is missing."""
    found = sorted(queries.proofs(), key=lambda item: not item.missing)
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    context = {
        **top(request, "places"),
        "places": queries.places(),
        "page": page,
        "missing": sum(bool(item.missing) for item in found),
        "source": queries.publicity()["source"],
    }
    return render(request, "publications/places.html", context)
