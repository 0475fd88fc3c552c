"""The two sets of dossiers behind each indicator that is counted from facts, as database predicates.

recv(P): accepted with the day of receipt in P. done(P): finished with a result in P; cases refused at intake,
withdrawn or stopped are out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Literal

from django.db.models import Q, QuerySet

from motcua.kernel.time import TZ, local_date
from motcua.measure.facts import queries as facts
from motcua.measure.indicators.rules import Period
from motcua.operate.catalogue import queries as catalogue

ONLINE = 2
DISLIKED = 2  # ratings of 1 and 2 are dissatisfaction
SATISFIED = 4
NOTHING = Q(pk__in=())
RATED = Q(rating__isnull=False)
PLEASED_RATING = Q(rating__isnull=False, rating__gte=SATISFIED)
DISPLEASED = Q(on_time_legal__isnull=False, on_time_legal=False) | Q(rating__isnull=False, rating__lte=DISLIKED)

ASSISTED = "Trong đó do cán bộ nộp hộ"
PORTAL_ONLINE = "Cách tính của Cổng (QĐ 766/QĐ-TTg, 3.3), chưa nhân hệ số đồng bộ"
INTAKE_ONLY = "Chỉ tính số hoá khi tiếp nhận"
RESULT_ONLY = "Chỉ tính kết quả điện tử"
PORTAL_DIGITAL = "Cách tính của Cổng (QĐ 766/QĐ-TTg, 4.2): có giấy tờ số hoá và tệp kết quả"
PORTAL_RESULT = "Cách tính của Cổng (QĐ 766/QĐ-TTg, 4.1): có kết quả điện tử, chưa xét chữ ký"
PORTAL_REUSE = "Cách tính của Cổng (QĐ 766/QĐ-TTg, 4.3): trên hồ sơ có giấy tờ số hoá"
BY_RATING = "Theo phiếu đánh giá nhận được"
RATED_SHARE = "Tỷ lệ hồ sơ có đánh giá"
DIGITAL_READINGS = {
    INTAKE_ONLY: Q(intake_digitised=True),
    RESULT_ONLY: Q(result_electronic=True) | Q(paper_result=False),
    PORTAL_DIGITAL: Q(papers_digital__gt=0, result_electronic=True),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What part of the work is asked about; empty fields ask about all of it."""

    agency: str = ""
    unit: str = ""
    procedure: str = ""
    field: str = ""

    @property
    def condition(self) -> Q:
        named = {name: getattr(self, name) for name in ("agency", "unit", "procedure") if getattr(self, name)}
        return Q(**named) & (Q(procedure__in=self.codes) if self.field else Q())

    @property
    def codes(self) -> tuple[str, ...]:
        """The procedures of the field, those that are repealed too; a field that nobody knows has none."""
        rows = catalogue.procedures().filter(field=self.field).order_by("code")
        return tuple(rows.values_list("code", flat=True))

    @property
    def asked(self) -> dict[str, str | tuple[str, ...]]:
        """The same as what the cells are asked for: a value of a column, or several."""
        both = self.procedure and self.field
        procedure = (tuple({self.procedure} & {*self.codes}) if both else self.codes) if self.field else self.procedure
        return {"agency": self.agency, "unit": self.unit, "procedure": procedure or ((NO_CODE,) if self.field else "")}

    @property
    def narrow(self) -> bool:
        """Whether only a part of the agency's work is asked about."""
        return bool(self.unit or self.procedure or self.field)


NO_CODE = "–"  # the code of no procedure: asks about nothing
EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Counted:
    """A denominator and, inside it, a numerator.

    `second`: further readings inside the same denominator; `narrow`: readings with a denominator of their own inside
    it, as (denominator, numerator). `day`: the column whose day puts a dossier into a period; `overdue`: whether
    dossiers overdue at the end of the period are in the denominator too.
    """

    denominator: Q
    numerator: Q
    day: Literal["accepted_on", "finished_on"]
    second: Mapping[str, Q] = field(default_factory=dict)
    narrow: Mapping[str, tuple[Q, Q]] = field(default_factory=dict)
    overdue: bool = False


def received(period: Period) -> Q:
    return Q(accepted_on__gte=period.first, accepted_on__lte=period.last)


def done(period: Period) -> Q:
    return Q(closed_by="result", finished_on__gte=period.first, finished_on__lte=period.last)


def cut(period: Period, now: datetime) -> datetime:
    """The instant at which the period is looked at: its end, or now while it is running."""
    return min(now, datetime.combine(period.last, time.max, tzinfo=TZ))


def overdue_open(period: Period, now: datetime) -> Q:
    """Accepted, not finished in the period and past the legal due date at the end of it (or now, while it runs).

    As in `facts.rules.on_time`: limits in hours are compared by instant, all others by local date.
    """
    if period.first > local_date(now):
        return NOTHING
    at = cut(period, now)
    end = local_date(at)
    by_hour = Q(limit_unit="working_hour", legal_due__lt=at)
    by_day = Q(legal_due__lt=datetime.combine(end, time(), tzinfo=TZ)) & ~Q(limit_unit="working_hour")
    unfinished = Q(finished_on=None) | Q(finished_on__gt=period.last)
    return Q(accepted_on__lte=end) & (by_hour | by_day) & unfinished


def is_overdue_open(
    period: Period, now: datetime, *, accepted: date | None, due: datetime | None, finished: date | None, unit: str
) -> bool:
    """The plain twin of `overdue_open`, for one dossier."""
    if period.first > local_date(now) or accepted is None or due is None:
        return False
    at = cut(period, now)
    if accepted > local_date(at) or (finished is not None and finished <= period.last):
        return False
    return due < at if unit == "working_hour" else local_date(due) < local_date(at)


def counted(code: str, period: Period, now: datetime, complained: frozenset[str]) -> Counted:
    """The sets of a fact-based indicator; KeyError if it is none. `complained`: dossiers that feedback named."""
    unhappy = DISPLEASED | Q(code__in=complained)
    with_result = Q(channel=ONLINE) & (Q(result_electronic=True) | Q(paper_result=False) | Q(paper_result=None))
    table = {
        "I.3": Counted(
            received(period),
            Q(channel=ONLINE),
            "accepted_on",
            second={
                ASSISTED: Q(channel=ONLINE, assisted=True),
                PORTAL_ONLINE: with_result,
            },
        ),
        "I.4": Counted(done(period), Q(fully_digitised=True), "finished_on", second=DIGITAL_READINGS),
        "II.2": Counted(
            done(period) & Q(paper_result=True),
            Q(result_electronic=True, result_signed=True),
            "finished_on",
            second={PORTAL_RESULT: Q(result_electronic=True)},
        ),
        "II.3": Counted(
            received(period),
            Q(papers_reused__gt=0),
            "accepted_on",
            narrow={PORTAL_REUSE: (Q(papers_digital__gt=0), Q(papers_reused__gt=0))},
        ),
        "II.6": Counted(
            done(period) | overdue_open(period, now),
            done(period) & ~unhappy,
            "finished_on",
            narrow={BY_RATING: (RATED, Q(rating__gte=SATISFIED))},
            second={RATED_SHARE: RATED},
            overdue=True,
        ),
    }
    return table[code]


def rows(scope: Scope) -> QuerySet[Any]:
    return facts.dossiers().filter(scope.condition)
