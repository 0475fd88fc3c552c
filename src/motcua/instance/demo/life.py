"""The life of one dossier as a line of steps, each asked for when the one before it is done. Pure.

A due date is known only when the office has accepted; so the player answers each step with the legal due date, and
what follows is laid out between now and that date.
"""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from motcua.instance.demo.dates import DAY
from motcua.instance.demo.hours import OfficeTime
from motcua.instance.demo.shape import Shape, one_of, words
from motcua.instance.demo.story import Run, Story
from motcua.kernel.time import local_date
from motcua.operate.dossiers.rules import Channel

WAITING_DAYS = 31
Life = Generator["Step", datetime | None, None]
# Where the steps lie between acceptance (0) and the end of the work (1).
MARKS = {"assign": 0.08, "draft": 0.55, "appraise": 0.66, "review": 0.78, "sign": 0.9, "issue": 1.0}


@dataclass(frozen=True, slots=True)
class Step:
    """One act: `label` names the place in the story, `who` acts, `own` asks for a document of the dossier's own."""

    label: str
    verb: str
    at: datetime
    who: str
    data: dict[str, Any] = field(default_factory=dict)
    own: bool = False


@dataclass(slots=True)
class Teller:
    """Tells stories: everything chancy inside one comes from the run and the story's number."""

    run: Run
    shape: Shape
    office: OfficeTime

    def tell(self, story: Story) -> Life:
        """The steps of `story`, until it ends; the player stops at `story.halt`."""
        rng = Random(f"motcua:{self.run.key}:{story.index}")
        return _Tale(self, story, rng).tell()


class _Tale:
    def __init__(self, teller: Teller, story: Story, rng: Random) -> None:
        self.story, self.rng, self.office = story, rng, teller.office
        self.shape, self.until = teller.shape, teller.run.until
        self.brisk = bool(story.halt)
        self.asks = "applicant" if story.person.username else "reception"
        self.at = story.submitted_at
        self.due: datetime | None = None
        self.asked = 0

    def tell(self) -> Life:
        story = self.story
        counter = story.channel is not Channel.ONLINE or story.assisted
        yield Step("submit", "submit", self.at, "reception" if counter else "applicant")
        self._pass(*((120, 600) if counter else (600, 7_000)))
        if story.early:
            yield from self._supplement("reception", 1)
            self._pass(600, 7_000)
        if story.ending == "rejected":
            yield Step("reject", "reject", self.at, "reception", {"reason": self.rng.choice(words()["reject"])})
            return
        self.due = yield Step("accept", "accept", self.at, "reception", self._limit())
        yield from self._handle()

    def _handle(self) -> Life:
        story = self.story
        begin, end = self._span()
        self._go(begin, end, "assign")
        yield Step("assign", "assign", self.at, self.rng.choices(("head", "officer"), (0.85, 0.15))[0])
        if story.ending == "withdrawn":
            self._pass(1_200, 9_000)
            yield Step("withdraw", "withdraw", self.at, self.asks, {"reason": self.rng.choice(words()["withdraw"])})
            return
        for number in range(1, story.supplements + 1 - story.early + (story.halt == "supplement")):
            self._pass(1_500, 6_000)
            yield from self._supplement("officer", number)
        if story.ending == "stopped":
            return
        yield from self._decide()

    def _decide(self) -> Life:
        story = self.story
        begin, end = self._span()
        own = story.own_file or self.brisk or self.office.at(end) > self.until
        if story.hold:
            self._pass(300, 900)
            opinion = {"code": "opinion", "words": words()["hold"], "blocks": ["draft_result"]}
            yield Step("hold", "place_hold", self.at, "officer", opinion)
            self._go(begin, end, "draft", ahead=0.2)
            yield Step("release", "release_hold", self.at, "officer", {"code": "opinion"})
        self._go(begin, end, "draft")
        yield self._draft(own)
        self._go(begin, end, "appraise")
        yield Step("appraise", "forward", self.at, "officer")
        if story.sent_back:
            self._pass(120, 900)
            yield Step("send_back", "send_back", self.at, "head", {"reason": words()["send_back"]})
            self._pass(120, 900)
            yield self._draft(own)
            yield Step("appraise", "forward", self.at, "officer")
        self._go(begin, end, "review")
        yield Step("review", "forward", self.at, "head")
        self._go(begin, end, "sign")
        yield Step("sign", "sign", self.at, "signatory", own=own)
        self._go(begin, end, "issue")
        yield Step("issue", "issue", self.at, "clerk", {"paper": story.on_paper}, own=own and not story.on_paper)
        yield from self._hand_over()

    def _hand_over(self) -> Life:
        story = self.story
        late = self.due is not None and local_date(self.at) > local_date(self.due)
        way = {"electronic": (300, 5_400), "counter": (1_800, 2 * DAY), "post": (DAY // 2, DAY + DAY // 2)}
        self._pass(*way[story.delivery])
        yield Step("return", "return_result", self.at, "reception", _handing_over(story))
        if story.delivery == "post":
            self._pass(DAY, 3 * DAY)
            yield Step("delivered", "track_delivery", self.at, "reception", {"what": "delivered"})
        if story.rated and story.person.username:
            self._pass(900, 3 * DAY)
            score = one_of(self.rng, self.shape.rest["scores"]["late" if late else "on_time"])
            comments = words()["comments"].get(str(score), [])
            comment = self.rng.choice(comments) if comments and self.rng.random() < 0.4 else ""
            yield Step("rate", "rate", self.at, "applicant", {"score": score, "comment": comment})

    def _supplement(self, who: str, number: int) -> Life:
        """Ask, wait, take in; the due date counts anew. A story that stops here ends with the wait."""
        story = self.story
        what = self.rng.choice(words()["missing"])
        items = [{"component_code": story.codes[-1] if story.codes else "", "what": what}]
        asked = {"items": items, "reason": words()["missing_reason"]}
        self.asked += 1
        if self.asked > 1:  # what was not named the first time needs the head of the unit and a reason
            who, asked = "head", asked | {"repeat_reason": words()["missing_again"]}
        yield Step("ask", "request_supplement", self.at, who, asked)
        if story.ending == "stopped":
            self._pass(WAITING_DAYS * DAY, (WAITING_DAYS + 3) * DAY)
            yield Step("stop", "stop", self.at, "head", {"reason": words()["stop"]})
            return
        self._pass(DAY // 2, 6 * DAY)
        due = yield Step("supplement", "supplement", self.at, self.asks, {"answer": words()["supplement_answer"]})
        self.due = due or self.due

    def _draft(self, own: bool) -> Step:
        kind = "refusal" if self.story.ending == "refusal" else "approval"
        return Step("draft", "draft_result", self.at, "officer", {"kind": kind, "body": words()[kind]}, own=own)

    def _limit(self) -> dict[str, Any]:
        limit = self.story.kind.limit
        return {"limit": limit, "limit_basis": self.shape.rest["limit_basis"]} if limit else {}

    def _span(self) -> tuple[int, int]:
        """Office time from now to the end of the work: well before the due date, or after it when late is meant."""
        assert self.due is not None
        begin, due = self.office.place(self.at), self.office.place(self.due)
        if self.brisk:
            return begin, begin + self.rng.randint(9_000, 12_000)
        if not self.story.late:
            return begin, begin + int((due - begin) * (0.2 + 0.72 * self.rng.betavariate(2, 1.6)))
        end = max(due, begin) + self.rng.randint(DAY // 4, 5 * DAY)
        return begin, self._rush(due, end) if self.story.rush else end

    def _rush(self, due: int, end: int) -> int:
        """The last half hour of the month in which the work became late."""
        late = self.office.at(due + 60)
        month = [day for day in self.office.days if (day.year, day.month) == (late.year, late.month)]
        last = self.office.place(self.office.closing(month[-1])) - self.rng.randint(60, 1_800)
        return last if last > due else end

    def _go(self, begin: int, end: int, label: str, ahead: float = 0.0) -> None:
        """On to the place of `label` between `begin` and `end`, never back; some seconds pass in any case."""
        mark = MARKS[label] - ahead
        place = begin + int((end - begin) * (mark if mark == 1 else mark + self.rng.uniform(-0.05, 0.05)))
        self.at = max(self.office.at(place), self.office.after(self.at, self.rng.randint(40, 240)))

    def _pass(self, least: int, most: int) -> None:
        if self.brisk:
            least, most = min(least, 600), min(most, 1_800)
        self.at = self.office.after(self.at, self.rng.randint(least, most))


def _handing_over(story: Story) -> dict[str, Any]:
    """How the result is handed over; by post under a waybill of the form that the public post uses (UPU S10)."""
    digits = f"{story.index % 100_000_000:08d}"
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, (8, 6, 4, 2, 3, 5, 9, 7), strict=True)) % 11
    check = {10: 0, 11: 5}.get(rest, rest)
    return {"how": story.delivery} | ({"waybill": f"EM{digits}{check}VN"} if story.delivery == "post" else {})
