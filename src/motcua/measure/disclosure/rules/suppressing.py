"""Small counts of units are hidden, and with them so many others that nobody computes them back. Pure.

A table is a network in which every count is a flow: the total of a unit flows into its row, each cell from its row to
its column, the total of a column out of it. A hidden count can be another number exactly when a cycle of hidden counts
runs through it along which one more may flow; the cheapest cycle is hidden with it. This is exact, not a rule of thumb:
sums of whole numbers in a two-way table have a whole-number solution wherever they have one at all.

Totals of columns and the grand total are figures of the agency, which the law has it publish; they are never hidden.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final

SMALL: Final = 5
"""Counts from 1 to below this are hidden."""
TOTAL: Final = "*"
Key = tuple[str, str]
Arc = tuple[str, str]
Usable = Callable[[Key, int], bool]


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by unit (rows) and kind (columns). Raises KeyError when a cell is missing, ValueError below 0."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[Key, int]

    def __post_init__(self) -> None:
        if any(self.cells[row, column] < 0 for row in self.rows for column in self.columns):
            raise ValueError("a count below 0")

    def value(self, key: Key) -> int:
        """A cell, or a total where the row or the column is `TOTAL`."""
        row, column = key
        rows = self.rows if row == TOTAL else (row,)
        columns = self.columns if column == TOTAL else (column,)
        return sum(self.cells[one, other] for one in rows for other in columns)

    def places(self) -> Iterator[Key]:
        """What may be hidden: the cells, and the total of each row."""
        for row in self.rows:
            yield from ((row, column) for column in self.columns)
            yield row, TOTAL


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as it is published: without the values of `hidden`."""

    table: Table
    hidden: frozenset[Key]

    def value(self, key: Key) -> int | None:
        """The published value; None when it is hidden."""
        return None if key in self.hidden else self.table.value(key)

    def small(self) -> list[Key]:
        """The counts for whose sake something is hidden, the largest first."""
        found = [key for key in self.table.places() if 0 < self.table.value(key) < SMALL]
        return sorted(found, key=lambda key: (-self.table.value(key), key))


def protect(table: Table, earlier: Sequence[Shown] = ()) -> Shown | None:
    """The table with its small counts hidden so that nobody computes them back; None when only hiding all would do.

    `earlier`: what was published of the same period before. Whoever has both knows what did not change: a count that
    stands open in an earlier table cannot hide anything, one that was hidden stays hidden, and no small count of any of
    these tables may follow from all of them together.
    """
    now = Shown(table, frozenset())
    past = {key for shown in earlier for key in shown.hidden}
    hidden = {*now.small(), *(key for key in table.places() if key in past)}
    if not all(_again(hidden, table, earlier, shown, key) for shown in earlier for key in shown.small()):
        return None
    for key in now.small():
        if earlier and _again(hidden, table, earlier, now, key):
            continue
        found = _cheapest(table, key, _fresh(table, earlier, hidden), hidden)
        if found is None:
            return None
        hidden |= found
    return Shown(table, frozenset(hidden))


def _fresh(table: Table, earlier: Sequence[Shown], hidden: Iterable[Key]) -> Usable:
    """Counts that may go up or down without contradicting anything published before: those that changed since."""
    known = {
        key
        for shown in earlier
        for key in shown.table.places()
        if key[0] in table.rows and shown.table.value(key) == table.value(key)
    }

    def usable(key: Key, step: int) -> bool:
        return key not in known and _within(table, key, step)

    return usable


def _again(hidden: Iterable[Key], table: Table, earlier: Sequence[Shown], of: Shown, key: Key) -> bool:
    """Whether `key` may be another number in every table at once: by counts hidden in all of them."""
    tables = [*(shown.table for shown in earlier), table]
    common = set(hidden).intersection(*(shown.hidden for shown in earlier))

    def usable(one: Key, step: int) -> bool:
        return one in common and all(_within(other, one, step) for other in tables)

    return key in common and _cheapest(of.table, key, usable, common) is not None


def _within(table: Table, key: Key, step: int) -> bool:
    """Whether the count may be one more or less. The reader is not told which hidden counts are the small ones."""
    return table.value(key) + step >= 0


def _cheapest(table: Table, key: Key, usable: Usable, hidden: Iterable[Key]) -> set[Key] | None:
    """The counts to hide so that `key` could be one more or one less; the fewest dossiers are hidden."""
    free, found = set(hidden), []
    for step in (1, -1):
        if usable(key, step) and (way := _way(table, key, step, usable, free)) is not None:
            found.append(way)
    return min(found, key=lambda way: (way[0], sorted(way[1])))[1] if found else None


def _way(table: Table, key: Key, step: int, usable: Usable, free: set[Key]) -> tuple[int, set[Key]] | None:
    """The cheapest way on which the one more (or less) at `key` is taken back, by Dijkstra."""
    begin, end = _ends(key)
    start, goal = (end, begin) if step == 1 else (begin, end)
    best: dict[str, int] = {start: 0}
    queue: list[tuple[int, str, tuple[Key, ...]]] = [(0, start, ())]
    while queue:
        cost, node, used = heappop(queue)
        if node == goal:
            return cost, {key, *used}
        if cost > best[node]:
            continue
        for other, along in _steps(table, node, key, usable):
            price = cost + (0 if other in free else table.value(other) + 1)
            if price < best.get(along, price + 1):
                best[along] = price
                heappush(queue, (price, along, (*used, other)))
    return None


def _steps(table: Table, node: str, without: Key, usable: Usable) -> Iterator[tuple[Key, str]]:
    for key in table.places():
        begin, end = _ends(key)
        if key == without or node not in (begin, end):
            continue
        step, along = (1, end) if node == begin else (-1, begin)
        if usable(key, step):
            yield key, along


def _ends(key: Key) -> Arc:
    """Where a count flows from and to. What no total of a column lets out comes back only through another row."""
    row, column = key
    return (TOTAL, f"row {row}") if column == TOTAL else (f"row {row}", f"column {column}")
