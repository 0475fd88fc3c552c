"""What is running out now, and how the publications of a period are counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from motcua.law import queries as law
from motcua.operate.publications import rules
from motcua.operate.publications.models import Decision
from motcua.operate.publications.queries.decisions import CHAIN, Row, has_any, provincial_rows
from motcua.operate.publications.queries.law import internal_duties, timings
from motcua.operate.publications.queries.watch import watch_list
from motcua.operate.publications.rules import CLOCKS, DECISION, Clock, InternalDuty, Scope, State, Tally
from motcua.people.queries import has_role

ALL = ("law", "portal", "local")
SOON = 10


@dataclass(frozen=True, slots=True)
class Running:
    """A clock that runs, with what a screen says beside it. `watch`: no decision of the province has been begun."""

    clock: Clock
    name: str
    state: str = ""
    watch: bool = False
    source: str = ""

    @property
    def step_words(self) -> str:
        return CLOCKS[self.clock.step]


def running(today: date, *, variants: Sequence[str] = ALL) -> list[Running]:
    """Every running clock: drafts, what is signed and not posted, the watch list, the internal list; soonest first."""
    calendar, known = law.calendar(), timings()
    found: list[Running] = []
    drafted: set[str] = set()
    for row in provincial_rows(state_in=(*CHAIN, State.DECIDED.value, State.ENTERED.value)):
        drafted |= {row.instance.code} if row.state in CHAIN else set()
        found += [
            Running(clock, row.name, row.state)
            for clock in rules.clocks(row.instance, known, calendar, variants)
            if clock.running
        ]
    for item in watch_list():
        if item.entry.code not in drafted:
            found += [
                Running(clock, item.entry.name, watch=True)
                for clock in rules.clocks(item.instance, known, calendar, variants)
            ]
    found += [Running(_plan_clock(duty), duty.words, source=duty.plan) for duty in open_duties(today)]
    return sorted(found, key=lambda item: (item.clock.due_on, item.clock.code, item.clock.step, item.clock.variant))


def open_duties(today: date) -> list[InternalDuty]:
    """Plans' dates for the internal list that are not met yet: no internal decision was signed in the plan's year."""
    years = set(
        Decision.objects.filter(scope=Scope.INTERNAL.value, signed_on__isnull=False, signed_on__lte=today)
        .order_by("year")
        .values_list("year", flat=True)
    )
    # A duty of a year that is over and was never met stays in the plan's report; here it would only cover the rest.
    return [duty for duty in internal_duties() if duty.due_on.year == today.year and duty.due_on.year not in years]


def internal_standing(today: date) -> list[tuple[InternalDuty, Decision | None]]:
    """Each plan's date for the internal list with the first internal decision signed in that year."""
    found = []
    for duty in internal_duties():
        rows = Decision.objects.filter(
            scope=Scope.INTERNAL.value, year=duty.due_on.year, signed_on__isnull=False, signed_on__lte=today
        )
        found.append((duty, rows.order_by("signed_on", "id").first()))
    return found


def _plan_clock(duty: InternalDuty) -> Clock:
    return Clock(
        code="", decision=duty.key, number="", step=DECISION, variant="plan", rule_set=duty.plan, start=duty.due_on,
        due_on=duty.due_on, done_on=None, allowance=duty.words,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """Publications counted for one period: a tally per variant, and what has no date to count from."""

    tallies: dict[str, Tally]
    undated: frozenset[str]


def counted(spans: Sequence[tuple[date, date]], today: date, *, step: str = "") -> list[Counted] | None:
    """`Counted` for each (first, last); None when no decision of the province was ever recorded here.

    The decisions are read once, whatever the number of spans. With `step` only that one of the two clocks counts.
    """
    if not has_any():
        return None
    calendar, known = law.calendar(), timings()
    rows = [row for row in provincial_rows() if row.instance.scope == Scope.PUBLIC]
    every = [
        clock
        for row in rows
        for clock in rules.clocks(row.instance, known, calendar, ALL)
        if not step or clock.step == step
    ]
    by_variant = {variant: [clock for clock in every if clock.variant == variant] for variant in known.variants}
    found = []
    for first, last in spans:
        tallies = {
            variant: rules.tally(clocks, first=first, last=last, today=today) for variant, clocks in by_variant.items()
        }
        found.append(Counted(tallies, _undated(rows, first, last)))
    return found


def _undated(rows: Sequence[Row], first: date, last: date) -> frozenset[str]:
    """Procedures decided in the span whose legal text has no known date of effect: half of the test is impossible."""
    return frozenset(
        row.instance.code
        for row in rows
        if row.instance.effective_on is None
        and row.instance.text_signed_on is None
        and row.instance.decided_on is not None
        and first <= row.instance.decided_on <= last
    )


def counter(request: Any) -> int | None:
    """How many publications run out within ten days or are late by the law; only for who follows them."""
    if not has_role(request.user, *rules.WRITERS):
        return None
    today = timezone.localdate()
    near = {
        (item.clock.decision, item.clock.code, item.clock.step)
        for item in running(today, variants=("law",))
        if item.clock.days_left(today) <= SOON
    }
    return len(near) or None
