"""The dossier figures counted one dossier at a time from folded events: no database, no predicate of it.

This is the second implementation of the definitions in `domain` terms of the annex. The first counts in the database;
closing a period compares the two, and so does a test over random histories.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final

from motcua.kernel.time import TZ, local_date
from motcua.measure.editions.rules.units import UnitCount
from motcua.measure.facts.rules import Fact, on_time
from motcua.measure.indicators.rules import Period

DOSSIER_CODES: Final = ("I.3", "I.4", "II.2", "II.3", "II.6")
ONLINE: Final = 2
DISSATISFIED: Final = 2
HOURS: Final = "working_hour"


@dataclass(slots=True)
class Tally:
    """How many count, of how many."""

    numerator: int = 0
    denominator: int = 0

    def add(self, counts: bool) -> None:
        self.denominator += 1
        self.numerator += counts


@dataclass(slots=True)
class Sides:
    """The dossiers of one indicator, as ids: those that count and those that do not; and the same by unit."""

    counted: list[str] = field(default_factory=list)
    not_counted: list[str] = field(default_factory=list)
    units: dict[str, Tally] = field(default_factory=dict)

    def add(self, fact: Fact, counts: bool) -> None:
        (self.counted if counts else self.not_counted).append(fact.dossier_id)
        self.units.setdefault(fact.unit, Tally()).add(counts)


@dataclass(slots=True)
class Punctual:
    """Dossiers finished in the period and on time, by the clock of the law and by that of the portal."""

    legal: Tally = field(default_factory=Tally)
    portal: Tally = field(default_factory=Tally)


@dataclass(slots=True)
class Counted:
    """Everything that an edition counts from the dossiers' log."""

    sides: dict[str, Sides]
    on_time: Punctual
    units: dict[str, UnitCount] = field(default_factory=dict)


def count(facts: Iterable[Fact], period: Period, *, at: datetime, complained: Collection[str]) -> Counted:
    """The two sides of each dossier indicator in `period` seen at `at`, and punctuality; every fact is read once.

    `complained`: codes of dossiers that feedback named. A part that another agency handles is no dossier of its own
    here: its whole is (docs/adr/0017).
    """
    found = Counted({code: Sides() for code in DOSSIER_CODES}, Punctual())
    for fact in facts:
        if not fact.parent:
            _add(found, fact, period, at, complained)
    for one in found.sides.values():
        one.counted.sort()
        one.not_counted.sort()
    return found


def _add(found: Counted, fact: Fact, period: Period, at: datetime, complained: Collection[str]) -> None:
    sides = found.sides
    if any(_within(day, period) for day in (fact.accepted_on, fact.finished_on, fact.returned_on)):
        _add_unit(found.units.setdefault(fact.unit, UnitCount()), fact, period)
    if _within(fact.accepted_on, period):
        sides["I.3"].add(fact, fact.channel == ONLINE)
        sides["II.3"].add(fact, fact.reused > 0)
    done = fact.closed_by == "result" and _within(fact.finished_on, period)
    if done:
        sides["I.4"].add(fact, fact.fully_digitised)
        if fact.paper_result is True:
            sides["II.2"].add(fact, fact.result_electronic and fact.result_signed)
        _add_punctual(found.on_time, fact)
    if done or _overdue(fact, period, at):
        sides["II.6"].add(fact, done and _pleased(fact, complained))


def _add_unit(unit: UnitCount, fact: Fact, period: Period) -> None:
    unit.received += _within(fact.accepted_on, period)
    if fact.closed_by == "result" and _within(fact.finished_on, period):
        unit.finish(_settled(fact, fact.legal_due))
    if _within(fact.returned_on, period):
        unit.give_back(fact.rating)


def _add_punctual(found: Punctual, fact: Fact) -> None:
    """By both clocks; a dossier without a due date is in neither denominator."""
    for tally, due in ((found.legal, fact.legal_due), (found.portal, fact.portal_due)):
        verdict = _settled(fact, due)
        if verdict is not None:
            tally.add(verdict)


def _settled(fact: Fact, due: datetime | None) -> bool | None:
    assert fact.finished_at is not None, "a dossier with a day of finishing has an instant of it"
    return on_time(due=due, finished=fact.finished_at, unit=fact.limit_unit, now=fact.finished_at)


def _within(day: date | None, period: Period) -> bool:
    return day is not None and period.first <= day <= period.last


def _pleased(fact: Fact, complained: Collection[str]) -> bool:
    late = _settled(fact, fact.legal_due) is False
    disliked = fact.rating is not None and fact.rating <= DISSATISFIED
    return not (late or disliked or fact.code in complained)


def _overdue(fact: Fact, period: Period, at: datetime) -> bool:
    """Accepted, not finished within the period, and past the date of the law at its end (or `at`, while it runs)."""
    if period.first > local_date(at) or fact.accepted_on is None or fact.legal_due is None:
        return False
    end = min(at, datetime.combine(period.last, time.max, tzinfo=TZ))
    if fact.accepted_on > local_date(end) or (fact.finished_on is not None and fact.finished_on <= period.last):
        return False
    return fact.legal_due < end if fact.limit_unit == HOURS else local_date(fact.legal_due) < local_date(end)
