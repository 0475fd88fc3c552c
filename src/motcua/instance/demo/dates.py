"""When dossiers come in: days by the weights of the months, hours by the channel, and what lies open at the end."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from random import Random

from motcua.instance.demo.hours import OfficeTime
from motcua.instance.demo.shape import Kind, Shape
from motcua.instance.demo.story import Ground, Run, Story
from motcua.kernel.time import TZ
from motcua.operate.dossiers.rules import Channel

DAY = 27_000  # office seconds of an ordinary day, for distances only
OPEN_FROM = 30  # with fewer dossiers nothing is held open on purpose
# How many days before the end the dossiers came in that are held open, by the step that is still to do.
AGO: Mapping[str, tuple[float, float]] = {
    "supplement": (3.0, 5.0),
    "overdue": (6.0, 9.0),
    "assign": (0.02, 0.2),
    "draft": (0.8, 1.2),
    "review": (1.0, 1.6),
    "sign": (1.2, 1.8),
    "issue": (1.4, 2.0),
    "return": (1.2, 1.8),
}


@dataclass(frozen=True)
class Frame:
    """What dates are drawn in: the run, its office time, the days off."""

    run: Run
    office: OfficeTime
    days_off: Collection[date]

    @cached_property
    def days(self) -> list[date]:
        """The working days of the year on which the office was open for an hour before the end."""
        limit = self.run.until - timedelta(hours=1)
        return [day for day in self.office.days if day.year == self.run.year and self.office.opening(day) <= limit]


def arrivals(frame: Frame, shape: Shape, grounds: Mapping[str, Ground], rng: Random) -> list[Story]:
    """The stories of the year with kind, procedure, channel and instant of submission, in that order."""
    days = frame.days
    stories = []
    for kind, count in _counts(frame.run.dossiers, shape.kinds, days):
        weights = [_weight(kind, day) for day in days]
        for day in rng.choices(days, weights, k=count):
            stories.append(Story(kind, grounds[rng.choice(kind.procedures)], frame.office.opening(day)))
    stories.sort(key=lambda story: story.submitted_at)
    _channels(stories, shape, rng)
    for story in stories:
        story.submitted_at = _moment(frame, story, rng)
    _hold_open(frame, stories, shape, grounds, rng)
    stories.sort(key=lambda story: story.submitted_at)
    for index, story in enumerate(stories):
        story.index = index
    return stories


def _counts(total: int, kinds: Sequence[Kind], days: Sequence[date]) -> list[tuple[Kind, int]]:
    """`total` shared out among the kinds that have a day to come in; the rest goes to the first."""
    live = [kind for kind in kinds if any(_weight(kind, day) for day in days)]
    whole = sum(kind.share for kind in live)
    counts = [int(total * kind.share / whole) for kind in live]
    counts[0] += total - sum(counts)
    return list(zip(live, counts, strict=True))


def _weight(kind: Kind, day: date) -> float:
    if kind.window is not None:
        return float(kind.window[0] <= f"{day:%m-%d}" <= kind.window[1])
    return kind.months[day.month - 1]


def _channels(stories: Sequence[Story], shape: Shape, rng: Random) -> None:
    """Online as often as the month's share says, among the procedures that are offered online at all."""
    every = Counter(story.submitted_at.month for story in stories)
    offered = Counter(story.submitted_at.month for story in stories if story.ground.online)
    for story in stories:
        month = story.submitted_at.month
        share = shape.online[month - 1] * every[month] / max(offered[month], 1)
        if story.ground.online and rng.random() < min(share, 0.95):
            story.channel = Channel.ONLINE
            story.assisted = rng.random() < shape.rest["assisted"]
        elif rng.random() < shape.rest["post"]:
            story.channel = Channel.POST


def _moment(frame: Frame, story: Story, rng: Random) -> datetime:
    """The instant on the story's day: at the counter in office hours, the post in the morning, online when free."""
    office, until = frame.office, frame.run.until
    opening = story.submitted_at
    day = opening.date()
    begin, end = office.place(opening), office.place(min(until, office.closing(day)))
    if story.channel is Channel.ONLINE and not story.assisted:
        at = datetime.combine(day, time(6, 30), tzinfo=TZ) + timedelta(seconds=int(rng.triangular(0, 57_600, 9_000)))
        if day.weekday() == 4 and rng.random() < 0.3:
            at = _weekend(at, frame, rng)
        return at if at <= until else opening + timedelta(seconds=int(rng.random() * (until - opening).total_seconds()))
    if story.channel is Channel.POST:
        return office.at(begin + rng.randint(0, max(0, min(7_200, end - begin - 60))))
    return office.at(begin + rng.randint(0, max(0, end - begin - 2_700)))


def _weekend(at: datetime, frame: Frame, rng: Random) -> datetime:
    later = at + timedelta(days=rng.randint(1, 2))
    return at if later.date() in frame.days_off or later > frame.run.until else later


def _hold_open(frame: Frame, stories: list[Story], shape: Shape, grounds: Mapping[str, Ground], rng: Random) -> None:
    """Move some of the newest stories so that each kind of waiting can be seen when the demo ends."""
    if len(stories) < OPEN_FROM or frame.run.until.year > frame.run.year:
        return  # too few to spare some, or a year that is long over
    kinds = {kind.key: kind for kind in shape.kinds}
    newest = [story for story in reversed(stories) if story.kind.recent]
    for halt, rate in shape.rest["open"].items():
        for _ in range(max(1, round(rate * len(stories)))):
            if not newest:
                return
            story = newest.pop(0)
            story.halt = halt
            story.kind = kinds["copy" if halt in {"accept", "overdue", "return", "assign"} else "correction"]
            story.ground = grounds[story.kind.procedures[0]]
            story.submitted_at = _near_the_end(frame, story, rng)


def _near_the_end(frame: Frame, story: Story, rng: Random) -> datetime:
    until, last = frame.run.until, frame.days[-1]
    if story.halt == "accept":
        story.channel, story.assisted = Channel.ONLINE, False
        base = min(until, datetime.combine(last, time(22, 30), tzinfo=TZ))
        return base - timedelta(minutes=rng.randint(5, 150))
    place = frame.office.place(until) - int(rng.uniform(*AGO[story.halt]) * DAY)
    return frame.office.at(max(place, frame.office.place(frame.office.opening(frame.days[0]))))
