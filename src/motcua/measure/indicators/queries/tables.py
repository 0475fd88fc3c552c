"""Figures by month and by unit. Whatever the number of months and units, the source is read once.

Dossiers are read from the cells (`sums`); registers are read once and cut. The predicates of `sets` say the same of
single dossiers, and tests hold both equal.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from motcua.measure.indicators.queries import counting, sums
from motcua.measure.indicators.queries.computing import BY_UNIT, split_by, told_series
from motcua.measure.indicators.queries.definitions import definition
from motcua.measure.indicators.queries.lateness import Alike
from motcua.measure.indicators.queries.sets import EVERYTHING, Scope
from motcua.measure.indicators.rules import Line, Period
from motcua.measure.registers import queries as registers
from motcua.operate.catalogue import queries as catalogue


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a table; `key` is a unit's key or the words of a part of the period. No source: both None."""

    key: str
    numerator: int | None
    denominator: int | None

    @property
    def value(self) -> float | None:
        return Line(self.key, self.numerator, self.denominator).value


SplitBy = Literal["agency", "unit", "field", "procedure", "month"]
Grid = dict[str, list[list[int]]]
"""Unit → for each part [numerator, denominator]."""


def by_month(code: str, period: Period, *, now: datetime, scope: Scope = EVERYTHING) -> list[Cell]:
    """The figure of every month of the period, the first and last month cut at the ends of the period."""
    return series(code, period.parts, now=now, scope=scope)


def series(code: str, parts: Sequence[Period], *, now: datetime, scope: Scope = EVERYTHING) -> list[Cell]:
    """The figure of each of `parts`, which follow one another without overlapping, in a few queries."""
    if definition(code).feeds_from == "dossiers":
        return all_series(parts, now=now, scope=scope, codes=(code,))[code]
    if not split_by(code, scope):
        return [Cell(part.words, None, None) for part in parts]
    declared = registers.declared_in(code, [(part.first, part.last) for part in parts])
    cells = []
    for part, told in zip(parts, told_series(code, parts, scope, now), strict=True):
        said = declared.get((part.first, part.last))
        if told is not None:
            cells.append(Cell(part.words, told.numerator, told.denominator))
        elif said is not None:
            cells.append(Cell(part.words, said.numerator, said.denominator))
        else:
            cells.append(Cell(part.words, None, None))
    return cells


def all_series(
    parts: Sequence[Period],
    *,
    now: datetime,
    scope: Scope = EVERYTHING,
    codes: Collection[str] = tuple(sums.FORMULAS),
    late: Sequence[Alike] | None = None,
) -> Mapping[str, list[Cell]]:
    """`series` of every indicator that is counted from dossiers, read together. `late` as in `sums.grid`."""
    found = sums.grid(parts, now=now, scope=scope, codes=codes, late=late).get("", [Counter() for _ in parts])
    return {
        code: [Cell(part.words, *sums.FORMULAS[code].of(counts)) for part, counts in zip(parts, found, strict=True)]
        for code in codes
    }


def by_group(code: str, period: Period, *, now: datetime, by: sums.By, scope: Scope = EVERYTHING) -> list[Cell]:
    """The figure of every agency, unit or procedure that has something in the denominator."""
    if code not in BY_UNIT:
        return []
    found = _grid(code, [period], now, scope, by)
    return [Cell(key, *cells[0]) for key, cells in sorted(found.items()) if cells[0][1]]


def split(code: str, period: Period, *, now: datetime, by: SplitBy, scope: Scope = EVERYTHING) -> list[Cell]:
    """The figure by agency, unit, field, procedure or month; keys are theirs, a month's is its period."""
    if by == "month":
        cells = by_month(code, period, now=now, scope=scope)
        return [
            Cell(part.key, cell.numerator, cell.denominator) for part, cell in zip(period.parts, cells, strict=True)
        ]
    if by == "field":
        return _by_field(code, period, now=now, scope=scope)
    return by_group(code, period, now=now, by=by, scope=scope)


def _by_field(code: str, period: Period, *, now: datetime, scope: Scope) -> list[Cell]:
    """Procedures added up to their fields; "" for those that the catalogue does not know."""
    cells = by_group(code, period, now=now, by="procedure", scope=scope)
    fields = dict(catalogue.procedures().filter(code__in=[cell.key for cell in cells]).values_list("code", "field"))
    summed: dict[str, list[int]] = {}
    for cell in cells:
        pair = summed.setdefault(fields.get(cell.key, ""), [0, 0])
        pair[0] += cell.numerator or 0
        pair[1] += cell.denominator or 0
    return [Cell(name, *pair) for name, pair in sorted(summed.items())]


def by_unit(code: str, period: Period, *, now: datetime) -> list[Cell]:
    """The figure of every unit that has something in the denominator; empty where the source knows no units."""
    return by_group(code, period, now=now, by="unit")


def unit_month_table(code: str, period: Period, *, now: datetime) -> Mapping[str, list[Cell]]:
    """Rows by unit, a cell for each part; what a unit did not have in a month is a cell with the denominator 0."""
    if code not in BY_UNIT:
        return {}
    parts = period.parts
    return {
        unit: [Cell(part.words, *pair) for part, pair in zip(parts, cells, strict=True)]
        for unit, cells in sorted(_grid(code, parts, now, EVERYTHING).items())
    }


def _grid(code: str, parts: Sequence[Period], now: datetime, scope: Scope, by: sums.By = "unit") -> Grid:
    if definition(code).feeds_from != "dossiers":  # of the others, I.5 alone knows units
        synced = counting.synced_by(parts, scope, now, by) or {}
        return {key: [list(pair) for pair in cells] for key, cells in synced.items()}
    found = sums.grid(parts, now=now, scope=scope, by=by, codes=(code,))
    table = {key: [list(sums.FORMULAS[code].of(counts)) for counts in cells] for key, cells in found.items()}
    return {key: cells for key, cells in table.items() if any(pair[1] for pair in cells)}
