"""Plays the stories in the order of time, through the same services as everybody's work."""

import heapq
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from motcua.instance.demo.acting import Acting, Played, Stuck
from motcua.instance.demo.crew import Crew
from motcua.instance.demo.life import Life, Step, Teller
from motcua.instance.demo.sheets import Sheets
from motcua.instance.demo.story import Run, Story
from motcua.kernel import audit
from motcua.kernel.audit import queries as log
from motcua.kernel.audit import services as audit_services
from motcua.kernel.time import TZ, local_date
from motcua.operate.dossiers import queries as dossiers

ACTS_IN_ONE_TRANSACTION = 250  # on SQLite; the database is free for others in between
HALTS_BEFORE = {"overdue": "draft"}
Say = Callable[[str], None]
Queue = list[tuple[datetime, int, int, Step, Life]]


def _batch() -> AbstractContextManager[Any]:
    """One transaction for many acts where each commit waits for the disk (SQLite).

    PostgreSQL commits an act in the trip of its last statement; within a wider transaction each act would take two
    trips more, to set a savepoint and to let it go.
    """
    return nullcontext() if connection.vendor == "postgresql" else transaction.atomic()


class Player:
    """One run being played. `known`: commands carried out by an earlier, interrupted play of the same run."""

    def __init__(self, run: Run, teller: Teller, crew: Crew, sheets: Sheets, known: Collection[str]) -> None:
        self.run, self.teller, self.known = run, teller, known
        self.acting = Acting(crew, sheets)
        self.played = Played()
        self.queue: Queue = []
        self.ids: dict[int, UUID] = {}
        self.dossiers: dict[int, Any] = {}  # those whose story goes on
        self.stories: Sequence[Story] = ()
        self.teams: dict[int, Any] = {}
        self.crew = crew

    def play(self, stories: Sequence[Story], say: Say) -> Played:
        """All steps up to the end of the run, day by day; each day is sealed when it is over."""
        self.stories = stories
        for story in stories:
            self._next(story.index, 0, self.teller.tell(story), None)
        months: Counter[str] = Counter(f"{story.submitted_at:%Y-%m}" for story in stories)
        day: date | None = None
        while self.queue:
            today = local_date(self.queue[0][0])
            if day is not None and f"{day:%Y-%m}" != f"{today:%Y-%m}":
                say(f"demo {day:%Y-%m}: {months[f'{day:%Y-%m}']} dossiers received, {self.played.acts} acts so far")
            day = today
            self._play_day(day)
            self._seal(day)
        return self.played

    def _play_day(self, day: date) -> None:
        while self.queue and local_date(self.queue[0][0]) == day:
            with _batch():
                for _ in range(ACTS_IN_ONE_TRANSACTION):
                    if not self.queue or local_date(self.queue[0][0]) != day:
                        break
                    self._act(*heapq.heappop(self.queue)[1:])

    def _act(self, index: int, number: int, step: Step, life: Life) -> None:
        command = f"demo:{self.run.key}:{index}:{number}"
        story = self.stories[index]
        if command in self.known:
            event = log.by_command(command)
            assert event is not None
            self.ids[index] = UUID(event.stream_id)
            self.dossiers[index] = dossiers.for_work(self.ids[index])
            self.played.note(step, before=True)
            due = event.payload.get("legal_due")
            self._next(index, number + 1, life, datetime.fromisoformat(due) if due else None)
            return
        if index not in self.teams:
            self.teams[index] = self.crew.team(story.ground.unit, Random(f"motcua:{self.run.key}:team:{index}"))
        try:
            dossier = self.acting.act(story, step, self.teams[index], self.dossiers.get(index), command)
        except (Stuck, audit.Conflict):
            if not self._taken_over(index):
                raise
            self.played.left += 1
            return
        self.ids[index], self.dossiers[index] = dossier.pk, dossier
        self.played.note(step, before=False)
        self._next(index, number + 1, life, dossier.legal_due if step.verb in {"accept", "supplement"} else None)

    def _taken_over(self, index: int) -> bool:
        """Whether somebody else acted on the dossier of the story: then the rest of it is theirs."""
        if index not in self.ids:
            return False
        stream = audit_services.StreamRef("dossier", str(self.ids[index]))
        return any(not event.command_id.startswith(f"demo:{self.run.key}:") for event in log.events(stream))

    def _next(self, index: int, number: int, life: Life, due: datetime | None) -> None:
        """Queue the next step of the story, unless it is over, halts here, or lies after the end of the run."""
        try:
            step = life.send(due) if number else next(life)
        except StopIteration:
            self.dossiers.pop(index, None)
            return
        halt = self.stories[index].halt
        if step.label != HALTS_BEFORE.get(halt, halt) and step.at <= self.run.until:
            heapq.heappush(self.queue, (step.at, index, number, step, life))
        else:
            self.dossiers.pop(index, None)

    def _seal(self, day: date) -> None:
        """The Merkle root of a day that is over; days before one that was sealed already stay as they are."""
        last = log.last_root()
        if day >= local_date(self.run.until) or (last is not None and last.day >= day):
            return
        over = datetime.combine(day + timedelta(days=1), time(0, 5), tzinfo=TZ)
        try:
            audit_services.seal_day(day=day, now=over)
        except audit.NotSealable:  # the nightly job of a running server sealed a later day at this moment
            return
