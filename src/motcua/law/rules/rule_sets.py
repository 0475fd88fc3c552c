"""What a rule set is, and which one holds on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from motcua.law.rules.calendars import CalendarHead, Day

Status = Literal["verified", "recalled"]
STATUSES: Final = ("verified", "recalled")
PER_AGENCY: Final = "office_hours"
# Office hours are per agency and season, these rules per procedure or unit: several hold on one day. Of every other
# kind only one does.
SEVERAL: Final = frozenset({PER_AGENCY, "sector_pause", "extension", "calendar_choice", "separation"})


class NoRule(LookupError):
    """No rule set of `kind` is known for `date`."""

    def __init__(self, kind: str, on: date) -> None:
        super().__init__(f"Chưa có quy tắc “{kind}” cho ngày {on:%d/%m/%Y}.")
        self.kind = kind
        self.date = on


class NoCalendar(LookupError):
    """No calendar has this key."""

    def __init__(self, key: str) -> None:
        super().__init__(f"Chưa có lịch làm việc “{key}”.")
        self.key = key


@dataclass(frozen=True, slots=True)
class Refusal:
    """An expected "no": a code for programs, a message for people."""

    code: str
    message_vi: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One rule set. `effective_from` None: since before anything we hold; `effective_to` None: no known end.

    `status`: "verified" against a published text, or "recalled" and to be checked before relying on it.
    `edition`: number of the edition that recorded this wording; 0 when read from the files directly.
    """

    id: str
    kind: str
    effective_from: date | None
    effective_to: date | None
    source: str
    status: Status
    content: Mapping[str, Any] = field(hash=False)
    note: str = ""
    edition: int = 0

    def holds_on(self, on: date) -> bool:
        return (self.effective_from or date.min) <= on <= (self.effective_to or date.max)

    def meets(self, other: "RuleSet") -> bool:
        """True when both hold on some same day."""
        return max(self.effective_from or date.min, other.effective_from or date.min) <= min(
            self.effective_to or date.max, other.effective_to or date.max
        )


@dataclass(frozen=True, slots=True)
class Book:
    """The whole law at one edition. `versions`: calendar key -> the number shown in proofs."""

    rule_sets: tuple[RuleSet, ...]
    heads: Mapping[str, CalendarHead]
    days: Mapping[str, tuple[Day, ...]]
    versions: Mapping[str, str]


def choose(rule_sets: Iterable[RuleSet], kind: str, on: date) -> RuleSet:
    """The rule set of `kind` that holds on the local date `on`; raises NoRule."""
    for rule_set in rule_sets:
        if rule_set.kind == kind and rule_set.holds_on(on):
            return rule_set
    raise NoRule(kind, on)


def clashes(rule_sets: Iterable[RuleSet]) -> list[tuple[RuleSet, RuleSet]]:
    """Pairs of one kind that hold on some same day although only one may."""
    ordered = sorted(rule_sets, key=lambda rule_set: (rule_set.kind, rule_set.effective_from or date.min, rule_set.id))
    return [
        (first, second)
        for place, first in enumerate(ordered)
        for second in ordered[place + 1 :]
        if first.kind == second.kind and first.kind not in SEVERAL and first.meets(second)
    ]
