"""Timers and messages of drawn processes: counted in working time, done by the system, each once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.kernel.audit.queries import events
from motcua.kernel.audit.services import StreamRef
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.services import timers
from motcua.operate.dossiers.tests.conftest import COPY
from motcua.operate.processes.tests.branching import main_way, publish, step
from motcua.operate.processes.tests.drawing import line, task

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def timer(text: str) -> str:
    return f"<bpmn:timerEventDefinition><bpmn:timeDuration>{text}</bpmn:timeDuration></bpmn:timerEventDefinition>"


def border(key: str, host: str, inner: str, *, cancels: bool) -> str:
    said = "true" if cancels else "false"
    return f'<bpmn:boundaryEvent id="{key}" attachedToRef="{host}" cancelActivity="{said}">{inner}</bpmn:boundaryEvent>'


def way(extra: str, flows: str) -> str:
    steps = task("appraise", "Thẩm định", inner=step("case_officer"))
    return main_way(steps + extra) + line("assign", "appraise", "review") + flows


REMIND = task("remind", "Đôn đốc", inner=step("unit_head")) + '<bpmn:endEvent id="e2"/>'
MESSAGE = '<bpmn:messageEventDefinition messageRef="m"/>'


def opened(dossier):
    return set(dossier.tasks.filter(closed_at=None).values_list("step", flat=True))


@pytest.fixture
def run(ground, begin, now):
    def at_appraisal(body):
        publish(body, procedure=COPY, now=now)
        play = begin()
        play("minh", "accept")
        play("dung", "assign", officer=str(play.cast.hoa.pk))
        return play

    return at_appraisal


def test_a_timer_at_a_border_opens_a_step_beside_once_and_in_working_time(run):
    extra = REMIND + border("late", "appraise", timer("PT8H"), cancels=False)
    play = run(way(extra, line("late", "remind", "e2")))
    assert timers.fire_due(play.now + timedelta(hours=7)) == 0  # the clock says seven, the office two
    assert opened(play.dossier) == {"appraise"}
    later = play.now + 2 * DAY
    assert timers.fire_due(later) == 1
    assert opened(play.dossier) == {"appraise", "remind"}
    assert timers.fire_due(later) == 0
    assert timers.fire_due(later + DAY) == 0
    told = events(StreamRef("dossier", str(play.dossier.pk)))
    fired = [event for event in told if event.type == "dossier.timer_fired"]
    assert [(event.actor_kind, event.payload["event"]) for event in fired] == [("system", "late")]
    assert queries.orphans() == []


def test_a_timer_that_ends_its_step_takes_the_work_elsewhere(run):
    extra = task("other", "Làm thay", inner=step("unit_head")) + border("late", "appraise", timer("P1D"), cancels=True)
    play = run(way(extra, line("late", "other", "review")))
    assert timers.fire_due(play.now + 3 * DAY) == 1
    assert opened(play.dossier) == {"other"}
    closed = play.dossier.tasks.get(step="appraise")
    assert (closed.outcome, closed.closed_by) == ("ended", None)


def test_between_steps_a_timer_is_waited_for_in_sight_of_the_head(run):
    wait = (
        f'<bpmn:intermediateCatchEvent id="wait" name="Niêm yết công khai">{timer("P5D")}</bpmn:intermediateCatchEvent>'
    )
    play = run(main_way(wait + task("appraise", "Thẩm định", inner=step("case_officer")))
               + line("assign", "wait", "appraise", "review"))  # fmt: skip
    waiting = play.dossier.tasks.get(closed_at=None)
    assert (waiting.step, waiting.name, waiting.role) == ("wait", "Niêm yết công khai", "unit_head")
    assert queries.orphans() == []
    assert queries.verbs_for(queries.for_work(play.dossier.pk), play.cast.actor("dung")).count("forward") == 0
    assert timers.fire_due(waiting.due_at - timedelta(seconds=1)) == 0
    assert timers.fire_due(waiting.due_at) == 1
    assert opened(play.dossier) == {"appraise"}
    assert play.dossier.tasks.get(step="appraise").assignee_id == play.cast.hoa.pk


def test_while_the_applicant_is_waited_for_no_timer_runs_out(run):
    play = run(way(REMIND + border("late", "appraise", timer("PT1H"), cancels=False), line("late", "remind", "e2")))
    play("hoa", "request_supplement", items=[{"code": "TP1", "what": "Bản rõ hơn"}], reason="Mờ")
    assert queries.find(play.dossier.pk).state == 5
    assert timers.fire_due(play.now + 30 * DAY) == 0


def test_a_message_goes_to_who_waits_for_it_and_to_nobody_else(run):
    catch = f'<bpmn:intermediateCatchEvent id="wait" name="Kết quả tra cứu">{MESSAGE}</bpmn:intermediateCatchEvent>'
    play = run(main_way(catch + task("appraise", "Thẩm định", inner=step("case_officer")))
               + line("assign", "wait", "appraise", "review"))  # fmt: skip
    options = {"dossier_id": play.dossier.pk, "verb": "receive_message", "now": play.now}
    tell = {"by": timers.CLOCK, **options}
    assert services.act(**tell, command_id=str(uuid4()), data={"name": "Tin khác"}).code == "event_not_waiting"
    by_hand = {"by": play.cast.actor("dung"), **options}
    assert services.act(**by_hand, command_id=str(uuid4()), data={"name": "Kết quả tra cứu"}).code == "wrong_role"
    command = str(uuid4())
    for _ in range(2):  # a message delivered twice
        services.act(**tell, command_id=command, data={"name": "kết quả tra cứu"})
    assert opened(play.dossier) == {"appraise"}
    last = events(StreamRef("dossier", str(play.dossier.pk)))[-1]
    assert (last.type, last.payload["name"]) == ("dossier.message_received", "kết quả tra cứu")


def test_a_timer_that_was_passed_by_does_not_fire(run):
    extra = task("other", "Làm thay", inner=step("unit_head")) + border("late", "appraise", timer("PT2H"), cancels=True)
    play = run(way(extra, line("late", "other", "review")))
    play.dossier = services.write_draft(
        dossier_id=play.dossier.pk, kind="approval", title="Cấp", body=["Điều 1."], by=play.cast.actor("hoa"),
        now=play.now, command_id=str(uuid4()),
    )  # fmt: skip
    play("hoa", "forward")
    assert timers.fire_due(play.now + 9 * DAY) == 0
    refused = services.act(
        dossier_id=play.dossier.pk, verb="fire_timer", by=timers.CLOCK, now=play.now, command_id=str(uuid4()),
        data={"event": "late"},
    )  # fmt: skip
    assert refused.code == "event_not_waiting"
