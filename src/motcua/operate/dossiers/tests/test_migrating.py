"""Running dossiers moved to a new version of their process: tried, done with a reason for each that stays, undone."""

import pytest

from motcua.kernel.audit.queries import events
from motcua.kernel.audit.services import StreamRef
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Dossier
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.services import migrating
from motcua.operate.dossiers.tests.conftest import COPY
from motcua.operate.processes.tests.branching import main_way, publish, step
from motcua.operate.processes.tests.drawing import flow, line, task, when

pytestmark = pytest.mark.django_db


def body(*keys, hours=4, choice=False):
    """Steps of the officer between assigning and review; with `choice` a fact decides whether the last is done."""
    steps = "".join(task(key, key.title(), inner=step("case_officer", hours=hours)) for key in keys)
    if not choice:
        return main_way(steps) + line("assign", *keys, "review")
    gate = '<bpmn:exclusiveGateway id="g" default="g-review"/>'
    way = line("assign", *keys[:-1], "g", "review") + flow("g", keys[-1], when("fee_due")) + line(keys[-1], "review")
    return main_way(steps + gate) + way


@pytest.fixture
def running(ground, begin, now):
    """Two dossiers under version 1: one at `look`, one just accepted."""
    publish(body("look", "think"), procedure=COPY, now=now, key="dai")
    far, near = begin(), begin()
    for play in (far, near):
        play("minh", "accept")
    far("dung", "assign", officer=str(ground.hoa.pk))
    return far, near


def version_of(play):
    return Dossier.objects.get(pk=play.dossier.pk).process_version.number


def test_a_dry_run_tells_and_changes_nothing(running, now):
    publish(body("think", "look"), procedure=COPY, now=now, key="dai")
    before = [events(StreamRef("dossier", str(play.dossier.pk)))[-1].hash for play in running]
    report = migrating.plan(key="dai", number=2, now=now)
    reasons = {line.dossier_id: line.reason for line in report.lines}
    assert reasons[str(running[0].dossier.pk)] == "Đang ở “Look”; theo phiên bản mới phải ở “Think”."
    assert reasons[str(running[1].dossier.pk)] == ""
    assert [version_of(play) for play in running] == [1, 1]
    assert [events(StreamRef("dossier", str(play.dossier.pk)))[-1].hash for play in running] == before


def test_who_can_move_moves_with_the_open_step_as_the_new_version_describes_it(running, ground, now):
    publish(body("look", hours=40), procedure=COPY, now=now, key="dai")
    far, _ = running
    due = far.dossier.tasks.get(closed_at=None).due_at
    report = migrating.migrate(key="dai", number=2, by=ground.actor("kiem"), now=far.now)
    assert (report.moved, [line.reason for line in report.lines]) == (2, ["", ""])
    assert [version_of(play) for play in running] == [2, 2]
    assert far.dossier.tasks.get(closed_at=None).due_at >= due
    told = events(StreamRef("dossier", str(far.dossier.pk)))[-1]
    assert (told.type, told.payload["number"], told.payload["open_steps"]) == ("dossier.process_changed", 2, ["look"])
    assert queries.orphans() == []
    again = migrating.migrate(key="dai", number=2, by=ground.actor("kiem"), now=far.now)
    assert again.lines == ()


def test_a_step_that_is_gone_keeps_the_dossier_where_it_is(running, ground, now):
    publish(body("think"), procedure=COPY, now=now, key="dai")
    report = migrating.migrate(key="dai", number=2, by=ground.actor("kiem"), now=running[0].now)
    assert sorted(line.reason for line in report.lines) == ["", "Bước “Look” đang mở không còn trong phiên bản mới."]
    assert [version_of(play) for play in running] == [1, 2]


def test_it_is_undone_while_nothing_has_happened_since(running, ground, now):
    publish(body("look", hours=40), procedure=COPY, now=now, key="dai")
    far, near = running
    by = ground.actor("kiem")
    batch = migrating.migrate(key="dai", number=2, by=by, now=far.now).batch
    near("dung", "assign", officer=str(ground.hoa.pk))
    report = migrating.undo(batch=batch, by=by, now=near.now)
    reasons = {line.dossier_id: line.reason for line in report.lines}
    assert reasons[str(far.dossier.pk)] == ""
    assert reasons[str(near.dossier.pk)] == "Hồ sơ đã có việc khác sau khi chuyển."
    assert [version_of(play) for play in running] == [1, 2]
    last = events(StreamRef("dossier", str(far.dossier.pk)))[-1]
    assert (last.type, last.payload["undo"]) == ("dossier.process_changed", True)
    assert [event.type for event in events(StreamRef("process_migration", batch))] == [
        "process.migration_begun", "process.migrated", "process.migration_undone",
    ]  # fmt: skip
    assert queries.orphans() == []


def test_a_batch_cut_off_in_the_middle_is_listed_and_undone(running, ground, now, monkeypatch):
    """A worker killed between two dossiers: what was moved is known from what was about to be."""
    publish(body("look", hours=40), procedure=COPY, now=now, key="dai")
    by, real, calls = ground.actor("kiem"), migrating.acts.act, []

    def killed_at_the_second(**command):
        calls.append(command)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(**command)

    monkeypatch.setattr(migrating.acts, "act", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        migrating.migrate(key="dai", number=2, by=by, now=running[0].now)
    monkeypatch.undo()
    [batch] = migrating.batches("dai")
    assert (batch["moved"], batch["undone"]) == (1, False)
    report = migrating.undo(batch=batch["batch"], by=by, now=running[0].now)
    assert [line.reason for line in report.lines] == [""]
    assert [version_of(play) for play in running] == [1, 1]
    assert migrating.batches("dai")[0]["undone"]


def test_a_new_question_of_fact_is_answered_with_what_is_known_today(running, ground, now):
    publish(body("look", "think", choice=True), procedure=COPY, now=now, key="dai")
    far, _ = running
    report = migrating.migrate(key="dai", number=2, by=ground.actor("kiem"), now=far.now)
    assert report.moved == 2
    assert Dossier.objects.get(pk=far.dossier.pk).moves[0][3].keys() == {"fee_due"}


def test_only_those_who_keep_the_processes_may(running, ground, now):
    publish(body("look"), procedure=COPY, now=now, key="dai")
    report = migrating.migrate(key="dai", number=2, by=ground.actor("hoa"), now=now)
    assert report.moved == 0
    assert [version_of(play) for play in running] == [1, 1]
    assert isinstance(migrating.migrate(key="dai", number=9, by=ground.actor("kiem"), now=now), Refusal)
    assert isinstance(
        migrating.undo(batch="00000000-0000-0000-0000-000000000000", by=ground.actor("kiem"), now=now), Refusal
    )
