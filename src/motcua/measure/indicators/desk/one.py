"""One indicator: its definition, the figure, units × months and the line of the months."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.kernel.time import local_date
from motcua.measure.indicators import queries
from motcua.measure.indicators.desk.asking import Asked, asked
from motcua.measure.indicators.desk.overview import KINDS, forecast_words, light, missing_words, running_until
from motcua.measure.indicators.queries import Cell
from motcua.measure.indicators.rules import Definition, Period
from motcua.people.queries import has_role
from motcua.people.rules import Role
from motcua.people.services import official_required


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
    """A unit with a cell for each month and one for the whole period."""

    name: str
    short_name: str
    cells: list[LinkedCell]
    whole: LinkedCell


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
    figure = queries.compute(code, here.period, now=here.now, scope=here.scope)
    months = queries.by_month(code, here.period, now=here.now, scope=here.scope)
    parts = here.period.parts
    rows = _rows(here, code, months)
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
        "bars_title": f"{code} theo đơn vị, {here.period.words}",
        "facts": _facts(definition),
        "errors": _errors(here, code),
        "may_fix": has_role(request.user, Role.CONTROL_OFFICER, Role.ADMINISTRATOR),
    }
    return render(request, "indicators/detail.html", context, status=here.status)


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
        {"key": "Chỉ tiêu giao", "value": definition.target_text},
        {"key": "Thời hạn", "value": definition.target_period},
        {"key": "Chủ trì", "value": ", ".join(definition.owner)},
        {"key": "Phối hợp", "value": ", ".join(definition.coordinators)},
        {"key": "Căn cứ", "value": "; ".join(definition.legal_basis)},
        {"key": "Công thức", "value": f"{definition.formula_id}, phiên bản {definition.formula_version}"},
    ]


def _rows(here: Asked, code: str, months: list[Cell]) -> list[TableRow]:
    """Units first, the whole agency last; with a unit chosen, only that unit."""
    parts = here.period.parts
    rows = []
    if not here.unit:
        whole = {cell.key: cell for cell in queries.by_unit(code, here.period, now=here.now)}
        for unit, cells in queries.unit_month_table(code, here.period, now=here.now).items():
            total = whole.get(unit, Cell(unit, 0, 0))
            linked = [_linked(here, code, cell, part, unit) for cell, part in zip(cells, parts, strict=True)]
            rows.append(
                TableRow(
                    here.unit_name(unit), here.short_unit(unit), linked, _linked(here, code, total, here.period, unit)
                )
            )
        rows.sort(key=lambda row: row.name)
    figure = queries.compute(code, here.period, now=here.now, scope=here.scope)
    total = Cell("", figure.numerator, figure.denominator)
    linked = [_linked(here, code, cell, part, here.unit) for cell, part in zip(months, parts, strict=True)]
    name = here.unit_name(here.unit) if here.unit else "Toàn cơ quan"
    return [*rows, TableRow(name, name, linked, _linked(here, code, total, here.period, here.unit))]


def _bars(rows: list[TableRow], definition: Definition) -> list[dict[str, object]]:
    """The units as bars against the target, only where there are several."""
    units = [row for row in rows[:-1] if row.whole.counts]
    named = [(row.short_name, row.whole.cell.value, row.whole.url) for row in units if len(units) > 1]
    return [
        {"label": name, "value": value, "target": definition.target, "judge": True, "href": url}
        for name, value, url in named
    ]


def _linked(here: Asked, code: str, cell: Cell, part: Period, unit: str) -> LinkedCell:
    words = "chưa có nguồn" if cell.denominator is None else "–"
    return LinkedCell(cell, here.link("indicators:members", code, period=part, unit=unit), words)
