"""The counts behind the figures that come from dossiers, read from the cells.

Three queries, whatever the number of dossiers, months and units. The plain twin counts single facts (`plain`), and
tests hold both equal.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

from django.db.models import Count, F, Q

from motcua.measure.facts import queries as facts
from motcua.measure.indicators.queries import outside, sets
from motcua.measure.indicators.queries.sets import Scope
from motcua.measure.indicators.rules import Period

By = Literal["", "agency", "unit", "procedure"]
Counts = Counter[str]
Grid = dict[str, list[Counts]]
"""Group → for each part its counts, by the names of marks; `overdue…` and `complained` beside them."""

OVERDUE: Final = {"overdue": Q(), "overdue_rated": sets.RATED, "overdue_satisfied": sets.PLEASED_RATING}


@dataclass(frozen=True, slots=True)
class Formula:
    """A denominator and a numerator as sums of counts; `less` is taken off the numerator.

    `second`: further readings inside the same denominator; `narrow`: readings with a denominator of their own.
    """

    denominator: tuple[str, ...]
    numerator: tuple[str, ...]
    less: tuple[str, ...] = ()
    second: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    narrow: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)

    def of(self, counts: Counts) -> tuple[int, int]:
        """Numerator and denominator."""
        return total(counts, self.numerator) - total(counts, self.less), total(counts, self.denominator)


RATED, SATISFIED = ("rated", "overdue_rated"), ("satisfied", "overdue_satisfied")
FORMULAS: Final[Mapping[str, Formula]] = {
    "I.3": Formula(
        ("received",), ("online",), second={sets.ASSISTED: ("assisted",), sets.PORTAL_ONLINE: ("online_result",)}
    ),
    "I.4": Formula(
        ("done",),
        ("full_digital",),
        second={
            sets.INTAKE_ONLY: ("intake_digital",),
            sets.RESULT_ONLY: ("result_digital",),
            sets.PORTAL_DIGITAL: ("digital_result",),
        },
    ),
    "II.2": Formula(("document",), ("document_signed",), second={sets.PORTAL_RESULT: ("document_electronic",)}),
    "II.3": Formula(("received",), ("reused",), narrow={sets.PORTAL_REUSE: (("digital",), ("digital_reused",))}),
    "II.6": Formula(
        ("done", "overdue"),
        ("pleased",),
        less=("complained",),
        narrow={sets.BY_RATING: (RATED, SATISFIED)},
        second={sets.RATED_SHARE: RATED},
    ),
}


def total(counts: Counts, names: Sequence[str]) -> int:
    """The sum of several counts."""
    return sum(counts[name] for name in names)


def grid(
    parts: Sequence[Period],
    *,
    now: datetime,
    scope: Scope,
    by: By = "",
    codes: Collection[str] = tuple(FORMULAS),
    marks: Sequence[str] = (),
) -> Grid:
    """The counts of `parts`, which do not overlap, for each group that has any.

    Only what the numerators and denominators of `codes` need; `marks`: further counts, by name.
    """
    found: Grid = {}
    asked = {"agency": scope.agency, "unit": scope.unit, "procedure": scope.procedure}
    firsts = [part.first for part in parts]
    needed = {name for code in codes for name in (*FORMULAS[code].denominator, *FORMULAS[code].numerator)} | {*marks}
    names = [name for name in facts.MARKS if name in needed]
    for tally in facts.tallies([(part.first, part.last) for part in parts], by=by, names=names, **asked):
        counts = _counts(found, tally.key, parts, _part(firsts, tally.on))
        counts.update(tally.counts)
    if "II.6" in codes:
        _add_overdue(found, parts, now, scope, by, [name for name in OVERDUE if name in {"overdue", *marks}])
        _add_complained(found, parts, scope, by)
    return {key: cells for key, cells in found.items() if any(any(counts.values()) for counts in cells)}


def whole(period: Period, *, now: datetime, scope: Scope, codes: Collection[str] = tuple(FORMULAS)) -> Counts:
    """Every count of one period; those of II.6 that marks do not tell only when it is among `codes`."""
    every = (*facts.MARKS, *OVERDUE)
    return grid([period], now=now, scope=scope, codes=codes, marks=every).get("", [Counter()])[0]


def _part(firsts: Sequence[date], on: date | None) -> int:
    return 0 if on is None else bisect_right(firsts, on) - 1


def _counts(found: Grid, key: str, parts: Sequence[Period], index: int) -> Counts:
    return found.setdefault(key, [Counter() for _ in parts])[index]


def _add_overdue(
    found: Grid, parts: Sequence[Period], now: datetime, scope: Scope, by: By, names: Sequence[str]
) -> None:
    """Dossiers overdue at the end of each part: asked of the open and the late ones alone, which an index holds."""
    span = outside.span(parts)
    late = Q(parent="", on_time_legal=False) | Q(parent="", finished_on=None)
    rows = sets.rows(scope).filter(late, accepted_on__lte=span.last, legal_due__lt=sets.cut(span, now))
    rows = rows.filter(Q(finished_on=None) | Q(finished_on__gt=min(part.last for part in parts)))
    wanted = {
        f"{name}_{index}": Count("pk", filter=sets.overdue_open(part, now) & OVERDUE[name])
        for index, part in enumerate(parts)
        for name in names
    }
    for row in rows.order_by().annotate(grouped=F(by or "parent")).values("grouped").annotate(**wanted):
        for index in range(len(parts)):
            counts = _counts(found, row["grouped"], parts, index)
            counts.update({name: row[f"{name}_{index}"] for name in names})


def _add_complained(found: Grid, parts: Sequence[Period], scope: Scope, by: By) -> None:
    """Dossiers that would please but were named by feedback."""
    codes = outside.complained_dossiers()
    if not codes:
        return
    span = outside.span(parts)
    rows = sets.rows(scope).filter(sets.done(span), code__in=codes).exclude(sets.DISPLEASED)
    for key, day in rows.order_by("pk").values_list(by or "parent", "finished_on"):
        index = next((i for i, part in enumerate(parts) if part.first <= day <= part.last), None)
        if index is not None:
            _counts(found, key, parts, index)["complained"] += 1
