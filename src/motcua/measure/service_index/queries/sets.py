"""The dossiers behind the metrics, as database predicates. The plain twin of the clocks is `rules.clocks`.

Everything is asked of the dossiers received in the period: the published figures have one denominator for progress,
digitisation and satisfaction alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Upper

from motcua.kernel.audit.models import Event
from motcua.kernel.time import TZ, local_date
from motcua.measure.facts import queries as facts
from motcua.measure.indicators.rules import Period
from motcua.measure.registers import queries as registers
from motcua.measure.service_index.rules import Reading

ONLINE, WAITING, DISLIKED = 2, 5, 2
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Sides:
    """A denominator and, inside it, a numerator."""

    denominator: Q
    numerator: Q


@dataclass(frozen=True, slots=True)
class Look:
    """A period looked at from an instant; `waiting`: dossiers that wait for the applicant since before their due."""

    period: Period
    at: datetime
    waiting_legal: frozenset[UUID]
    waiting_portal: frozenset[UUID]


def rows() -> QuerySet[Any]:
    """Every dossier's facts, with its code as registers write it."""
    return facts.dossiers().annotate(code_key=Upper("code"))


def received(period: Period) -> Q:
    return Q(accepted_on__gte=period.first, accepted_on__lte=period.last)


def look(period: Period, now: datetime) -> Look:
    """The period seen at its end, or now while it runs; the few waiting dossiers are read one by one."""
    at = min(now, datetime.combine(period.last, time.max, tzinfo=TZ))
    names = ("pk", "legal_due", "portal_due", "limit_unit")
    open_ones = facts.dossiers().filter(received(period), state=WAITING, finished_at=None)
    waiting = {pk: rest for pk, *rest in open_ones.values_list(*names)}
    legal, portal = set(), set()
    for pk, asked_at in _asked(list(waiting)):
        legal_due, portal_due, unit = waiting[pk]
        end = min(asked_at, at)
        legal |= {pk} if _in_time(legal_due, end, unit) else set()
        portal |= {pk} if _in_time(portal_due, end, unit) else set()
    return Look(period, at, frozenset(legal), frozenset(portal))


def on_time_legal(seen: Look) -> Q:
    """In time by the law, at the instant of the look."""
    return _done("on_time_legal", seen) | _running("legal_due", seen) | Q(pk__in=seen.waiting_legal)


def on_time_portal(seen: Look, reading: Reading = "open") -> Q:
    """In time by the portal's notes; both readings of "more than one supplement"."""
    found = _done("on_time_portal", seen) | _running("portal_due", seen) | Q(pk__in=seen.waiting_portal)
    if reading == "all":
        return found & Q(supplement_requests__lte=1)
    return found & ~(Q(state=WAITING, supplement_requests__gt=1) & _open(seen))


def happy(seen: Look, complained: frozenset[str]) -> Q:
    """Not overdue, not disliked, not named by a petition: each dossier counts once."""
    unhappy = Q(rating__isnull=False, rating__lte=DISLIKED) | Q(code_key__in=complained)
    return on_time_portal(seen) & ~unhappy


def online_with_result() -> Q:
    """Filed online, with the electronic result where the procedure gives a document."""
    return Q(channel=ONLINE) & (Q(result_electronic=True) | ~Q(paper_result=True))


def digitised() -> Q:
    """Papers held, all that are marked digital, and the electronic result where there is a document."""
    return Q(papers_total__gt=0, fully_digitised=True)


def synced() -> Q:
    """Confirmed by the portal, whatever of its content is missing: 1.4 asks only whether the dossier is there."""
    return Q(code_key__in=registers.entries("sync").order_by().values("identity"))


def complained() -> frozenset[str]:
    """Codes of dossiers that a petition named."""
    return frozenset(
        str(row.values["dossier"]).upper() for row in registers.entries("feedback") if row.values["dossier"]
    )


def _open(seen: Look) -> Q:
    return Q(finished_on=None) | Q(finished_on__gt=seen.period.last)


def _done(column: str, seen: Look) -> Q:
    return Q(**{column: True}, finished_on__lte=seen.period.last)


def _running(column: str, seen: Look) -> Q:
    """Open at the instant of the look, and its due date not past: by instant for hours, by local date otherwise."""
    start = datetime.combine(local_date(seen.at), time(), tzinfo=TZ)
    by_hour = Q(**{"limit_unit": "working_hour", f"{column}__gte": seen.at})
    by_day = Q(**{f"{column}__gte": start}) & ~Q(limit_unit="working_hour")
    return _open(seen) & (by_hour | by_day)


def _in_time(due: datetime | None, end: datetime, unit: str) -> bool:
    if due is None:
        return False
    return end <= due if unit == "working_hour" else local_date(end) <= local_date(due)


def _asked(ids: list[UUID]) -> Iterator[tuple[UUID, datetime]]:
    """When each was asked for its last supplement."""
    for start in range(0, len(ids), CHUNK):
        keys = [str(pk) for pk in ids[start : start + CHUNK]]
        rows = Event.objects.filter(stream_kind="dossier", type="dossier.supplement_requested", stream_id__in=keys)
        last = dict(rows.order_by("version").values_list("stream_id", "occurred_at"))
        yield from ((UUID(key), at) for key, at in last.items())
