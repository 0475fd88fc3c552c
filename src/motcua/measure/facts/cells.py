"""Keeping the cells: folding what changed into them, making them anew, and the proof that they hold what they should.

No command writes a cell. A command leaves its fact `dirty`, which costs it nothing, and a figure adds what dirty facts
say on top of the cells (`queries.tallies`). So a figure is exact at every instant, whenever the fold last ran, and
no two commands meet in a row (docs/adr/0020).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from motcua.measure.facts.models import DossierFact, FactCell
from motcua.measure.facts.rules import DONE, MARKS, RECEIVED

BATCH: Final = 1000
NOW_SAYS: Final = ("agency", "unit", "procedure", "in_received", "in_done", "marks")
CELLS_HOLD: Final = ("was_agency", "was_unit", "was_procedure", "was_received", "was_done", "was_marks")
FACTS, CELLS = DossierFact._meta.db_table, FactCell._meta.db_table

Key = tuple[str, str, str, date]
"""Agency, unit, procedure and span of a cell."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that does not hold what its dossiers say; or a dossier (`cell` is its id) that was counted otherwise."""

    cell: str
    count: str
    held: int
    said: int


def fold() -> int:
    """Fold every dirty fact into the cells, a batch to a transaction; returns how many were folded."""
    total = 0
    while taken := _fold_batch():
        total += taken
    return total


@transaction.atomic
def _fold_batch() -> int:
    """Take facts as they were read; one that was written meanwhile stays dirty for the next batch."""
    names = ("pk", "events", *NOW_SAYS, *CELLS_HOLD)
    rows = {row[0]: row for row in DossierFact.objects.filter(dirty=True).order_by("pk").values_list(*names)[:BATCH]}
    deltas: Counter[tuple[Key, int]] = Counter()
    taken = _take([(pk, row[1]) for pk, row in rows.items()])
    for pk in taken:
        add(deltas, rows[pk][8:], -1)
        add(deltas, rows[pk][2:8], 1)
    _write(deltas)
    return len(taken)


def add(deltas: Counter[tuple[Key, int]], said: Sequence[Any], sign: int) -> None:
    """Count one dossier's bits into the cells of its receipt and of its end."""
    agency, unit, procedure, received, done, marks = said
    for span, first, last in ((received, 0, len(RECEIVED)), (done, len(RECEIVED), len(MARKS))):
        if span is not None:
            for bit in range(first, last):
                if marks >> bit & 1:
                    deltas[(agency, unit, procedure, span), bit] += sign


def _take(seen: Sequence[tuple[UUID, int]]) -> list[UUID]:
    """Mark these facts as counted if they still are as they were seen; the ids of those that were. 1 statement."""
    if not seen:
        return []
    key, says = DossierFact._meta.pk, ", ".join(f"{was} = {now}" for was, now in zip(CELLS_HOLD, NOW_SAYS, strict=True))
    places = ", ".join(["(%s, %s)"] * len(seen))
    values = [part for pk, events in seen for part in (key.get_db_prep_value(pk, connection), events)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {FACTS} SET {says}, dirty = %s WHERE (dossier_id, events) IN (VALUES {places}) AND dirty "
            "RETURNING dossier_id",
            [False, *values],
        )
        return [key.to_python(row[0]) for row in cursor.fetchall()]


def _write(deltas: Counter[tuple[Key, int]]) -> None:
    """Add the deltas to their cells, in one order, so that two folds never wait for each other in a ring."""
    changes: dict[Key, list[int]] = {}
    for (key, bit), count in deltas.items():
        if count:
            changes.setdefault(key, [0] * len(MARKS))[bit] = count
    rows = [(*key, *changes[key]) for key in sorted(changes)]
    names = ", ".join(("agency", "unit", "procedure", "span", *MARKS))
    more = ", ".join(f"{name} = {CELLS}.{name} + excluded.{name}" for name in MARKS)
    day = FactCell._meta.get_field("span")
    with connection.cursor() as cursor:
        for row in rows:
            values = [*row[:3], day.get_db_prep_value(row[3], connection), *row[4:]]
            cursor.execute(
                f"INSERT INTO {CELLS} ({names}) VALUES ({', '.join(['%s'] * len(values))}) "
                f"ON CONFLICT (unit, span, procedure, agency) DO UPDATE SET {more}",
                values,
            )


@transaction.atomic
def rebuild() -> int:
    """Make the cells anew from what each fact says was counted of it, then fold what is dirty. Returns their number."""
    names = ", ".join(("agency", "unit", "procedure", "span", *MARKS))
    summed = _summed()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # readers go on; a fold at work waits, and then adds to the new cells
            cursor.execute(f"LOCK TABLE {CELLS} IN EXCLUSIVE MODE")
            cursor.execute("SET LOCAL work_mem = '256MB'")  # all groups at once; a new table is summed on all cores
            cursor.execute(f"CREATE TEMPORARY TABLE facts_summed ON COMMIT DROP AS {summed}")
            summed = "SELECT * FROM facts_summed"
        cursor.execute(f"DELETE FROM {CELLS}")
        cursor.execute(f"INSERT INTO {CELLS} ({names}) {summed}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP TABLE facts_summed")
    fold()
    return FactCell.objects.count()


def _summed() -> str:
    """The cells as the facts say them. The facts are read once; their sums are then dealt to receipt and to end."""
    bits = ", ".join(f"sum(was_marks >> {bit} & 1) AS {name}" for bit, name in enumerate(MARKS))
    whose = "was_agency, was_unit, was_procedure"
    queries = [
        f"SELECT {whose}, {day} AS span, {', '.join(name if name in names else f'0 AS {name}' for name in MARKS)} "
        f"FROM lives WHERE {day} IS NOT NULL"
        for day, names in (("was_received", RECEIVED), ("was_done", DONE))
    ]
    sums = ", ".join(f"sum({name}) AS {name}" for name in MARKS)
    return (
        f"WITH lives AS (SELECT {whose}, was_received, was_done, {bits} FROM {FACTS} WHERE was_marks > 0 "
        f"GROUP BY {whose}, was_received, was_done) "
        f"SELECT {whose}, span, {sums} FROM ({' UNION ALL '.join(queries)}) AS halves GROUP BY {whose}, span"
    )


def check() -> Iterator[Wrong]:
    """Cells that are not the sum of what was counted, and facts that are not dirty and yet were counted otherwise."""
    held = {
        tuple(row[:4]): row[4:] for row in FactCell.objects.values_list("agency", "unit", "procedure", "span", *MARKS)
    }
    with connection.cursor() as cursor:
        cursor.execute(_summed())
        said = {(*row[:3], _day(row[3])): row[4:] for row in cursor.fetchall()}
    nothing = (0,) * len(MARKS)
    for key in sorted(held.keys() | said.keys()):
        pairs = zip(MARKS, held.get(key, nothing), said.get(key, nothing), strict=True)
        yield from (Wrong(" ".join(map(str, key)), name, have, want) for name, have, want in pairs if have != want)
    yield from _stale()


def _stale() -> Iterator[Wrong]:
    rows = DossierFact.objects.filter(dirty=False).order_by("pk").values_list("pk", *NOW_SAYS, *CELLS_HOLD)
    for pk, *row in rows.iterator(chunk_size=BATCH):
        if row[:6] != row[6:]:
            yield Wrong(str(pk), "marks", row[11], row[5])


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
