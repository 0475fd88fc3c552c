"""Reading the cells: sums that are exact at every instant, in one statement and so in one snapshot.

cells of whole half months  −  what they hold of dirty facts  +  what dirty facts say now
+  what facts say on the days at the ends that fill no half month
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from django.db import connection

from motcua.measure.facts.models import DossierFact, FactCell
from motcua.measure.facts.rules import DONE, MARKS, RECEIVED, Days, in_whole_spans

By = Literal["", "agency", "unit", "procedure"]
Wanted = str | Sequence[str]
"""A value of a column, or several of which one must hold."""
FACTS, CELLS = DossierFact._meta.db_table, FactCell._meta.db_table
SIDES: Final = {"received": (RECEIVED, "accepted_on"), "done": (DONE, "finished_on")}


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one group. `on`: a day of the part that they belong to; None when there is one part only."""

    on: date | None
    key: str
    counts: Mapping[str, int]


def tallies(parts: Sequence[Days], *, by: By = "", names: Sequence[str] = MARKS, **scope: Wanted) -> list[Tally]:
    """Counts of `rules.MARKS` in parts that do not overlap, by day of a part and by `by`. 1 query.

    `scope`: agency, unit or procedure, one or several of each; empty ones ask about all. Groups without any dossier are
    left out.
    """
    sql, values = statement(parts, by=by, names=names, **scope)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Tally(_day(on), key, dict(zip(names, counts, strict=True))) for on, key, *counts in cursor.fetchall()]


def statement(
    parts: Sequence[Days], *, by: By = "", names: Sequence[str] = MARKS, **scope: Wanted
) -> tuple[str, list[Any]]:
    """The statement behind `tallies` and its values."""
    asked = _Asked(parts, by, names, {name: key for name, key in scope.items() if key})
    pieces = [piece for piece in asked.pieces() if piece]
    if not pieces:
        return f"SELECT NULL, '', {', '.join('0' for _ in names)} WHERE 1 = 0", []
    rows = " UNION ALL ".join(sql for sql, _ in pieces)
    sums = ", ".join(f"CAST(sum({name}) AS bigint)" for name in names)
    sql = f"SELECT on_day, grouped, {sums} FROM ({rows}) AS pieces GROUP BY on_day, grouped"
    return sql, [value for _, values in pieces for value in values]


@dataclass(frozen=True, slots=True)
class _Asked:
    parts: Sequence[Days]
    by: By
    names: Sequence[str]
    scope: Mapping[str, Wanted]

    def pieces(self) -> Iterator[tuple[str, list[Any]]]:
        spans, edges = in_whole_spans(self.parts)
        if spans:
            yield self._cells(spans)
        for side, (bits, day) in SIDES.items():
            if not set(bits) & set(self.names):
                continue
            if spans:
                yield self._facts(bits, f"in_{side}", spans, dirty=True)
                yield self._facts(bits, f"was_{side}", spans, dirty=True)
            if edges:
                yield self._facts(bits, day, edges, dirty=False, counted=f"in_{side}")

    def _cells(self, spans: Sequence[Days]) -> tuple[str, list[Any]]:
        where, values = self._where("span", spans)
        sums = ", ".join(f"sum({name}) AS {name}" for name in self.names)
        group = ", ".join(part for part in (self._on("span"), self.by) if part != "NULL" and part)
        grouped = f" GROUP BY {group}" if group else " HAVING count(*) > 0"
        on, key = self._on("span"), self.by or "''"
        return f"SELECT {on} AS on_day, {key} AS grouped, {sums} FROM {CELLS} WHERE {where}{grouped}", values

    def _facts(
        self, bits: Sequence[str], day: str, days: Sequence[Days], *, dirty: bool, counted: str = ""
    ) -> tuple[str, list[Any]]:
        """Facts one by one: what they say, or, for columns `was_…`, what the cells hold of them, taken off."""
        past = day.startswith("was_")
        where, values = self._where(day, days, "was_" if past else "")
        where += " AND dirty" if dirty else f" AND {counted} IS NOT NULL"
        said = {
            name: f"{'-' if past else ''}({'was_' if past else ''}marks >> {bit} & 1)" for bit, name in enumerate(MARKS)
        }
        sums = ", ".join(f"{said[name] if name in bits else '0'} AS {name}" for name in self.names)
        key = f"{'was_' if past else ''}{self.by}" if self.by else "''"
        return f"SELECT {self._on(day)} AS on_day, {key} AS grouped, {sums} FROM {FACTS} WHERE {where}", values

    def _on(self, day: str) -> str:
        return day if len(self.parts) > 1 else "NULL"

    def _where(self, day: str, days: Sequence[Days], past: str = "") -> tuple[str, list[Any]]:
        ranges = " OR ".join([f"{day} BETWEEN %s AND %s"] * len(days))
        wanted = [f"({ranges})"]
        written = [connection.ops.adapt_datefield_value(end) for pair in days for end in pair]
        for name, said in self.scope.items():
            keys = [said] if isinstance(said, str) else list(said)
            wanted.append(f"{past}{name} IN ({', '.join(['%s'] * len(keys))})" if keys[1:] else f"{past}{name} = %s")
            written += keys
        return " AND ".join(wanted), written


def last_days() -> dict[str, date | None]:
    """The first and last half month with a dossier received, and with one finished: of the cells and of dirty facts."""
    found: dict[str, date | None] = {}
    with connection.cursor() as cursor:
        for side, (bits, _) in SIDES.items():
            for name, pick in (("first", min), ("last", max)):
                word = pick.__name__
                cursor.execute(
                    f"SELECT {word}(span) FROM {CELLS} WHERE {bits[0]} > 0 UNION ALL "
                    f"SELECT {word}(in_{side}) FROM {FACTS} WHERE dirty"
                )
                days = [day for row in cursor.fetchall() if (day := _day(row[0])) is not None]
                found[f"{name}_{side}"] = pick(days) if days else None
    return found


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
