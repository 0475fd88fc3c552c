"""Random histories of an office: nobody is forgotten, nothing is told that must not be, and all records agree."""

import json
from datetime import datetime
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.outbox.models import Message
from motcua.measure.facts import services as facts
from motcua.measure.facts.models import DossierFact
from motcua.measure.facts.tests.office import IDENTITY, MARK, Office, prepare
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Dossier, Note, Paper
from motcua.operate.dossiers.queries import clocks
from motcua.operate.dossiers.rules import FINAL, STEPS, WAITING, Refusal, State, Step

pytestmark = pytest.mark.django_db
TABLES = ("dossier", "paper", "supplementrequest", "task", "clockspan", "hold", "note", "result")
KINDS = ("advance", "carry_on", "attempt", "advance", "carry_on", "again", "advance", "carry_on", "submit", "attempt")
BY_EVENT: dict[str, list[Step]] = {}
for one in STEPS.values():
    BY_EVENT.setdefault(one.event, []).append(one)


def fits(step: Step, state: State | None, after: State) -> bool:
    """Whether a step of the table leads from `state` to `after`; several steps may tell the same event."""
    begins = state in step.sources if state else step.event == "dossier.submitted"
    back = step.verb in {"supplement", "confirm_payment"} and after == State.SUBMITTED
    return begins and (after == (step.target or state) or back)


class Work(RuleBasedStateMachine):
    """One example: up to three dossiers in the hands of the whole cast. Its rows are rolled back afterwards."""

    cast: Any
    begins: datetime

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.savepoint()
        self.office = Office(self.cast, self.begins)

    def teardown(self) -> None:
        try:
            assert log.verify().ok
            before = list(DossierFact.objects.order_by("pk").values())
            facts.rebuild()
            assert list(DossierFact.objects.order_by("pk").values()) == before
        finally:
            transaction.savepoint_rollback(self.point)

    @initialize(data=st.data())
    def first(self, data: Any) -> None:
        self.office.submit(data.draw)

    @rule(data=st.data(), kind=st.sampled_from(KINDS))
    def something_happens(self, data: Any, kind: str) -> None:
        """One rule with weights: Hypothesis leaves out rules at random, and stories would never reach their end."""
        office, before = self.office, self.written()
        if kind == "submit" and len(office.ids) < 3:
            office.submit(data.draw)
        elif kind == "carry_on":
            office.carry_on(data.draw)
        elif kind == "advance":
            office.advance(data.draw)
        elif kind == "attempt" and isinstance(office.attempt(data.draw), Refusal):
            assert self.written() == before
        elif kind == "again":
            assert not isinstance(office.again(), Refusal)
            assert self.written() == before

    def written(self) -> list[int]:
        with connection.cursor() as cursor:
            names = [*(f"dossiers_{name}" for name in TABLES), "audit_event", "outbox_message"]
            cursor.execute(" UNION ALL ".join(f"SELECT '{n}' AS name, count(*) AS n FROM {n}" for n in names))
            return sorted(cursor.fetchall())

    @invariant()
    def nobody_is_forgotten(self) -> None:
        assert queries.orphans(now=self.office.now) == []

    @invariant()
    def facts_are_what_the_events_say(self) -> None:
        assert list(facts.check()) == []

    @invariant()
    def rows_events_and_facts_agree(self) -> None:
        stored = {fact.pk: fact for fact in DossierFact.objects.all()}
        for dossier in Dossier.objects.order_by("pk"):
            fact = stored[dossier.pk]
            assert fact.state == dossier.state
            assert fact.events == dossier.version
            assert (fact.legal_due, fact.portal_due) == (dossier.legal_due, dossier.portal_due)
            assert fact.rating == dossier.rating
            live = {
                str(paper.pk): {"code": paper.component_code, "digitise": paper.digitise, "file": paper.digital}
                for paper in Paper.objects.filter(dossier=dossier, replaced_at=None)
            }
            told = {
                key: {name: paper[name] for name in ("code", "digitise", "file")} for key, paper in fact.papers.items()
            }
            assert told == live

    @invariant()
    def every_open_dossier_has_a_next_instant_and_both_clocks_can_be_counted_again(self) -> None:
        for dossier in Dossier.objects.order_by("pk"):
            assert (dossier.next_due is None) == (dossier.state in FINAL)
            assert (dossier.accepted_at is None) == (dossier.code is None)
            if dossier.accepted_at is not None:
                assert clocks.legal(dossier).at == dossier.legal_due
                assert clocks.portal(dossier).at == dossier.portal_due <= dossier.legal_due
            waits = dossier.spans.filter(ended_at=None).count()
            assert waits == (dossier.state in WAITING)

    @invariant()
    def the_open_tasks_are_the_open_steps(self) -> None:
        for dossier in Dossier.objects.order_by("pk"):
            said = log.events(StreamRef("dossier", str(dossier.pk)))[-1].payload
            tasks = list(dossier.tasks.order_by("pk"))
            assert sorted(task.step for task in tasks if task.closed_at is None) == sorted(said.get("open_steps", ()))
            for task in tasks:
                assert (task.closed_at is None) == (task.outcome == "")
                assert task.closed_at is None or task.opened_at <= task.closed_at
                assert task.due_at >= task.opened_at
            if dossier.accepted_at is not None:
                assert [task.outcome for task in tasks if task.step == "receive"] == ["done"]

    @invariant()
    def every_transition_is_in_the_table_and_says_nothing_of_persons(self) -> None:
        names = {account.full_name for account in (self.cast.lan, self.cast.minh, self.cast.hoa)}
        for dossier in Dossier.objects.order_by("pk"):
            events = log.events(StreamRef("dossier", str(dossier.pk)))
            assert [event.version for event in events] == list(range(1, dossier.version + 1))
            state = None
            for event in events:
                after = State(event.payload["state"])
                assert any(fits(step, state, after) for step in BY_EVENT[event.type]), (event.type, state, after)
                state = after
                said = json.dumps(event.payload, ensure_ascii=False)
                assert not any(word in said for word in (MARK, IDENTITY, *names)), said
            assert state == dossier.state
        for message in Message.objects.all():
            assert MARK not in json.dumps(message.payload, ensure_ascii=False)

    @invariant()
    def the_timeline_can_be_read_by_both_sides(self) -> None:
        inner = {note.text for note in Note.objects.filter(shown_to_applicant=False)}
        for dossier in Dossier.objects.order_by("pk"):
            full, shown = (queries.timeline(dossier, official=official) for official in (True, False))
            assert len(full) == dossier.version
            assert len(shown) <= len(full)
            for entry in full:
                assert entry.title
                assert "…" not in entry.title
            told = {entry.text for entry in full}
            assert {note.text for note in dossier.notes.all()} <= told
            shared = {note.text for note in dossier.notes.filter(shown_to_applicant=True)}
            asked = {entry.text for entry in shown if entry.title.startswith(("Yêu cầu bổ sung", "Đã nộp bổ sung"))}
            assert {entry.text for entry in shown} <= shared | asked | {""}
            assert inner or not {entry.text for entry in shown} & inner - shared - asked


@pytest.fixture
def office(cast: Any, now: datetime) -> None:
    prepare(now)
    Work.cast, Work.begins = cast, now


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(Work, settings=settings(max_examples=examples, stateful_step_count=steps))


def test_whatever_an_office_does_its_record_agrees(office: None) -> None:
    run(8, 20)


@pytest.mark.soak
def test_a_long_time_in_an_office(office: None) -> None:
    run(max(8, settings().max_examples // 10), 40)
