"""A simulated office as stories: honest by nature, with tricks sown in where a test asks for them. Seeded, no database.

Honest means: what happens by itself in an office. A tenth of the dossiers need a supplement, a few need two, some are
late, consultations take days, work comes in waves, signatories sometimes sign in the evening.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from motcua.kernel.time import TZ, Calendar, add_working_days, local_date
from motcua.measure.signals.rules import Moment, Story

UNITS = ("u1", "u2", "u3")
OFFICERS = {unit: tuple(f"{unit}.o{n}" for n in range(3)) for unit in UNITS}
SIGNATORY = "lead"
LIMITS = (1, 3, 5, 7, 10, 15, 20)
PUBLISHED = frozenset({"TP1", "TP2", "TP3"})


@dataclass(frozen=True)
class Tricks:
    """Who does what: officers who hold back to the due day, stop late clocks, ask all the time, or work at night;
    units that close in heaps; and how many dossiers each single trick is sown into."""

    edge: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()
    asks_often: frozenset[str] = frozenset()
    odd_hours: frozenset[str] = frozenset()
    month_end: frozenset[str] = frozenset()
    single: Mapping[str, int] = field(default_factory=dict)


@dataclass
class Simulated:
    """The stories, by rule the subjects into which its trick was sown, and every dossier a trickster had in hand."""

    stories: list[Story]
    sown: dict[str, set[str]]
    touched: set[str]


class Simulation:
    def __init__(self, seed: int, dossiers: int, calendar: Calendar, tricks: Tricks | None = None) -> None:
        self.rng, self.count, self.calendar = Random(seed), dossiers, calendar
        self.tricks = tricks or Tricks()
        self.moments: list[Moment] = []
        self.due: datetime | None = None

    def run(self) -> Simulated:
        """One year of work."""
        singles = [name for name, times in self.tricks.single.items() for _ in range(times)]
        marked = dict(zip(self.rng.sample(range(self.count), len(singles)), singles, strict=True))
        sown: dict[str, set[str]] = {name: set(getattr(self.tricks, name)) for name in GROUPED}
        stories, touched = [], set()
        tricksters = {who for name in GROUPED for who in sown[name]}
        for n in range(self.count):
            trick = marked.get(n, "")
            story = self._story(n, trick)
            stories.append(story)
            if trick:
                sown.setdefault(trick, set()).add(story.dossier)
            if trick or {story.unit, story.lead} & tricksters:
                touched.add(story.dossier)
        return Simulated(stories, sown, touched)

    def _story(self, n: int, trick: str) -> Story:
        rng = self.rng
        unit = rng.choice(UNITS)
        officer = rng.choice(OFFICERS[unit])
        limit = rng.choice(LIMITS[3:] if trick in {"silent", "moved_due"} else LIMITS)
        first = add_working_days(date(2024, 1, 1), 1 + int(240 * rng.betavariate(1.5, 1.3)), self.calendar)
        self.moments, self.due = [], None
        accepted = self._at(first)
        self._add("submitted", accepted - timedelta(minutes=rng.randint(20, 200)), state=1)
        self._add("accepted", accepted, "desk", 2, legal_due=self._deadline(accepted, limit))
        self._add("assigned", self._later(accepted, 0.05 * limit), officer, 4, officer=officer)
        self._ask(officer, limit, trick)
        self._consult(officer, limit)
        self._end(unit, officer, limit, trick)
        return Story(f"d{n}", f"H-{n:05d}", unit, tuple(self.moments), PUBLISHED)

    def _ask(self, officer: str, limit: int, trick: str) -> None:
        """Supplements: seldom twice, and the second time only for what was handed in anew."""
        rng = self.rng
        often = officer in self.tricks.asks_often
        times = 0
        if rng.random() < (0.55 if often else 0.1):
            times = 2 if rng.random() < 0.04 else 1
        late_stop = officer in self.tricks.stops and limit >= 5 and rng.random() < 0.5
        times = 3 if trick == "supplements" else 2 if trick == "late_defect" else times
        times = max(times, 1) if trick == "outside_list" or late_stop else times
        for number in range(times):
            part = 0.85 if late_stop and number == 0 else rng.uniform(0.02, 0.15)
            at = self._later(self.moments[-1].at, part * limit)
            if late_stop and number == 0 and self.due is not None:
                at = datetime.combine(local_date(self.due), time(9), tzinfo=TZ)
            codes = ["TP2" if trick == "late_defect" and number else "TP1"]
            codes = ["GIAY-LA"] if trick == "outside_list" and number == 0 else codes
            self._add("supplement_requested", at, officer, 5, components=codes, number=number + 1)
            back = self._later(at, rng.uniform(0.5, 8))
            handed = [{"code": code} for code in codes]
            due = self._deadline(back, limit)
            self._add("supplemented", back, state=4, components=handed, legal_due=due)

    def _consult(self, officer: str, limit: int) -> None:
        if limit >= 5 and self.rng.random() < 0.05:
            at = self._later(self.moments[-1].at, 0.1 * limit)
            self._add("hold_placed", at, officer, 4, code="opinion")
            self._add("hold_released", self._later(at, 0.3 * limit), officer, 4, code="opinion")

    def _end(self, unit: str, officer: str, limit: int, trick: str) -> None:
        """Draft, review, signature, issue, return between now and the end of the work."""
        rng = self.rng
        begin = self.moments[-1].at
        assert self.due is not None
        spent = 0.15 + 0.8 * rng.betavariate(2, 1.7)
        end = self._later(begin, spent * limit)
        if rng.random() < 0.03:
            end = self._later(self.due, rng.uniform(0.2, 4))
        if trick == "silent":
            end = self._later(begin, limit * 1.2 + 8)
        elif officer in self.tricks.edge and limit >= 3 and rng.random() < 0.85:
            end = datetime.combine(local_date(self.due), time(rng.randint(8, 16)), tzinfo=TZ)
        elif unit in self.tricks.month_end and rng.random() < 0.7:
            end = max(end, self._closing(end))
        end = max(end, begin + timedelta(hours=1))
        span = end - begin
        middle = 0.02 if trick == "silent" else 0.55
        self._add("result_drafted", begin + middle * span, officer, 4)
        self._add("forwarded", begin + (0.04 if trick == "silent" else 0.75) * span, officer, 4)
        if trick == "moved_due":
            passed = self._later(self.due, 2)
            end = self._later(passed, 2)
            self._add("extended", passed, officer, 4, legal_due=self._deadline(end, 2))
        signed = max(end - timedelta(minutes=40), self.moments[-1].at)
        night = officer in self.tricks.odd_hours and rng.random() < 0.5
        if rng.random() < 0.01 or night:
            signed = datetime.combine(local_date(signed), time(rng.choice((22, 23))), tzinfo=TZ)
            end = signed + timedelta(minutes=30) if night else self._later(signed, 1)
        self._add("signed", signed, officer if night else SIGNATORY, 4)
        issued = max(end, signed)
        if trick == "order":
            issued = self.moments[1].at - timedelta(days=1)
        self._add("issued", issued, "clerk", 9)
        self._add("returned", max(self._later(end, 0.5), issued), "desk", 10)

    def _add(self, name: str, at: datetime, actor: str = "", state: int = 0, **said: Any) -> None:
        if "legal_due" in said:
            self.due = datetime.fromisoformat(said["legal_due"])
        version = len(self.moments) + 1
        self.moments.append(Moment(version, f"dossier.{name}", at, state, actor, actor.split(".")[0], said))

    def _at(self, day: date) -> datetime:
        """Some time of a working day."""
        return datetime.combine(day, time(self.rng.randint(8, 15), self.rng.randint(0, 59)), tzinfo=TZ)

    def _later(self, at: datetime, days: float) -> datetime:
        """About `days` working days later, in office hours."""
        whole = int(days)
        day = add_working_days(local_date(at), whole, self.calendar)
        if not self.calendar.is_working(day):
            day = add_working_days(day, 1, self.calendar)
        moment = datetime.combine(day, at.astimezone(TZ).time(), tzinfo=TZ) + timedelta(hours=7 * (days - whole))
        if moment.time() > time(16, 59):
            after = add_working_days(local_date(moment), 1, self.calendar)
            moment = datetime.combine(after, time(8, self.rng.randint(0, 59)), tzinfo=TZ)
        return max(moment, at + timedelta(minutes=self.rng.randint(1, 30)))

    def _deadline(self, at: datetime, days: int) -> str:
        day = add_working_days(local_date(at), days, self.calendar)
        return datetime.combine(day, time(17), tzinfo=TZ).isoformat()

    def _closing(self, at: datetime) -> datetime:
        """An hour of the last two working days of the month."""
        day = local_date(at)
        after = date(day.year + (day.month == 12), day.month % 12 + 1, 1)
        last = [d for n in range(1, 15) if self.calendar.is_working(d := after - timedelta(days=n))]
        return self._at(self.rng.choice(last[:2]))


GROUPED = ("edge", "stops", "asks_often", "odd_hours", "month_end")
