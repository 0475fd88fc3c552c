"""What checks look at, and what they find: a dossier with all that is held of it, a finding about a unit's figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from motcua.kernel.time import Calendar, local_date
from motcua.measure.facts.rules import Fact, on_time
from motcua.measure.signals.rules import Story

SPACE: Final = UUID("8f1f5f2b-50c4-5d0e-8a54-0c2f3b7c9d10")
MOST_EVIDENCE: Final = 200
ON_TIME: Final = "Hồ sơ giải quyết đúng hạn"


@dataclass(frozen=True, slots=True)
class Case:
    """One dossier. `identity`: keyed index of its owner's number, "" when none is held; `odd_identity`: the number
    fails its format; `person`: a mark of the owner's name, the same for the same name; `submitted`, `result`: hashes
    of files; `sent_final`: the portal was told that it has ended (None: nothing is known of what was sent)."""

    story: Story
    fact: Fact
    identity: str = ""
    odd_identity: bool = False
    person: str = ""
    submitted: frozenset[str] = frozenset()
    result: str = ""
    sent_final: bool | None = None

    @property
    def in_time(self) -> bool | None:
        """In time by the law; None when it is not finished with a result or has no due date."""
        fact = self.fact
        if fact.closed_by != "result" or fact.finished_at is None:
            return None
        return on_time(due=fact.legal_due, finished=fact.finished_at, unit=fact.limit_unit, now=fact.finished_at)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One dossier, or a place in the numbering, with what is odd about it. Never a person's name or number."""

    dossier: str
    code: str
    at: datetime | None
    words: str

    @property
    def key(self) -> str:
        return f"{self.dossier}:{self.code}:{self.words}"


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator as it is reported and as it is without what was found: numerator and denominator of both."""

    name: str
    official: tuple[int, int]
    robust: tuple[int, int]
    estimate: bool = False

    @staticmethod
    def percent(pair: tuple[int, int]) -> float | None:
        """A ratio in percent; None for nothing to divide by."""
        return 100 * pair[0] / pair[1] if pair[1] else None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check says of one unit in one period. `flagged` of `looked`: how many dossiers, of how many."""

    check: str
    unit: str
    period: str
    words: str
    flagged: int
    looked: int
    figure: Figure
    evidence: tuple[Evidence, ...]

    @property
    def id(self) -> UUID:
        """The same question always has the same id."""
        return finding_id(self.check, self.unit, self.period)


@dataclass(frozen=True, slots=True)
class View:
    """What every check may use. `history`: facts finished in the months before the period; `limits`: its thresholds."""

    first: date
    last: date
    key: str
    calendar: Calendar
    now: datetime
    limits: Mapping[str, Any] = field(default_factory=dict)
    history: Sequence[Fact] = ()
    shared: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def within(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def finding_id(check: str, unit: str, period: str) -> UUID:
    return uuid5(SPACE, f"{check}|{unit}|{period}")


def evidence(case: Case, words: str, at: datetime | None = None) -> Evidence:
    moments = case.story.moments
    return Evidence(case.story.dossier, case.fact.code, at or (moments[-1].at if moments else None), words)


def done(cases: Sequence[Case], view: View) -> list[Case]:
    """Those finished with a result in the period."""
    return [case for case in cases if case.fact.closed_by == "result" and view.within(case.fact.finished_on)]


def received(cases: Sequence[Case], view: View) -> list[Case]:
    """Those accepted in the period."""
    return [case for case in cases if view.within(case.fact.accepted_on)]


def punctual(cases: Sequence[Case]) -> tuple[int, int]:
    """In time and judged, of these."""
    judged = [case.in_time for case in cases if case.in_time is not None]
    return sum(judged), len(judged)


def punctual_but(cases: Sequence[Case], late: frozenset[str]) -> tuple[int, int]:
    """The same, with the dossiers `late` called late."""
    judged = [(case, case.in_time) for case in cases if case.in_time is not None]
    return sum(bool(ok) and case.story.dossier not in late for case, ok in judged), len(judged)


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def day_of(at: datetime) -> date:
    return local_date(at)
