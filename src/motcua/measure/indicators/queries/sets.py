"""The two sets of dossiers behind each indicator that is counted from facts, as database predicates.

recv(P): accepted with the day of receipt in P. done(P): finished with a result in P; cases refused at intake,
withdrawn or stopped are out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from motcua.measure.facts import queries as facts
from motcua.measure.indicators.rules import Period

ONLINE = 2
DISLIKED = 2  # ratings of 1 and 2 are dissatisfaction
SATISFIED = 4


@dataclass(frozen=True, slots=True)
class Scope:
    """What part of the work is asked about; empty fields ask about all of it."""

    agency: str = ""
    unit: str = ""
    procedure: str = ""

    @property
    def condition(self) -> Q:
        named = {name: getattr(self, name) for name in ("agency", "unit", "procedure") if getattr(self, name)}
        return Q(**named)


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Counted:
    """A denominator and, inside it, a numerator; `second`: further readings inside the same denominator."""

    denominator: Q
    numerator: Q
    second: Mapping[str, Q]


def received(period: Period) -> Q:
    return Q(accepted_on__gte=period.first, accepted_on__lte=period.last)


def done(period: Period) -> Q:
    return Q(closed_by="result", finished_on__gte=period.first, finished_on__lte=period.last)


def overdue_open(period: Period, today: date) -> Q:
    """Accepted, not finished at the end of the period (or today, if that comes first), and past the legal due date."""
    end = min(period.last, today)
    unfinished = Q(finished_on=None) | Q(finished_on__gt=end)
    return Q(accepted_on__lte=end, legal_due__date__lt=end) & unfinished


def counted(code: str, period: Period, today: date, complained: frozenset[str]) -> Counted:
    """The sets of a fact-based indicator; KeyError if it is none. `complained`: dossiers that feedback named."""
    satisfied_base = done(period) | overdue_open(period, today)
    late = overdue_open(period, today) | Q(on_time_legal=False)
    unhappy = late | Q(rating__isnull=False, rating__lte=DISLIKED) | Q(code__in=complained)
    table = {
        "I.3": Counted(received(period), Q(channel=ONLINE), {"Do cán bộ nộp hộ": Q(channel=ONLINE, assisted=True)}),
        "I.4": Counted(
            done(period),
            Q(fully_digitised=True),
            {
                "Chỉ tính số hoá khi tiếp nhận": Q(intake_digitised=True),
                "Chỉ tính kết quả điện tử": Q(result_electronic=True) | Q(paper_result=False),
            },
        ),
        "II.2": Counted(done(period) & Q(paper_result=True), Q(result_electronic=True, result_signed=True), {}),
        "II.3": Counted(received(period), Q(papers_reused__gt=0), {}),
        "II.6": Counted(satisfied_base, ~unhappy, {}),
    }
    return table[code]


def rows(scope: Scope) -> QuerySet[Any]:
    return facts.dossiers().filter(scope.condition)
