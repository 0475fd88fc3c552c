"""Figures by month and by unit. Whatever the number of months and units, the source is read once.

Facts are grouped by their day and added up to the parts of the period; registers are read once and cut. The same sets
as in `computing` decide what counts, and tests hold both equal.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q

from motcua.measure.indicators.queries import outside, sets
from motcua.measure.indicators.queries.computing import BY_UNIT, counted_sets, keyed_series, split_by
from motcua.measure.indicators.queries.definitions import definition
from motcua.measure.indicators.queries.sets import EVERYTHING, Scope
from motcua.measure.indicators.rules import Line, Period
from motcua.measure.registers import queries as registers


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a table; `key` is a unit's key or the words of a part of the period. No source: both None."""

    key: str
    numerator: int | None
    denominator: int | None

    @property
    def value(self) -> float | None:
        return Line(self.key, self.numerator, self.denominator).value


Grid = dict[str, list[list[int]]]
"""Unit → for each part [numerator, denominator]."""


def by_month(code: str, period: Period, *, now: datetime, scope: Scope = EVERYTHING) -> list[Cell]:
    """The figure of every month of the period, the first and last month cut at the ends of the period."""
    return series(code, period.parts, now=now, scope=scope)


def series(code: str, parts: Sequence[Period], *, now: datetime, scope: Scope = EVERYTHING) -> list[Cell]:
    """The figure of each of `parts`, which follow one another without overlapping, in a few queries."""
    if definition(code).feeds_from == "dossiers":
        units = _grid(code, parts, now, scope)
        sums = [[sum(cells[i][side] for cells in units.values()) for side in (0, 1)] for i in range(len(parts))]
        return [Cell(part.words, *pair) for part, pair in zip(parts, sums, strict=True)]
    if not split_by(code, scope):
        return [Cell(part.words, None, None) for part in parts]
    declared = registers.declared_in(code, [(part.first, part.last) for part in parts])
    cells = []
    for part, keyed in zip(parts, keyed_series(code, parts, scope, now), strict=True):
        said = declared.get((part.first, part.last))
        if keyed is not None:
            cells.append(Cell(part.words, len(keyed.numerator), len(keyed.denominator)))
        elif said is not None:
            cells.append(Cell(part.words, said.numerator, said.denominator))
        else:
            cells.append(Cell(part.words, None, None))
    return cells


def by_unit(code: str, period: Period, *, now: datetime) -> list[Cell]:
    """The figure of every unit that has something in the denominator; empty where the source knows no units."""
    if code not in BY_UNIT:
        return []
    units = _grid(code, [period], now, EVERYTHING)
    return [Cell(unit, *cells[0]) for unit, cells in sorted(units.items()) if cells[0][1]]


def unit_month_table(code: str, period: Period, *, now: datetime) -> Mapping[str, list[Cell]]:
    """Rows by unit, a cell for each part; what a unit did not have in a month is a cell with the denominator 0."""
    if code not in BY_UNIT:
        return {}
    parts = period.parts
    return {
        unit: [Cell(part.words, *pair) for part, pair in zip(parts, cells, strict=True)]
        for unit, cells in sorted(_grid(code, parts, now, EVERYTHING).items())
    }


def _grid(code: str, parts: Sequence[Period], now: datetime, scope: Scope) -> Grid:
    grid: Grid = {}
    if definition(code).feeds_from != "dossiers":
        for row in outside.finished_rows(outside.span(parts), scope) or ():
            _add(grid, parts, row.unit, row.on, int(not row.missing), 1)
        return grid
    whole = outside.span(parts)
    sides = counted_sets(code, whole, now)
    inside = Q(**{f"{sides.day}__gte": whole.first, f"{sides.day}__lte": whole.last})
    # Dossiers overdue at the end of a part lie in no day of it: they are counted below and never count as good.
    finished = Q(closed_by="result") if sides.overdue else sides.denominator
    counts = sets.rows(scope).filter(inside & finished).values("unit", sides.day).order_by("unit", sides.day)
    for row in counts.annotate(whole=Count("pk"), good=Count("pk", filter=sides.numerator)):
        _add(grid, parts, row["unit"], row[sides.day], row["good"], row["whole"])
    if sides.overdue:
        _add_overdue(grid, parts, now, scope)
    return grid


def _add_overdue(grid: Grid, parts: Sequence[Period], now: datetime, scope: Scope) -> None:
    whole = outside.span(parts)
    late = Q(finished_at=None) | Q(finished_at__gt=F("legal_due"))
    rows = sets.rows(scope).filter(late, accepted_on__lte=whole.last, legal_due__isnull=False)
    rows = rows.filter(Q(finished_on=None) | Q(finished_on__gt=whole.first), legal_due__lt=sets.cut(whole, now))
    names = ("unit", "accepted_on", "legal_due", "finished_on", "limit_unit")
    for unit, accepted, due, finished, limit in rows.values_list(*names).order_by("pk"):
        for index, part in enumerate(parts):
            if sets.is_overdue_open(part, now, accepted=accepted, due=due, finished=finished, unit=limit):
                grid.setdefault(unit, [[0, 0] for _ in parts])[index][1] += 1


def _add(grid: Grid, parts: Sequence[Period], unit: str, on: date, good: int, whole: int) -> None:
    index = bisect_right([part.first for part in parts], on) - 1
    if index < 0 or on > parts[index].last:
        return
    pair = grid.setdefault(unit, [[0, 0] for _ in parts])[index]
    pair[0] += good
    pair[1] += whole
