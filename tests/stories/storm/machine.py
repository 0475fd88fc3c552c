"""The storm itself: one step is one command, job or jump of the clock; after each of them everything must hold."""

from collections import Counter
from datetime import timedelta
from typing import Any, ClassVar

from django.db import transaction
from django.utils.module_loading import import_string
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from motcua.kernel import audit
from motcua.kernel.audit import queries as log
from motcua.kernel.outbox import queries as outbox_queries
from motcua.kernel.outbox import services as outbox
from motcua.kernel.outbox.models import Message
from motcua.kernel.plugins import schedule, subscribers
from motcua.kernel.recall import forget_everything
from motcua.law import services as law
from motcua.measure.editions.queries import checking as editions
from motcua.measure.editions.services import closing
from motcua.measure.signals import rules as signals
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.services import Stale
from tests.stories.storm import around, commands, power, record
from tests.stories.storm.around import INVITE
from tests.stories.storm.commands import ACT, SUBMIT
from tests.stories.storm.ground import Sheets
from tests.stories.storm.office import LIKINGS, Chance, Office

REFUSED = (Refusal, signals.Refusal, closing.Refusal, Exception)
BEHIND = (Stale, audit.Conflict)  # somebody was faster, or the page was old
EAR = "storm.ear"
SEEDS = st.integers(0, 2**24 - 1)  # a range that Hypothesis draws from evenly
MOST_DOSSIERS = 6
KINDS = [*[ACT] * 24, *["other"] * 9, *[SUBMIT] * 2, *["job"] * 2, "again", "day off"]


class Storm(RuleBasedStateMachine):
    """One example: an office of some dossiers in the hands of the whole cast. Its rows are rolled back afterwards."""

    cast: Any
    sheets: Sheets
    begins: Any
    done: ClassVar[Counter[str]] = Counter()  # what was carried out and not refused, over all examples

    def __init__(self) -> None:
        super().__init__()
        forget_everything()
        self.point = transaction.savepoint()
        self.office = Office(self.cast, self.begins, self.sheets)
        self.tables = record.watched()
        self.was = record.everything(self.tables)
        self.functions = commands.playable()
        self.accepted: dict[str, str] = {}
        self.heard: list[str] = []
        self.told_before = Message.objects.order_by("-pk").values_list("pk", flat=True)[0]
        self.seen: dict[Any, int] = {}  # versions of the dossiers that were looked at
        self.seed = self.steps = 0
        self.deaf = False
        self.whole = True  # False: the step under way has failed, and what follows would only say so again
        self.last: tuple[str, dict[str, Any]] | None = None
        subscribers.deliver("", self._hear, name=EAR)

    def _hear(self, delivery: Any) -> None:
        if self.deaf:
            raise ConnectionError("the partner is away")
        self.heard.append(delivery.key)

    def teardown(self) -> None:
        try:
            if self.whole:
                self._calm()
        finally:
            subscribers.remove(EAR)
            transaction.savepoint_rollback(self.point)

    @initialize(seed=SEEDS)
    def first(self, seed: int) -> None:
        """One seed for the whole story: of several, Hypothesis makes five near copies of every story that it draws."""
        self.seed = seed
        chance = Chance(seed, 0)
        self.office.fond_of = chance.of(LIKINGS)
        self._try(SUBMIT, chance)

    @rule()
    def something(self) -> None:
        """One rule with weights: Hypothesis leaves out rules at random, and stories would never reach their end."""
        self.whole = False
        self.steps += 1
        self._step(Chance(self.seed, self.steps))
        self.whole = True

    def _step(self, chance: Chance) -> None:
        self.office.later(chance)
        liked = [one for one in self.functions if self.office.fond_of and one.endswith(self.office.fond_of)]
        if INVITE in liked and not around.to_be_rated():
            liked = []
        kind = chance.of(KINDS)
        if self.office.straight_on and chance.upto(3):
            kind = ACT
        if "move_due" in self.office.fond_of and chance.one_in(6):
            kind = "day off"
        if liked and chance.one_in(2):
            kind = chance.of(liked)
        if kind == "other":
            self._try(chance.of([name for name in self.functions if name != ACT]), chance)
        elif kind in self.functions:
            self._try(kind, chance)
        else:
            {"job": self._job, "again": self._again, "day off": self._day_off}[kind](chance)

    def _try(self, name: str, chance: Chance) -> None:
        if not self.office.ids and name != SUBMIT:
            return
        if "submit" in name and len(self.office.ids) >= (2 if self.office.straight_on else MOST_DOSSIERS):
            return
        call = commands.call_of(name, self.functions[name], self.office, chance)
        if call is None:
            return
        note(f"{name} {call}")
        cut = chance.one_in(3) and self._cut(name, call, chance)
        self._carry_out(name, call)
        if "command_id" in call and (cut or chance.one_in(4)):
            self._same_again(name, call)

    def _cut(self, name: str, call: dict[str, Any], chance: Chance) -> bool:
        """The power goes at some write; nothing may be left of the command. When it got through, its answer is lost.

        Of a command made of several transactions those that were over stay, and everything that holds must hold.
        """
        through, away = chance.of([*range(8), *range(24)]), chance.one_in(3)
        cut, answer = self._answer(lambda: power.cut(lambda: self._call(name, call), through=through, away=away))
        note(f"  cut after {through} writes: {cut}")
        if cut and name in commands.SEVERAL:
            self._look()
            self._holds()
        elif cut:
            self._unchanged(f"{name} was cut after {through} writes")
        else:
            self._account(name, call, answer)
        return True

    def _answer(self, call: Any) -> tuple[bool, Any]:
        try:
            return call()
        except BEHIND as error:
            return False, error

    def _call(self, name: str, call: dict[str, Any]) -> Any:
        return self.functions[name](**call)

    def _carry_out(self, name: str, call: dict[str, Any]) -> None:
        try:
            answer = self._call(name, call)
        except BEHIND as error:
            answer = error
        self._account(name, call, answer)

    def _account(self, name: str, call: dict[str, Any], answer: Any) -> None:
        """A refusal has changed nothing; what was carried out stands in the log under its command."""
        if isinstance(answer, REFUSED):
            note(f"  refused: {answer}")
            self._unchanged(f"{name} was refused: {answer}")
            return
        changed = record.changes(self.was, self._look())
        command = call.get("command_id")
        if command is not None and changed:
            event = log.by_command(str(command))
            assert event is not None, f"{name} changed {changed}, but no event has its command"
            self.accepted[str(command)] = name
        if changed:
            self.last = (name, call)
            self.done[f"act {call['verb']}" if name == ACT else name] += 1
        if name == INVITE:
            self.office.links.append(answer)
        for found in Dossier.objects.exclude(pk__in=self.office.ids).order_by("submitted_at", "tracking_code"):
            self.office.ids.append(found.pk)
        self._holds()

    def _same_again(self, name: str, call: dict[str, Any]) -> None:
        """The same command once more: what was carried out answers as before, and nothing changes."""
        if str(call["command_id"]) not in self.accepted:
            return
        answer = self._call(name, call)
        assert not isinstance(answer, Refusal), f"{name} once more: {answer}"
        self._unchanged(f"{name} once more")

    def _again(self, chance: Chance) -> None:
        """A command of long ago, or with its id used for something else, by anybody."""
        if self.last is None or not {"command_id", "by"} <= set(self.last[1]):
            return
        name, call = self.last
        by = chance.of(self.office.everybody)
        note(f"again {name} by {by}")
        answer = self._answer(lambda: (False, self._call(name, {**call, "by": by})))[1]
        assert isinstance(answer, REFUSED) or by.id == call["by"].id, f"{name} answers {by}: {answer}"
        self._unchanged(f"{name} by another")

    def _job(self, chance: Chance) -> None:
        """Recurring work, cut or not; then whole."""
        self.deaf = chance.one_in(4)
        work = chance.of(schedule.items())
        run = import_string(work.path)
        note(f"job {work.name}, deaf {self.deaf}")
        if chance.one_in(2):
            through, away = chance.upto(12), chance.one_in(3)
            cut, _ = power.cut(lambda: run(self.office.now), through=through, away=away)
            note(f"  cut after {through} writes: {cut}")
            self._look()
            self._holds()
        run(self.office.now)
        self.done[f"job {work.name}"] += 1
        self._look()
        self._holds()

    def _day_off(self, chance: Chance) -> None:
        """A day off is decided, or taken back: dates given before do not move by themselves."""
        day = self.office.now.date() + timedelta(days=chance.upto(9))
        kind = chance.of(["nghi_khac", "nghi_khac", "thuong"])
        done = law.set_day(
            day=day,
            kind=kind,
            name="Nghỉ do bão",
            by=self.office.actors["kiem"][0],
            now=self.office.now,
            decision="CĐ 1",
        )
        note(f"day off {day} {kind}: {done}")
        self._look()
        self._holds()

    def _look(self) -> record.Tables:
        self.was = record.everything(self.tables)
        return self.was

    def _unchanged(self, what: str) -> None:
        before = self.was
        assert record.changes(before, self._look()) == {}, what

    def _holds(self) -> None:
        """What must be true at any moment."""
        orphans = queries.orphans(now=self.office.now)
        assert not orphans, orphans
        for dossier_id in self.office.ids:
            dossier = queries.for_work(dossier_id)
            if self.seen.get(dossier_id) == dossier.version:
                continue
            self.seen[dossier_id] = dossier.version
            wrong = list(record.faults(dossier))
            assert not wrong, f"{dossier}: {wrong}"
            may = {verb for verb, _ in self.office.open_to(dossier)}
            assert not record.stuck(dossier, may), f"nobody can bring on {dossier} in {dossier.current_state!r}: {may}"

    def _calm(self) -> None:
        """The storm is over: all is told to whom it concerns, and nothing was lost."""
        self.deaf = False
        for _ in range(8):
            self.office.now += record.AGES
            outbox.relay(now=self.office.now)
        dead = list(outbox_queries.dead_letters())
        for message in dead:
            outbox.replay(message_id=message.pk, now=self.office.now)
        outbox.relay(now=self.office.now)
        self._look()
        self.seen.clear()
        self._holds()
        told = {f"{kind}/{stream}/{version}" for kind, stream, version in self._published()}
        assert record.unheard(self.heard, told) == []
        assert log.verify().ok, log.verify()
        assert record.streams_out_of_order() == []
        assert [command for command in self.accepted if log.by_command(command) is None] == []
        assert record.doubled() == []
        assert record.damaged_files() == []
        assert record.projections_differ() == []
        assert [str(fault) for fault in editions.check()[1]] == []

    def _published(self) -> list[tuple[str, str, int]]:
        rows = Message.objects.filter(pk__gt=self.told_before).order_by("pk")
        return list(rows.values_list("stream_kind", "stream_id", "version"))
