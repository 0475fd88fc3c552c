"""JSON: the twelve figures of a period and one of them by month and unit, as the public page shows them."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from motcua.kernel.problems import Problem
from motcua.kernel.time import local_date
from motcua.measure.indicators import queries
from motcua.measure.indicators.queries import Cell, Scope
from motcua.measure.indicators.rules import BadPeriod, Figure, Period, parse_table_period

router = Router(tags=["indicators"])
PROBLEMS = {404: Problem, 422: Problem}


class PeriodOut(Schema):
    """`key` reads back as `period`."""

    key: str
    first: date
    last: date


class LineOut(Schema):
    """A second reading beside the official one."""

    name: str
    numerator: int | None
    denominator: int | None
    value: float | None


class ForecastOut(Schema):
    """Per cent at the end of a running period, with an interval of 90 %; `needed` of `coming` must count."""

    value: float
    low: float
    high: float
    coming: int
    needed: int


class FigureOut(Schema):
    """One indicator. `status`: value, not_applicable (denominator 0) or no_source; null is never 0."""

    code: str
    name: str
    numerator: int | None
    denominator: int | None
    value: float | None
    target: float
    operator: str
    met: bool | None
    status: str
    short_of_target: int | None
    source: str
    source_kind: str
    formula_id: str
    formula_version: int
    cut_off: datetime
    owner: list[str]
    lines: list[LineOut]
    gaps: list[str]


class FiguresOut(Schema):
    period: PeriodOut
    on_time: list[LineOut]
    indicators: list[FigureOut]


class CellOut(Schema):
    """`key`: a period (`2024-03`), the key of an agency or unit, the code of a procedure or the name of a field."""

    key: str
    numerator: int | None
    denominator: int | None
    value: float | None


class FigureDetail(FigureOut):
    """A figure with its definition, months and units."""

    period: PeriodOut
    formula_words: str
    target_text: str
    coordinators: list[str]
    legal_basis: list[str]
    target_period: str
    forecast: ForecastOut | None
    by_month: list[CellOut]
    by_unit: list[CellOut]
    by: str
    groups: list[CellOut]


class Asked(Schema):
    """`period`: 2024, 2024-03, 2024-Q1 or 2024-01-15..2024-02-14; the newest year with work when empty."""

    period: str = ""
    agency: str = ""
    unit: str = ""
    procedure: str = ""
    field: str = ""

    @property
    def scope(self) -> Scope:
        return Scope(
            agency=self.agency[:60], unit=self.unit[:60], procedure=self.procedure[:60], field=self.field[:200]
        )


class AskedBy(Asked):
    """`by`: how the figure is split further."""

    by: Literal["", "agency", "unit", "field", "procedure"] = ""


@router.get("/indicators", response={200: FiguresOut, **PROBLEMS}, url_name="indicators", summary="The twelve figures")
def indicators(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """All twelve of a period, in the order of the plan's annex, and the two on-time readings."""
    now = timezone.now()
    period = _period(asked.period, now)
    return {
        "period": _said(period),
        "on_time": [_line(line) for line in queries.on_time(period, now=now, scope=asked.scope)],
        "indicators": [_figure(found) for found in queries.figures(period, now=now, scope=asked.scope)],
    }


@router.get(
    "/indicators/{code}", response={200: FigureDetail, **PROBLEMS}, url_name="indicator", summary="One indicator"
)
def indicator(request: HttpRequest, code: str, asked: Query[AskedBy]) -> dict[str, Any]:
    """One figure with its definition, its months and, where the source knows units, its units."""
    now = timezone.now()
    period = _period(asked.period, now)
    try:
        definition = queries.definition(code)
    except KeyError:
        raise HttpError(404, "Không có chỉ tiêu này.") from None
    months = queries.by_month(code, period, now=now, scope=asked.scope)
    units = [] if asked.scope.narrow else queries.by_unit(code, period, now=now)
    figure = queries.compared(code, period, now=now, scope=asked.scope)
    groups = queries.split(code, period, now=now, by=asked.by, scope=asked.scope) if asked.by else []
    return {
        **_figure(figure),
        "target_period": definition.target_period,
        "forecast": queries.forecast_of(figure, period, now=now, scope=asked.scope),
        "by": asked.by,
        "groups": [_cell(cell.key, cell) for cell in groups],
        "period": _said(period),
        "formula_words": definition.formula_words,
        "target_text": definition.target_text,
        "coordinators": list(definition.coordinators),
        "legal_basis": list(definition.legal_basis),
        "by_month": [_cell(part.key, cell) for part, cell in zip(period.parts, months, strict=True)],
        "by_unit": [_cell(cell.key, cell) for cell in units],
    }


def _period(text: str, now: datetime) -> Period:
    try:
        return parse_table_period(text or f"{queries.latest_year(local_date(now)):04d}")
    except BadPeriod as error:
        raise HttpError(422, str(error)) from error


def _said(period: Period) -> dict[str, Any]:
    return {"key": period.key, "first": period.first, "last": period.last}


def _line(line: Any) -> dict[str, Any]:
    return {key: getattr(line, key) for key in ("name", "numerator", "denominator", "value")}


def _cell(key: str, cell: Cell) -> dict[str, Any]:
    return {"key": key, "numerator": cell.numerator, "denominator": cell.denominator, "value": cell.value}


def _figure(found: Figure) -> dict[str, Any]:
    names = [name for name in FigureOut.model_fields if name not in {"owner", "lines", "gaps"}]
    return {
        **{name: getattr(found, name) for name in names},
        "owner": list(found.owner),
        "lines": [_line(line) for line in found.lines],
        "gaps": list(found.gaps),
    }
