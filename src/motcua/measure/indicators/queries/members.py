"""What stands behind a figure: the dossiers, transactions or documents, one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.measure.indicators.queries import sets
from motcua.measure.indicators.queries.computing import counted_sets, keyed_sets
from motcua.measure.indicators.queries.definitions import definition
from motcua.measure.indicators.queries.sets import EVERYTHING, Scope
from motcua.measure.indicators.rules import Period


@dataclass(frozen=True, slots=True)
class Member:
    """One of the denominator; `counts` says whether it is in the numerator. `dossier_id` when it is a dossier."""

    key: str
    about: str
    counts: bool
    dossier_id: UUID | None = None


def members(
    code: str, period: Period, *, now: datetime, scope: Scope = EVERYTHING, after: str = "", limit: int | None = None
) -> Iterator[Member]:
    """The denominator of `code` by key, from behind `after`; at most `limit`. Empty without a source."""
    if definition(code).feeds_from == "dossiers":
        yield from _dossiers(code, period, now, scope, after, limit)
        return
    keyed = keyed_sets(code, period, scope, now)
    if keyed is None:
        return
    keys = [key for key in sorted(keyed.denominator) if key > after][:limit]
    for key in keys:
        yield Member(key, keyed.about, key in keyed.numerator)


def _dossiers(
    code: str, period: Period, now: datetime, scope: Scope, after: str, limit: int | None
) -> Iterator[Member]:
    sides = counted_sets(code, period, now)
    rows = sets.rows(scope).filter(sides.denominator, code__gt=after).order_by("code")
    counting = set(rows.filter(sides.numerator).values_list("code", flat=True)[:limit])
    found = rows.values_list("code", "pk")[:limit] if limit else rows.values_list("code", "pk").iterator(2000)
    for dossier_code, pk in found:
        yield Member(dossier_code, "dossier", dossier_code in counting, pk)
