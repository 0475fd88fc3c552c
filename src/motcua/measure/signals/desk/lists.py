"""«Dấu hiệu cần xem» of the inspector, the auditor and heads; the questions put to an official."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.measure.signals import queries
from motcua.measure.signals.desk.seat import ASKED, WATCHERS, seat
from motcua.measure.signals.models import Signal
from motcua.measure.signals.rules import BY_HAND, RULES, STATES
from motcua.people import queries as people
from motcua.people.rules import Role
from motcua.people.services import official_required

PAGE = 30
OPENLY = "dang-mo"
TABS = {OPENLY: "Đang mở", "founded": "Có căn cứ", "unfounded": "Không có căn cứ", "": "Tất cả"}
TAGS = {"open": "waiting", "answered": "running", "needs_more": "waiting", "founded": "late", "unfounded": "done"}


TITLES = {rule.id: rule.title for rule in (*RULES.values(), BY_HAND)}


@dataclass(frozen=True, slots=True)
class Row:
    """One signal as a line."""

    signal: Signal
    title: str
    about: str
    unit: str
    state: str
    tag: str


@require_safe
@official_required(*WATCHERS, Role.UNIT_HEAD)
def to_see(request: HttpRequest) -> HttpResponse:
    """Signals with counts by unit; a head sees those of his unit."""
    here = seat(request)
    rows, asked = here.seen(), request.GET
    state = asked.get("trang-thai", OPENLY)
    state = state if state in TABS else OPENLY
    rule = asked.get("loai", "") if asked.get("loai", "") in TITLES else ""
    units = {unit.key: unit.name for unit in people.units()}
    unit = asked.get("donvi", "") if asked.get("donvi", "") in units else ""
    found = queries.listing(rows, queries.Filters(state, rule, unit))
    page = Paginator(found, PAGE).get_page(asked.get("trang"))
    link = _Link(rule, unit)
    context = {
        "rows": list(lines(page.object_list)),
        "total": page.paginator.count,
        "tabs": [{"label": words, "url": link.to(key), "current": key == state} for key, words in TABS.items()],
        "state": state,
        "rule_options": list(TITLES.items()),
        "unit_options": [(key, name) for key, name in units.items() if here.everything or key in here.heads],
        "rule": rule,
        "unit": unit,
        "columns": COLUMNS,
        "counts": [
            [{"text": units.get(row.unit, row.unit or "Toàn cơ quan"), "href": link.to(OPENLY, unit=row.unit)},
             str(row.open), str(row.answered), str(row.founded), str(row.unfounded)]
            for row in queries.counts(rows)
        ],
        "next_url": f"{link.to(state)}&trang={page.next_page_number()}" if page.has_next() else "",
        "before_url": f"{link.to(state)}&trang={page.previous_page_number()}" if page.has_previous() else "",
    }  # fmt: skip
    return render(request, "signals/list.html", context)


@require_safe
@official_required(*ASKED)
def mine(request: HttpRequest) -> HttpResponse:
    """The questions about the official's own work, those without an answer first."""
    rows = queries.asked_about(str(request.user.pk))
    return render(request, "signals/mine.html", {"rows": list(lines(rows[:PAGE]))})


COLUMNS = [
    {"label": "Đơn vị", "kind": ""},
    *({"label": words, "kind": "num"} for words in ("Chờ giải trình", "Đã giải trình", "Có căn cứ", "Không căn cứ")),
]


@dataclass(frozen=True, slots=True)
class _Link:
    rule: str
    unit: str

    def to(self, state: str, unit: str | None = None) -> str:
        said = {"trang-thai": state, "loai": self.rule, "donvi": self.unit if unit is None else unit}
        kept = {key: value for key, value in said.items() if value or key == "trang-thai"}
        return f"{reverse('signals:list')}?{urlencode(kept)}"


def lines(rows: Iterable[Signal]) -> Iterable[Row]:
    """Signals with the words of their rule, unit and person."""
    units = {unit.key: unit.name for unit in people.units()}
    for row in rows:
        yield Row(
            signal=row,
            title=TITLES.get(row.rule, row.rule),
            about=about(row),
            unit=units.get(row.unit, row.unit),
            state=STATES[row.state],
            tag=TAGS[row.state],
        )


def about(row: Signal) -> str:
    """What the signal is about: a dossier's code, a person, or the unit; with its month or quarter."""
    if row.kind == "dossier":
        return next((one["code"] for one in row.evidence if one["code"]), "hồ sơ chưa có mã")
    window = f", {window_words(row.window)}" if row.window else ""
    return (people.account_name(row.subject) if row.kind == "officer" else "cả đơn vị") + window


def window_words(window: str) -> str:
    """ "2024-Q1" → "quý 1/2024", "2024-03" → "tháng 03/2024"."""
    year, _, part = window.partition("-")
    if not part:
        return f"năm {year}"
    return f"quý {part[1:]}/{year}" if part.startswith("Q") else f"tháng {part}/{year}"
