"""One indicator: its definition, the figure, units × months and the line of the months."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.kernel.time import local_date
from motcua.measure.indicators import queries
from motcua.measure.indicators.desk.asking import WORDS_BY, Asked, asked
from motcua.measure.indicators.desk.overview import KINDS, forecast_words, light, missing_words, running_until
from motcua.measure.indicators.queries import BY_UNIT, Cell, Group, GroupBy
from motcua.measure.indicators.rules import Definition, Figure, Period
from motcua.operate.catalogue import queries as catalogue
from motcua.people.queries import has_role
from motcua.people.rules import Role
from motcua.people.services import official_required

SPLITS: Mapping[GroupBy, str] = {"unit": "Đơn vị", "field": "Lĩnh vực", "procedure": "Thủ tục"}
MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class LinkedCell:
    """A cell of the table with the list behind it; `words` stands where there is no ratio."""

    cell: Cell
    url: str
    words: str

    @property
    def counts(self) -> bool:
        return bool(self.cell.denominator)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A unit, field or procedure with a cell for each month and one for the whole period; `url`: its own page."""

    name: str
    short_name: str
    cells: list[LinkedCell]
    whole: LinkedCell
    url: str = ""
    title: str = ""


def known(code: str) -> Definition:
    """The indicator, or 404."""
    try:
        return queries.definition(code)
    except KeyError:
        raise Http404("Không có chỉ tiêu này.") from None


@require_safe
@official_required()
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """Definition in words, basis, formula, the figure, the table and the chart of the period."""
    definition = known(code)
    here = asked(request)
    figure = queries.compared(code, here.period, now=here.now, scope=here.scope)
    months = queries.by_month(code, here.period, now=here.now, scope=here.scope)
    parts = here.period.parts
    rows = _rows(here, code, figure, months)
    coming = queries.forecast_of(figure, here.period, now=here.now, scope=here.scope)
    context = {
        **here.context(request, reverse("indicators:detail", kwargs={"code": code})),
        "definition": definition,
        "figure": figure,
        "kind": KINDS[figure.source_kind],
        "light": light(figure, running=here.period.last >= local_date(here.now)),
        "missing": missing_words(figure, definition.counted_words, until=running_until(here)),
        "forecast": forecast_words(coming, definition.noun, until=here.period.last),
        "list_url": here.link("indicators:members", code) if figure.denominator else "",
        "back_url": here.link("indicators:desk"),
        "months": parts,
        "rows": rows,
        "labels": [part.tick for part in parts],
        "lines": [("Thực hiện", [cell.value for cell in months]), ("Mục tiêu", [definition.target] * len(parts))],
        "has_line": sum(cell.value is not None for cell in months) > 1,
        "bars": _bars(rows, definition),
        "chart_title": f"{code} theo tháng",
        "bars_title": f"{code} theo {SPLITS[here.by].lower()}, {here.period.words}",
        "splits": _splits(here, code),
        "split_words": SPLITS[here.by],
        "facts": _facts(definition),
        "errors": _errors(here, code),
        "may_fix": has_role(request.user, Role.CONTROL_OFFICER, Role.ADMINISTRATOR),
    }
    return render(request, "indicators/detail.html", context, status=here.status)


def _splits(here: Asked, code: str) -> list[dict[str, object]]:
    """By what the table may be split; nothing where the source knows no groups."""
    if code not in BY_UNIT:
        return []
    return [
        {"label": words, "url": here.link("indicators:detail", code, by=WORDS_BY[by]), "current": by == here.by}
        for by, words in SPLITS.items()
    ]


def _errors(here: Asked, code: str) -> list[tuple[str, list[queries.EligibilityError]]]:
    """The declarations of I.1 that contradict themselves, grouped by what is wrong; nothing for other indicators."""
    if code != "I.1" or here.unit or here.period.first > local_date(here.now):
        return []
    grouped: dict[str, list[queries.EligibilityError]] = {}
    for error in queries.eligibility_errors(here.period, now=here.now, scope=here.scope):
        grouped.setdefault(error.words, []).append(error)
    return list(grouped.items())


def _facts(definition: Definition) -> list[dict[str, str]]:
    return [
        {"key": "Cách tính", "value": definition.formula_words},
        {"key": "Theo QĐ 766/QĐ-TTg", "value": definition.portal},
        {"key": "Chỉ tiêu giao", "value": definition.target_text},
        {"key": "Thời hạn", "value": definition.target_period},
        {"key": "Chủ trì", "value": ", ".join(definition.owner)},
        {"key": "Phối hợp", "value": ", ".join(definition.coordinators)},
        {"key": "Căn cứ", "value": "; ".join(definition.legal_basis)},
        {"key": "Công thức", "value": f"{definition.formula_id}, phiên bản {definition.formula_version}"},
    ]


def _rows(here: Asked, code: str, figure: Figure, months: list[Cell]) -> list[TableRow]:
    """The groups first, all of what is asked about last; units by name, procedures with the most dossiers first."""
    parts = here.period.parts
    found = queries.group_table(code, here.period, now=here.now, by=here.by, scope=here.scope)
    titles = _titles(here, [group.key for group in found])
    rows = [_row(here, code, group, titles.get(group.key, "")) for group in found]
    if here.by == "procedure":
        rows.sort(key=lambda row: (-(row.whole.cell.denominator or 0), row.name))
    else:
        rows.sort(key=lambda row: row.name)
    total = Cell("", figure.numerator, figure.denominator)
    linked = [_linked(here, code, cell, part) for cell, part in zip(months, parts, strict=True)]
    name = here.unit_name(here.unit) if here.unit else "Toàn cơ quan"
    alone = rows if len(rows) > 1 or here.by != "unit" or not here.unit else []
    return [*alone, TableRow(name, name, linked, _linked(here, code, total, here.period))]


def _row(here: Asked, code: str, group: Group, title: str) -> TableRow:
    """A group whose cells lead to its own lists, and whose name leads to its own page; without a key there is none."""
    known = bool(group.key)
    cells = [
        _linked(here, code, cell, part, **({here.by: group.key} if known else {}))
        for cell, part in zip((*group.cells, group.whole), (*here.period.parts, here.period), strict=True)
    ]
    if not known:
        cells = [replace(cell, url="") for cell in cells]
    name, short = _named(here, group.key)
    onward: GroupBy = "unit" if here.by == "procedure" else "procedure"
    changes: dict[str, str] = {here.by: group.key, "by": WORDS_BY[onward]}
    url = here.link("indicators:detail", code, period=here.period, **changes) if known else ""
    return TableRow(name, short, cells[:-1], cells[-1], url, title)


def _titles(here: Asked, keys: list[str]) -> Mapping[str, str]:
    """Names of procedures by their codes; units and fields are called by their names anyway."""
    if here.by != "procedure":
        return {}
    return dict(catalogue.procedures().filter(code__in=keys).order_by().values_list("code", "name"))


def _named(here: Asked, key: str) -> tuple[str, str]:
    if here.by == "unit":
        return here.unit_name(key), here.short_unit(key)
    if not key:
        return "Chưa rõ lĩnh vực", "Chưa rõ"
    return key, key


def _bars(rows: list[TableRow], definition: Definition) -> list[dict[str, object]]:
    """The units as bars against the target, only where there are several."""
    units = [row for row in rows[:-1] if row.whole.counts][:MOST_BARS]
    named = [(row.short_name, row.whole.cell.value, row.whole.url) for row in units if len(units) > 1]
    return [
        {"label": name, "value": value, "target": definition.target, "judge": True, "href": url}
        for name, value, url in named
    ]


def _linked(here: Asked, code: str, cell: Cell, part: Period, **changes: str) -> LinkedCell:
    words = "chưa có nguồn" if cell.denominator is None else "–"
    return LinkedCell(cell, here.link("indicators:members", code, period=part, **changes), words)
