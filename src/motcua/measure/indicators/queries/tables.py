"""Figures by month and by unit, each cell one aggregate inside one query."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from motcua.measure.indicators.queries import sets
from motcua.measure.indicators.queries.computing import BY_UNIT, compute, counted_sets
from motcua.measure.indicators.queries.definitions import definition
from motcua.measure.indicators.queries.sets import EVERYTHING, Scope
from motcua.measure.indicators.rules import Line, Period


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a table; `key` is a unit's key or the words of a month."""

    key: str
    numerator: int | None
    denominator: int | None

    @property
    def value(self) -> float | None:
        return Line(self.key, self.numerator, self.denominator).value


def by_month(code: str, period: Period, *, now: datetime, scope: Scope = EVERYTHING) -> list[Cell]:
    """The figure of every calendar month of the period."""
    cells = []
    for month in period.months:
        found = compute(code, month, now=now, scope=scope)
        cells.append(Cell(month.words, found.numerator, found.denominator))
    return cells


def by_unit(code: str, period: Period, *, now: datetime) -> list[Cell]:
    """The figure of every unit that has something in the denominator; empty where the source knows no units."""
    if code not in BY_UNIT:
        return []
    if definition(code).feeds_from != "dossiers":
        units = (
            sets.rows(EVERYTHING).filter(sets.done(period)).values_list("unit", flat=True).distinct().order_by("unit")
        )
        found = [(unit, compute(code, period, now=now, scope=Scope(unit=unit))) for unit in units]
        return [Cell(unit, item.numerator, item.denominator) for unit, item in found]
    sides = counted_sets(code, period, now)
    rows = sets.rows(EVERYTHING).filter(sides.denominator).values("unit").order_by("unit")
    counts = rows.annotate(denominator=Count("pk"), numerator=Count("pk", filter=sides.numerator))
    return [Cell(row["unit"], row["numerator"], row["denominator"]) for row in counts]


def unit_month_table(code: str, period: Period, *, now: datetime) -> Mapping[str, list[Cell]]:
    """Rows by unit, a cell for each month; what a unit did not have in a month is a cell without a denominator."""
    columns = [{cell.key: cell for cell in by_unit(code, month, now=now)} for month in period.months]
    units = sorted({unit for column in columns for unit in column})
    return {
        unit: [column.get(unit, Cell(month.words, 0, 0)) for column, month in zip(columns, period.months, strict=True)]
        for unit in units
    }
