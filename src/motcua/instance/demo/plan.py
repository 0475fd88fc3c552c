"""The plan of a run: who files, with which papers, how each dossier ends. Chance comes from the seed alone."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random

from motcua.instance.demo import persons
from motcua.instance.demo.dates import Frame, arrivals
from motcua.instance.demo.persons import Person
from motcua.instance.demo.shape import Shape, one_of
from motcua.instance.demo.story import Ground, Story
from motcua.operate.dossiers.rules import SUPPLEMENT_LIMIT, Channel

Stock = dict[str, list[tuple[Person, str, datetime]]]
LONG = ("permission", "support")


def plan(frame: Frame, shape: Shape, grounds: Mapping[str, Ground], cast: Mapping[str, Person]) -> list[Story]:
    """Every dossier of the run in the order of submission. `cast`: the demo accounts that file too, by username."""
    rng = Random(f"motcua:{frame.run.key}")
    stories = arrivals(frame, shape, grounds, rng)
    _endings(stories, shape, rng)
    _people(stories, shape, frame, cast, rng)
    return stories


def _endings(stories: Sequence[Story], shape: Shape, rng: Random) -> None:
    """Exact numbers instead of luck, so that a small demo shows everything too."""
    usual = [story for story in stories if not story.halt]
    old = usual[: int(len(usual) * 0.75)]

    def take(pool: list[Story], rate: float) -> list[Story]:
        chosen = rng.sample(pool, min(len(pool), max(1, round(rate * len(stories)))))
        for story in chosen:
            for rows in (usual, old):
                if story in rows:
                    rows.remove(story)
        return chosen

    for story in take(old, shape.rate("stopped")):
        story.ending, story.supplements = "stopped", 1
    for story in take(old, shape.rate("repeated_supplement")):
        story.supplements = SUPPLEMENT_LIMIT  # the law has no third; the second needs a superior's reason
    for ending in ("rejected", "refusal", "withdrawn"):
        for story in take(old, shape.rate(ending)):
            story.ending = ending
    for story in take(usual, shape.rate("supplement")):
        story.supplements, story.early = 1, rng.random() < 0.3
    for story in take([s for s in usual if s.kind.key in LONG] or usual, shape.rate("hold")):
        story.hold = True
    for story in take(usual, shape.rate("sent_back")):
        story.sent_back = True
    _lateness(stories, shape, rng)
    for story in stories:
        story.on_paper = rng.random() < shape.rest["result_on_paper"]
        story.rated = rng.random() < shape.rest["rated"]
        sample = shape.rest["sample"]
        story.own_file = story.index % sample["every"] == 0 or story.index >= len(stories) - sample["newest"]


def _lateness(stories: Sequence[Story], shape: Shape, rng: Random) -> None:
    rates, rush = shape.rest["late"], shape.rest["month_end_rush"]
    for slow in (True, False):
        unit = [
            s for s in stories if (s.ground.unit == shape.slow_unit) == slow and not s.halt and s.ending == "result"
        ]
        rate = rates["slow_unit" if slow else "others"]
        for story in rng.sample(unit, round(rate * len(unit))):
            story.late = True
            story.rush = slow and story.submitted_at.month in rush


def _people(stories: Sequence[Story], shape: Shape, frame: Frame, cast: Mapping[str, Person], rng: Random) -> None:
    casting = _Casting(shape, frame, rng, len(stories))
    parts = _parts(stories, cast)
    for story in stories:
        _papers(story, shape, rng)
        casting.cast(story, parts.get(story.index))


def _parts(stories: Sequence[Story], cast: Mapping[str, Person]) -> dict[int, Person]:
    """Stories in which the demo accounts play: something to do, something running, something to look at for each."""
    chosen: dict[int, Person] = {}
    wanted = (("lan", "supplement"), ("lan", "review"), ("lan", "return"), ("tu", "accept"), ("tu", "sign"))
    for name, halt in wanted:
        found = next((s for s in reversed(stories) if s.halt == halt and s.index not in chosen), None)
        if name in cast and found is not None:
            chosen[found.index] = cast[name]
    done = [s for s in stories if not s.halt and s.kind.owner == "person" and s.ending == "result" and not s.late]
    for name, place in (("lan", 0.97), ("lan", 0.5), ("tu", 0.8)):
        if name in cast and done:
            chosen[done[int(len(done) * place)].index] = cast[name]
    for story in [s for s in stories if s.kind.owner == "organisation"][-3:]:
        if "bien" in cast:
            chosen[story.index] = cast["bien"]
    return chosen


def _papers(story: Story, shape: Shape, rng: Random) -> None:
    known = [code for code, _ in story.ground.components]
    codes = one_of(rng, story.kind.papers) if story.kind.papers else known[: rng.randint(2, 4)]
    story.codes = tuple(code for code in codes if code in known)
    way = "online" if story.channel is Channel.ONLINE else "counter"
    story.digitised = rng.random() < shape.rest["digitised"][way]
    story.delivery = one_of(rng, shape.rest["delivery"][way])


class _Casting:
    """Gives each story its people. Those who file again bring a paper that the office holds from the time before."""

    def __init__(self, shape: Shape, frame: Frame, rng: Random, total: int) -> None:
        self.shape, self.frame, self.rng, self.total = shape, frame, rng, total
        self.stock: Stock = defaultdict(list)
        self.firms: list[Person] = []
        self.numbers: set[str] = set()
        self.made = 0

    def cast(self, story: Story, part: Person | None) -> None:
        """Owner, filer and subject of `story`; `part` is a demo account that plays the owner."""
        if part is not None and not part.tax_code and story.channel is not Channel.ONLINE:
            story.channel, story.assisted = (Channel.ONLINE, False) if story.ground.online else (story.channel, False)
        known = None if part else self._returning(story)
        if known is not None:
            story.owner, story.reuse, _ = known
            if story.reuse not in story.codes:
                story.codes = (*story.codes, story.reuse)
        else:
            story.owner = part or self._new(story)
        if story.kind.owner == "parent":
            story.subject = persons.pupil(self.rng, key=self._key(), year=self.frame.run.year)
        if part is None and story.kind.owner != "organisation" and self.rng.random() < self.shape.rest["by_proxy"]:
            story.filer = self._person(account=True)
        if story.digitised and story.owner.identity_number:
            self.stock[story.ground.code] += [(story.owner, code, story.submitted_at) for code in story.codes[1:]]

    def _returning(self, story: Story) -> tuple[Person, str, datetime] | None:
        low, high = self.shape.rest["returning"]
        stock = self.stock[story.ground.code]
        if story.kind.owner == "organisation" or not stock:
            return None
        if self.rng.random() >= low + (high - low) * story.index / self.total:
            return None
        found = self.rng.choice(stock)
        days = (story.submitted_at - found[2]).days
        return found if days >= 1 and (found[0].username or story.channel is not Channel.ONLINE) else None

    def _new(self, story: Story) -> Person:
        if story.kind.owner == "organisation":
            if self.firms and self.rng.random() < 0.5:
                return self.rng.choice(self.firms)
            self.firms.append(persons.organisation(self.rng, key=self._key()))
            return self.firms[-1]
        online = story.channel is Channel.ONLINE and not story.assisted
        return self._person(account=online or self.rng.random() >= self.shape.rest["without_account"])

    def _person(self, *, account: bool) -> Person:
        while True:
            made = persons.person(self.rng, key=self._key(), year=self.frame.run.year, account=account)
            if made.identity_number not in self.numbers:
                self.numbers.add(made.identity_number)
                return made

    def _key(self) -> str:
        self.made += 1
        return f"mh.{self.frame.run.key}.{self.made}"
