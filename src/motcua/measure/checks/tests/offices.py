"""Simulated offices for the checks: honest ones with what happens by itself, and one trick planted at a strength.

Built on the stories of the signals' own simulation, so that both look at the same kind of office. Seeded, no database.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random
from types import SimpleNamespace
from typing import Any, Final

from motcua.kernel.time import TZ, Calendar, add_working_days, local_date, working_days_between
from motcua.measure.checks.rules import Case, Finding, View, run
from motcua.measure.facts.rules import Fact, fold
from motcua.measure.signals.rules import Moment, Story
from motcua.measure.signals.tests.simulating import OFFICERS, UNITS, Simulation, Tricks

STRENGTHS: Final = (0.05, 0.15, 0.4)
TRICKED: Final = "u1"
NOW: Final = datetime(2025, 2, 3, 9, 0, tzinfo=TZ)
EVERYWHERE: Final = ("supplements", "moved_due")
TRICKS: Final = (
    "no_due", "same_moment", "result_is_paper", "identities", "unsourced_reuse", "sudden_full", "sent_otherwise",
    "supplements", "moved_due", "number_gaps", "clock_stops",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Office:
    """The cases, the units in which the trick was played ("" for the agency), and the true on-time share of it."""

    cases: list[Case]
    tricked: frozenset[str]
    truth: tuple[int, int]


def office(seed: int, calendar: Calendar, *, dossiers: int = 450, trick: str = "", strength: float = 0.0) -> Office:
    """One office and its year."""
    rng = Random(seed)
    sham = _officers(strength) if trick == "clock_stops" else frozenset()
    single = {trick: max(3, round(strength * dossiers * 0.4))} if trick in EVERYWHERE else {}
    told = Simulation(seed, dossiers, calendar, Tricks(stops=sham, single=single)).run()
    stories = sorted(told.stories, key=lambda story: story.moments[1].at)
    hidden = round(strength * dossiers) if trick == "number_gaps" else 0
    gone = set(rng.sample(range(dossiers), hidden))
    numbers: Counter[str] = Counter()
    cases = []
    for n, story in enumerate(stories):
        day = f"{local_date(story.moments[1].at):%y%m%d}"
        numbers[day] += 1 + (rng.random() < 0.003)  # now and then a number is cancelled
        if n not in gone:
            mine = story.unit == TRICKED and trick not in {*EVERYWHERE, "number_gaps", "clock_stops"}
            cases.append(_case(rng, story, f"000.00.14.H99-{day}-{numbers[day]:04d}", trick if mine else "", strength))
    if trick == "sudden_full":
        cases = _sudden(rng, cases, strength)
    tricked = frozenset(UNITS if trick in EVERYWHERE else [""] if trick == "number_gaps" else [TRICKED])
    return Office(cases, tricked if trick else frozenset(), _truth(cases, sham, calendar))


def found(made: Office, ground: Mapping[str, Any]) -> list[Finding]:
    """What the checks find in the year; `ground`: calendar, limits, shared."""
    view = View(
        date(2024, 1, 1), date(2024, 12, 31), "2024", ground["calendar"], NOW, shared=ground["shared"]
    )  # fmt: skip
    return list(run(made.cases, view, ground["limits"]))


def right(finding: Finding, made: Office, trick: str) -> bool:
    """Whether it speaks of the trick that was planted, where it was planted."""
    return finding.check == trick and finding.unit in made.tricked


def _officers(strength: float) -> frozenset[str]:
    return frozenset(OFFICERS[TRICKED][: max(1, round(strength * 7))])


def _case(rng: Random, story: Story, code: str, trick: str, strength: float) -> Case:
    hit = bool(trick) and rng.random() < strength
    quiet = rng.random()
    reused = rng.random() < 0.2
    unsourced = quiet < 0.004 or (hit and trick == "unsourced_reuse")
    paper = {"code": "TP1", "digitise": True, "file": rng.random() < 0.85, "reused": reused or unsourced}
    paper["source"] = "" if unsourced else "earlier_result" if reused else ""
    moments = list(story.moments)
    moments[0] = replace(moments[0], payload={"unit": story.unit, "channel": 2, "components": [paper]})
    moments[1] = replace(moments[1], payload={**(moments[1].payload or {}), "code": code})
    if quiet > 0.997 or (hit and trick == "no_due"):
        moments = [replace(one, payload={**(one.payload or {}), "legal_due": None}) for one in moments]
    if hit and trick == "same_moment":
        moments = [replace(one, at=moments[1].at) if one.version > 2 else one for one in moments]
    still_open = rng.random() < 0.03 or (hit and trick == "sent_otherwise")
    if still_open:
        moments = [one for one in moments if one.type not in {"dossier.issued", "dossier.returned"}]
    story = replace(story, code=code, moments=tuple(moments))
    person = f"p{rng.randrange(10**6)}"
    identity = f"i{rng.randrange(10**9)}" if rng.random() > 0.01 else f"shared{rng.randrange(10**4)}"
    if hit and trick == "identities":
        identity = "i0"
    submitted = frozenset({f"s{story.dossier}"})
    result = "" if still_open else f"s{story.dossier}" if hit and trick == "result_is_paper" else f"r{story.dossier}"
    lies = still_open and (trick == "sent_otherwise" and hit)
    return Case(
        story, _fact(story), identity, rng.random() < 0.003, person, submitted, result,
        sent_final=lies or (not still_open and rng.random() > 0.02),
    )  # fmt: skip


def _fact(story: Story) -> Fact:
    fact: Fact | None = None
    for one in story.moments:
        said = {**(one.payload or {}), "state": one.state} if one.state else one.payload or {}
        event = SimpleNamespace(
            stream_id=story.dossier, type=one.type, payload=said, occurred_at=one.at, source="decided"
        )
        fact = fold(fact, event)
    assert fact is not None
    return fact


def _sudden(rng: Random, cases: Iterable[Case], strength: float) -> list[Case]:
    """A unit that is often late until June and never again: from July what is late is written down as on time."""
    made = []
    for case in cases:
        fact, due = case.fact, case.fact.legal_due
        if fact.unit == TRICKED and fact.finished_at and due and fact.finished_on:
            late = fact.finished_on.month <= 6 and rng.random() < strength + 0.05
            if late:
                fact = replace(fact, legal_due=min(due, fact.finished_at) - (NOW - NOW.replace(day=1)))
            elif fact.finished_on and fact.finished_on.month > 6 and case.in_time is False:
                fact = replace(fact, legal_due=fact.finished_at)
        made.append(replace(case, fact=fact))
    return made


def _truth(cases: Iterable[Case], sham: frozenset[str], calendar: Calendar) -> tuple[int, int]:
    """On time in the tricked unit had no sham stop been played: such a stop gives only the days waited."""
    good = total = 0
    for case in cases:
        if case.fact.unit == TRICKED and case.in_time is not None:
            total += 1
            good += bool(case.in_time) and not _saved(case, sham, calendar)
    return good, total


def _saved(case: Case, sham: frozenset[str], calendar: Calendar) -> bool:
    asked = next(iter(case.story.of("supplement_requested")), None)
    if asked is None or asked.actor not in sham or case.fact.finished_on is None:
        return False
    due, back = case.story.due_before(asked), _after(case.story, asked)
    if due is None or local_date(due) != local_date(asked.at):
        return False
    waited = working_days_between(local_date(asked.at), local_date(back), calendar)
    return case.fact.finished_on > (add_working_days(local_date(due), waited, calendar) if waited else local_date(due))


def _after(story: Story, asked: Moment) -> datetime:
    return next(one.at for one in story.of("supplemented") if one.version > asked.version)
