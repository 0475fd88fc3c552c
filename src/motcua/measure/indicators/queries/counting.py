"""Indicators whose facts lie outside, counted by the database where no list of them has to be read.

`outside` gives the same as sets, one by one, and tests hold both equal.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, Value, When
from django.db.models.functions import Upper

from motcua.measure.facts import queries as facts
from motcua.measure.indicators.queries import outside, sets, sums
from motcua.measure.indicators.queries.outside import Keyed
from motcua.measure.indicators.queries.sets import Scope
from motcua.measure.indicators.rules import Line, Period
from motcua.measure.registers import queries as registers

MANY = 2000
ONLINE = frozenset({"national_portal", "province"})


@dataclass(frozen=True, slots=True)
class Told:
    """What one period has: both counts, and what is said beside them, as in `outside.Keyed`."""

    numerator: int
    denominator: int
    lines: tuple[Line, ...] = ()
    gaps: tuple[str, ...] = ()
    source: str = ""
    source_kind: str = ""


NOTHING_YET = Told(0, 0)


def of(keyed: Keyed) -> Told:
    """The same as counts."""
    sizes = len(keyed.numerator), len(keyed.denominator)
    return Told(*sizes, keyed.lines, keyed.gaps, keyed.source, keyed.source_kind)


def synced(periods: Sequence[Period], scope: Scope, now: datetime) -> list[Told | None]:
    """I.5 of each period; None without a register of confirmations."""
    grid = synced_by(periods, scope, now)
    if grid is None:
        return [None] * len(periods)
    return [Told(*pair) for pair in grid.get("", [(0, 0)] * len(periods))]


def synced_by(
    periods: Sequence[Period], scope: Scope, now: datetime, by: sums.By = ""
) -> dict[str, list[tuple[int, int]]] | None:
    """I.5 by group: what the cells say was finished, less what is not confirmed. Periods do not overlap. 3 queries."""
    if not registers.has_register("sync"):
        return None
    missing = _unconfirmed(periods, scope, by)
    done = sums.grid(periods, now=now, scope=scope, by=by, codes=(), marks=("done",))
    return {
        key: [(counts["done"] - missing[key, index], counts["done"]) for index, counts in enumerate(cells)]
        for key, cells in done.items()
    }


def _unconfirmed(periods: Sequence[Period], scope: Scope, by: sums.By) -> Counter[tuple[str, int]]:
    """Finished and not confirmed, by group and part: few, and an index holds them alone."""
    found: Counter[tuple[str, int]] = Counter()
    held = Q(confirmed=None) | Q(confirmed=False)
    rows = sets.rows(scope).filter(held, sets.done(outside.span(periods))).order_by()
    rows = rows.annotate(grouped=F(by) if by else Value(""))
    told = rows.values("grouped", "finished_on", "confirmed").annotate(total=Count("finished_on"))
    unknown = 0
    for row in told:
        index = _part(periods, row["finished_on"])
        if index is not None and row["confirmed"] is None:
            unknown += row["total"]
        elif index is not None:
            found[row["grouped"], index] += row["total"]
    if unknown:
        _add_unknown(found, periods, rows.filter(confirmed=None), unknown)
    return found


def _add_unknown(found: Counter[tuple[str, int]], periods: Sequence[Period], rows: Any, count: int) -> None:
    """Those that nobody looked up yet: a few by their codes, many by going through the list."""
    if count > MANY:
        rows = rows.filter(~registers.confirmed_end(Upper(OuterRef("code"))))
    told = list(rows.values_list("grouped", "finished_on", "code"))
    whole = registers.confirmed({code.upper() for _, _, code in told}) if count <= MANY else frozenset()
    for key, day, code in told:
        index = _part(periods, day)
        if index is not None and code.upper() not in whole:
            found[key, index] += 1


def payments(periods: Sequence[Period]) -> list[Told | None] | None:
    """I.2 of each period. None as a whole: the list names dossiers, and has to be matched payment by payment."""
    whole, has_list = outside.span(periods), registers.has_register("payments")
    if not has_list and not facts.payments().exists():
        return [None] * len(periods)
    listed = registers.entries("payments", whole.first, whole.last).filter(values__state="success")
    if has_list and registers.any_of(listed.exclude(values__dossier=None)):
        return None
    channels: list[Counter[str]] = [Counter() for _ in periods]
    told = listed.filter(values__amount__gt=0).order_by().values("on", "values__channel")
    _add(channels, periods, told.annotate(total=Count("id")).values_list("on", "values__channel", "total"))
    inside = facts.payments().filter(paid_on__gte=whole.first, paid_on__lte=whole.last, amount__gt=0)
    here = inside.order_by().values("paid_on", "channel").annotate(total=Count("paid_on"))
    _add(channels, periods, here.values_list("paid_on", "channel", "total"))
    return [_paid(counts) for counts in channels]


def documents(periods: Sequence[Period]) -> list[Told | None]:
    """III.1 of each period; None without a register of documents."""
    if not registers.has_register("documents"):
        return [None] * len(periods)
    whole, counts = outside.span(periods), [Counter[str]() for _ in periods]
    open_ = registers.entries("documents", whole.first, whole.last).exclude(values__secret=True).order_by()
    marked = open_.annotate(online=Case(When(values__online=True, then=Value("online")), default=Value("")))
    _add(
        counts, periods, marked.values("on", "online").annotate(total=Count("id")).values_list("on", "online", "total")
    )
    return [Told(one["online"], one.total()) for one in counts]


def _add(channels: Sequence[Counter[str]], periods: Sequence[Period], rows: Iterable[tuple[date, str, int]]) -> None:
    for day, channel, total in rows:
        index = _part(periods, day)
        if index is not None:
            channels[index]["national_portal" if channel == "portal" else channel] += total


def _paid(counts: Counter[str]) -> Told:
    every, online = counts.total(), sum(counts[channel] for channel in ONLINE)
    return Told(counts["national_portal"], every, (Line(outside.ANY_GATE, online, every),))


def _part(periods: Sequence[Period], day: date) -> int | None:
    return next((index for index, part in enumerate(periods) if part.first <= day <= part.last), None)
