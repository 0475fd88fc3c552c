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

from motcua.kernel.time import local_date
from motcua.measure.facts import queries as facts
from motcua.measure.indicators.queries import lateness, outside, sets
from motcua.measure.indicators.queries.lateness import Alike
from motcua.measure.indicators.queries.sets import Scope
from motcua.measure.indicators.rules import Period

By = Literal["", "agency", "unit", "procedure"]
Counts = Counter[str]
Grid = dict[str, list[Counts]]
"""Group → for each part its counts, by the names of marks; `overdue…` and `complained` beside them."""


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
    late: Sequence[Alike] | None = None,
) -> Grid:
    """The counts of `parts`, which do not overlap, for each group that has any.

    Only what the numerators and denominators of `codes` need; `marks`: further counts, by name; `late`: what
    `lateness.overdue` said of these parts, or of more, when it is at hand.
    """
    found: Grid = {}
    asked = scope.asked
    firsts = [part.first for part in parts]
    needed = {name for code in codes for name in (*FORMULAS[code].denominator, *FORMULAS[code].numerator)} | {*marks}
    names = [name for name in facts.MARKS if name in needed]
    for tally in facts.tallies([(part.first, part.last) for part in parts], by=by, names=names, **asked):
        counts = _counts(found, tally.key, parts, _part(firsts, tally.on))
        counts.update(tally.counts)
    if "II.6" in codes:
        late = lateness.overdue(parts, now=now, scope=scope, by=by) if late is None else late
        _add_overdue(found, parts, now, late)
        _add_complained(found, parts, scope, by)
    return {key: cells for key, cells in found.items() if any(any(counts.values()) for counts in cells)}


def whole(
    period: Period,
    *,
    now: datetime,
    scope: Scope,
    codes: Collection[str] = tuple(FORMULAS),
    late: Sequence[Alike] | None = None,
) -> Counts:
    """Every count of one period; those of II.6 that marks do not tell only when it is among `codes`."""
    return grid([period], now=now, scope=scope, codes=codes, marks=facts.MARKS, late=late).get("", [Counter()])[0]


def _part(firsts: Sequence[date], on: date | None) -> int:
    return 0 if on is None else bisect_right(firsts, on) - 1


def _counts(found: Grid, key: str, parts: Sequence[Period], index: int) -> Counts:
    return found.setdefault(key, [Counter() for _ in parts])[index]


def _add_overdue(found: Grid, parts: Sequence[Period], now: datetime, late: Sequence[Alike]) -> None:
    """Dossiers overdue at the end of each part."""
    today = local_date(now)
    for alike in late:
        for index, part in enumerate(parts):
            if alike.at_end_of(part, today):
                _counts(found, alike.group, parts, index).update(alike.counts)


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
