"""Dossiers overdue at the end of each part of a period, for many parts in one pass over the open and the late ones.

When a dossier was overdue follows from its due date, the day it was received and the day it ended. The database counts
those for whom these are the same; which ends they were overdue at is worked out from there, for any number of parts.
The plain twin is `sets.overdue_open`, and tests hold both equal.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import BooleanField, Case, Count, DateField, F, Q, Value, When
from django.db.models.functions import TruncDate

from motcua.kernel.time import TZ, local_date
from motcua.measure.indicators.queries import sets
from motcua.measure.indicators.queries.sets import Scope
from motcua.measure.indicators.rules import Period

COUNTS: Final = {"overdue": Q(), "overdue_rated": sets.RATED, "overdue_satisfied": sets.PLEASED_RATING}
# The open and the late ones alone: the condition of an index that holds every column asked for here.
_HELD: Final = Q(parent="", on_time_legal=False) | Q(parent="", finished_on=None)


@dataclass(frozen=True, slots=True)
class Alike:
    """Dossiers of one group that were overdue on the same days, and how many; `counts` by the names of `COUNTS`.

    `since`: the first day at whose end they were overdue. `by_now`: whether they are at this instant, which differs
    from the end of today where a limit is in hours.
    """

    group: str
    since: date
    by_now: bool
    finished: date | None
    counts: Counter[str]

    def at_end_of(self, part: Period, today: date) -> bool:
        """Whether they are overdue when the part is looked at: at its end, or now while it runs."""
        if part.first > today or (self.finished is not None and self.finished <= part.last):
            return False
        return self.since <= part.last if part.last < today else self.by_now


def overdue(parts: Sequence[Period], *, now: datetime, scope: Scope, by: str = "") -> list[Alike]:
    """Whatever was or is overdue at the end of one of `parts`. 1 query."""
    first, last = min(part.last for part in parts), max(part.last for part in parts)
    today = local_date(now)
    rows = sets.rows(scope).filter(_HELD, accepted_on__lte=min(last, today), legal_due__lte=_latest(last, now))
    rows = rows.filter(Q(finished_on=None) | Q(finished_on__gt=first))
    due_on = TruncDate("legal_due", tzinfo=TZ)
    told = rows.annotate(
        grouped=F(by) if by else Value(""),
        due_on=due_on,
        hourly=_mark(Q(limit_unit="working_hour")),
        gone=_mark(Q(legal_due__lt=now)),
        odd=Case(When(accepted_on__gt=due_on, then=F("accepted_on")), output_field=DateField()),
    )
    keys = ("grouped", "due_on", "hourly", "gone", "odd", "finished_on")
    wanted = {name: Count("accepted_on", filter=condition) for name, condition in COUNTS.items()}
    return list(_alike(told.order_by().values(*keys).annotate(**wanted), today))


def _latest(last: date, now: datetime) -> datetime:
    return sets.cut(Period(last, last, ""), now)


def _alike(rows: Any, today: date) -> Iterator[Alike]:
    for row in rows:
        hourly, due_on = row["hourly"], row["due_on"]
        since = max(due_on + timedelta(days=0 if hourly else 1), row["odd"] or date.min)
        by_now = since <= today and (not hourly or row["gone"])
        counts = Counter({name: row[name] for name in COUNTS})
        yield Alike(row["grouped"], since, by_now, row["finished_on"], counts)


def _mark(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
