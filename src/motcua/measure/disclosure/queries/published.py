"""An edition as the public may see it: without ids, its tables by unit protected together with earlier editions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.cache import cache

from motcua.measure.disclosure.rules import Shown, Table, protect
from motcua.measure.editions import queries as editions
from motcua.measure.editions.queries import Edition
from motcua.measure.indicators.rules import BadPeriod, parse_period
from motcua.measure.satisfaction.rules import Ratings

KEEP = 24 * 60 * 60
UNSEEN = frozenset({"counted", "not_counted", "units"})
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "received": ("received",),
    "progress": ("on_time", "late", "undated"),
    "ratings": ("satisfied", "neutral", "dissatisfied", "unrated"),
}
"""The tables by unit: their columns add up to the total of a row (received, finished, returned)."""


@dataclass(frozen=True, slots=True)
class Published:
    """What of an edition is public. `tables`: by name, None when its small counts could not be hidden beside what was
    published before; empty for a period other than a month and for editions that know no units."""

    edition: Edition
    said: Mapping[str, Any]
    tables: Mapping[str, Shown | None] = field(default_factory=dict)

    @property
    def figures(self) -> Sequence[Mapping[str, Any]]:
        return self.said["figures"]  # type: ignore[no-any-return]

    @property
    def index(self) -> Mapping[str, Any] | None:
        return self.said.get("index")

    @property
    def ratings(self) -> Ratings | None:
        """Of the agency as a whole."""
        units = self.said.get("units")
        return None if units is None else sum((_ratings(unit) for unit in units.values()), Ratings())


def published(key: str, number: int) -> Published | None:
    """One edition; None when there is none."""
    every = sorted((one for one in editions.editions(key) if one.number <= number), key=lambda one: one.number)
    if not every or every[-1].number != number:
        return None
    said = [_said(one) for one in every]
    known = [one["units"] for one in said if "units" in one] if _is_month(key) and "units" in said[-1] else []
    tables = {name: _protected(name, known) for name in KINDS} if known else {}
    return Published(every[-1], said[-1], tables)


def newest(limit: int) -> list[Edition]:
    """The newest edition of each closed period, the newest period first."""
    return [every[0] for every in editions.periods(limit)]


def _said(one: Edition) -> dict[str, Any]:
    """What an edition says, without ids of dossiers; it never changes, so it is kept by its hash."""
    key = f"disclosure:said:{one.content_id}"
    kept: dict[str, Any] | None = cache.get(key)
    if kept is None:
        whole = editions.content(one)
        figures = [{name: value for name, value in row.items() if name not in UNSEEN} for row in whole["figures"]]
        kept = {**whole, "figures": figures}
        cache.set(key, kept, KEEP)
    return kept


def _protected(name: str, editions_of_month: Sequence[Mapping[str, Any]]) -> Shown | None:
    """The table of the newest edition, protected beside those published before it; one withheld tells nothing."""
    before: list[Shown] = []
    shown: Shown | None = None
    for units in editions_of_month:
        shown = protect(_table(name, units), before)
        before += [shown] if shown else []
    return shown


def _table(name: str, units: Mapping[str, Any]) -> Table:
    cells = {(key, kind): count for key, unit in units.items() for kind, count in _counts(name, unit).items()}
    return Table(tuple(sorted(units)), KINDS[name], cells)


def _counts(name: str, unit: Mapping[str, Any]) -> dict[str, int]:
    if name != "ratings":
        return {kind: unit[kind] for kind in KINDS[name]}
    found = _ratings(unit)
    neutral = found.rated - found.satisfied - found.dissatisfied
    counts = (found.satisfied, neutral, found.dissatisfied, found.returned - found.rated)
    return dict(zip(KINDS[name], counts, strict=True))


def _ratings(unit: Mapping[str, Any]) -> Ratings:
    a, b, c, d, e = unit["scores"]
    return Ratings(unit["returned"], (a, b, c, d, e))


def _is_month(key: str) -> bool:
    """Months alone are told by unit: a quarter beside its months would betray what one of them hides."""
    try:
        return parse_period(key).is_month
    except BadPeriod:
        return False
