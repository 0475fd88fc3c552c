"""A figure by unit, field or procedure, and each of these by month: what a table of the dashboard shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from motcua.measure.indicators.queries import sums
from motcua.measure.indicators.queries.computing import BY_UNIT
from motcua.measure.indicators.queries.sets import EVERYTHING, Scope
from motcua.measure.indicators.queries.tables import Cell, by_group
from motcua.measure.indicators.rules import Period
from motcua.operate.catalogue import queries as catalogue

GroupBy = Literal["unit", "field", "procedure"]
Pairs = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Group:
    """One unit, field or procedure: a cell for each part of the period, and one for the whole of it.

    `key` is "" for dossiers whose field the catalogue does not know.
    """

    key: str
    cells: tuple[Cell, ...]
    whole: Cell


def group_table(
    code: str, period: Period, *, now: datetime, by: GroupBy, scope: Scope = EVERYTHING
) -> tuple[Group, ...]:
    """Every group with something in the denominator, by key; none where the source knows no such groups."""
    if code not in BY_UNIT:
        return ()
    parts = period.parts
    whole, months = (_table(code, asked, now, by, scope) for asked in ([period], parts))
    nothing = [(0, 0)] * len(parts)
    return tuple(
        Group(
            key,
            tuple(Cell(part.words, *pair) for part, pair in zip(parts, months.get(key, nothing), strict=True)),
            Cell(key, *pairs[0]),
        )
        for key, pairs in sorted(whole.items())
        if pairs[0][1]
    )


def _table(code: str, parts: Sequence[Period], now: datetime, by: GroupBy, scope: Scope) -> Mapping[str, Pairs]:
    rows = "procedure" if by == "field" else by
    table = _sums(code, parts, now, rows, scope) if code in sums.FORMULAS else _split(code, parts, now, rows, scope)
    return _by_field(table) if by == "field" else table


def _sums(
    code: str, parts: Sequence[Period], now: datetime, by: Literal["unit", "procedure"], scope: Scope
) -> dict[str, Pairs]:
    found = sums.grid(parts, now=now, scope=scope, by=by, codes=(code,))
    return {key: [sums.FORMULAS[code].of(counts) for counts in cells] for key, cells in found.items()}


def _split(
    code: str, parts: Sequence[Period], now: datetime, by: Literal["unit", "procedure"], scope: Scope
) -> dict[str, Pairs]:
    table: dict[str, Pairs] = {}
    for index, part in enumerate(parts):
        for cell in by_group(code, part, now=now, by=by, scope=scope):
            row = table.setdefault(cell.key, [(0, 0)] * len(parts))
            row[index] = (cell.numerator or 0, cell.denominator or 0)
    return table


def _by_field(table: Mapping[str, Pairs]) -> dict[str, Pairs]:
    """Procedures added up to their fields."""
    fields = dict(catalogue.procedures().filter(code__in=list(table)).order_by().values_list("code", "field"))
    found: dict[str, Pairs] = {}
    for code, pairs in table.items():
        before = found.get(fields.get(code, ""), [(0, 0)] * len(pairs))
        found[fields.get(code, "")] = [(a + c, b + d) for (a, b), (c, d) in zip(before, pairs, strict=True)]
    return found
