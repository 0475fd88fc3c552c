"""The two clocks of a publication, in every reading: until the decision is signed, until it is made public. Pure.

Decree 63/2010/NĐ-CP arts. 13, 15, 24: the chairman's decision at the latest 5 days before the legal text takes effect
(a ministry 20), posting within 5 working days of signing (a ministry 10); in the shortened procedure 3 days after the
text was signed and 2 working days. The portal counts the days before the effect as working days. A limit counted
backwards never moves to a later day: the days before the effect must be whole. A limit counted forwards that ends on
a day off moves to the next working day (Civil Code 2015 art. 148.5).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from motcua.kernel.time import Calendar, Limit, end_of_working_day, start_of_working_day
from motcua.kernel.time import due as count
from motcua.operate.publications.rules.shapes import Level, Scope
from motcua.operate.publications.rules.timing import Allowance, Timing, Timings

DECISION: Final = "decision"
POSTING: Final = "posting"
CLOCKS: Final[Mapping[str, str]] = {DECISION: "Ra quyết định công bố", POSTING: "Công khai"}


@dataclass(frozen=True, slots=True)
class Instance:
    """One procedure in one decision, with the dates that matter. None: not known or not happened."""

    code: str
    decision: str
    number: str
    level: str = Level.PROVINCE
    scope: str = Scope.PUBLIC
    shortened: bool = False
    effective_on: date | None = None
    text_signed_on: date | None = None
    decided_on: date | None = None
    posted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """One limit. `start` is the date it is counted from, `done_on` the day it was met or missed for good."""

    code: str
    decision: str
    number: str
    step: str
    variant: str
    rule_set: str
    start: date
    due_on: date
    done_on: date | None
    allowance: str = ""
    counted: tuple[date, ...] = field(default=(), repr=False)
    skipped: tuple[tuple[date, str], ...] = field(default=(), repr=False)

    @property
    def running(self) -> bool:
        return self.done_on is None

    def late(self, today: date) -> bool:
        """Done after the limit, or not done and the limit is over."""
        return (self.done_on or today) > self.due_on

    def days_left(self, today: date) -> int:
        """Calendar days until the limit, negative when it is over."""
        return (self.due_on - today).days

    def due_at(self, calendar: Calendar) -> datetime:
        """The end of office hours of the last day, aware."""
        return end_of_working_day(self.due_on, calendar)

    def proof(self) -> dict[str, Any]:
        """Every counted and skipped day, for showing and for JSON."""
        return {
            "start": self.start.isoformat(),
            "allowance": self.allowance,
            "rule_set": self.rule_set,
            "counted": [day.isoformat() for day in self.counted],
            "skipped": [{"day": day.isoformat(), "why": why} for day, why in self.skipped],
            "due": self.due_on.isoformat(),
        }


Found = tuple[date, tuple[date, ...], tuple[tuple[date, str], ...]]


def latest_before(effect: date, allowance: Allowance, calendar: Calendar) -> Found:
    """The last day to sign so that `allowance` lies between it and `effect`, with the days counted and skipped.

    Days are counted backwards from the day of effect, which is the first of them: for an effect on the 15th and
    5 days, the 10th; for working days the last working day from which 5 working days lead up to the effect.
    """
    day = effect
    counted: list[date] = []
    skipped: list[tuple[date, str]] = []
    working = allowance.unit == "working_day"
    while len(counted) < allowance.value or (working and not calendar.is_working(day)):
        off = calendar.why_off(day) if working else None
        if off is None:
            counted.append(day)
        else:
            skipped.append((day, off))
        day -= timedelta(days=1)
    return day, tuple(counted), tuple(skipped)


def within(start: date, allowance: Allowance, calendar: Calendar) -> Found:
    """The last day of a limit that begins after `start`, with the days counted and skipped."""
    unit: Any = allowance.unit
    found = count(start_of_working_day(start, calendar), Limit(allowance.value, unit), calendar)
    return found.at.date(), found.counted, found.skipped


def clocks(
    instance: Instance, timings: Timings, calendar: Calendar, variants: Iterable[str] = ("law", "portal", "local")
) -> tuple[Clock, ...]:
    """The clocks of one procedure in one decision; none where a date or a rule is not known.

    Internal procedures have none: the decree does not govern them.
    """
    if instance.scope == Scope.INTERNAL:
        return ()
    found = []
    for variant in variants:
        for clock in (_deciding(instance, variant, timings, calendar), _posting(instance, variant, timings, calendar)):
            if clock is not None:
                found.append(clock)
    return tuple(found)


def _deciding(instance: Instance, variant: str, timings: Timings, calendar: Calendar) -> Clock | None:
    shortened = instance.shortened
    start = (instance.text_signed_on or instance.effective_on) if shortened else instance.effective_on
    timing = timings.on(variant, instance.level, start) if start else None
    if start is None or timing is None:
        return None
    if shortened:
        allowance = timing.shortened_decide_after_text
        found = within(start, allowance, calendar) if allowance else None
    else:
        allowance = timing.decide_before_effect
        found = latest_before(start, allowance, calendar) if allowance else None
    return _clock(instance, DECISION, timing, start, allowance, found, instance.decided_on)


def _posting(instance: Instance, variant: str, timings: Timings, calendar: Calendar) -> Clock | None:
    start = instance.decided_on
    timing = timings.on(variant, instance.level, start) if start else None
    if start is None or timing is None:
        return None
    allowance = timing.shortened_post_after_signing if instance.shortened else timing.post_after_signing
    found = within(start, allowance, calendar) if allowance else None
    return _clock(instance, POSTING, timing, start, allowance, found, instance.posted_on)


def _clock(
    instance: Instance,
    step: str,
    timing: Timing,
    start: date,
    allowance: Allowance | None,
    found: Found | None,
    done_on: date | None,
) -> Clock | None:
    if allowance is None or found is None:
        return None
    due_on, counted, skipped = found
    return Clock(
        instance.code, instance.decision, instance.number, step, timing.variant, timing.rule_set, start, due_on,
        done_on, allowance.words, counted, skipped,
    )  # fmt: skip
