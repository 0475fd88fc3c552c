"""Dossiers along drawn processes: several steps open at once, other units asked, ways chosen by people and by facts."""

from uuid import uuid4

import pytest

from motcua.kernel.audit.queries import events
from motcua.kernel.audit.services import StreamRef
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.queries.one import own_nodes
from motcua.operate.dossiers.rules import Party, Refusal, State
from motcua.operate.dossiers.tests.conftest import COPY, Play
from motcua.operate.processes.tests.branching import ASIDE, branching, main_way, publish, step
from motcua.operate.processes.tests.drawing import flow, line, task, when
from motcua.people import queries as people

pytestmark = pytest.mark.django_db


def opened(dossier):
    return {task.step: task for task in dossier.tasks.filter(closed_at=None)}


def draft(play, name="hoa"):
    play.dossier = services.write_draft(
        dossier_id=play.dossier.pk, kind="approval", title="Cấp bản sao", body=["Điều 1."],
        by=play.cast.actor(name), now=play.now, command_id=str(uuid4()),
    )  # fmt: skip


@pytest.fixture
def drawn(ground, now):
    publish(branching(), procedure=COPY, now=now)


@pytest.fixture
def forked(drawn, begin):
    """A dossier of lan's at the fork: with its officer and, meanwhile, with another unit."""
    play = begin()
    play("minh", "accept")
    play("dung", "assign", officer=str(play.cast.hoa.pk))
    return play


def test_two_steps_open_at_once_each_with_its_unit_and_its_allowance(forked):
    tasks = opened(forked.dossier)
    assert set(tasks) == {"appraise", "ask"}
    assert tasks["appraise"].assignee_id == forked.cast.hoa.pk
    assert (tasks["ask"].unit_id, tasks["ask"].assignee_id) == (ASIDE, None)
    assert queries.orphans() == []


def test_the_other_unit_sees_the_dossier_does_its_step_and_nothing_else(forked):
    quang = forked.cast.actor("quang")
    grants = people.grants(forked.cast.quang)
    assert queries.visible(forked.dossier, forked.cast.quang, grants)
    assert [task.step for task in queries.inbox(account=forked.cast.quang, grants=grants, tab="all", now=forked.now)]
    assert [node.key for node in own_nodes(queries.for_work(forked.dossier.pk), quang)] == ["ask"]
    assert queries.verbs_for(queries.for_work(forked.dossier.pk), quang) == ("forward",)
    assert forked("quang", "draft_result").code == "not_yours"
    assert not isinstance(forked("quang", "forward", step="ask"), Refusal)
    assert set(opened(forked.dossier)) == {"appraise"}
    assert forked("quang", "forward").code == "not_yours"


def test_neither_unit_ends_the_step_of_the_other(forked):
    draft(forked)
    assert forked("hoa", "forward", step="ask").code == "step_not_open"
    assert forked("quang", "forward", step="appraise").code == "step_not_open"
    assert set(opened(forked.dossier)) == {"appraise", "ask"}


def test_who_ends_a_step_before_a_choice_must_say_how_it_ended(forked):
    forked("quang", "forward")
    forked("hoa", "forward")
    assert set(opened(forked.dossier)) == {"decide"}
    draft(forked)
    refused = forked("hoa", "forward")
    assert (refused.code, refused.message) == (
        "outcome_missing", "Hãy chọn kết quả của bước “Kết luận”: “Đủ”, “Chưa đủ”.",
    )  # fmt: skip
    assert forked("hoa", "forward", outcome="Có lẽ").code == "outcome_missing"
    forked("hoa", "forward", outcome="Chưa đủ")
    assert set(opened(forked.dossier)) == {"verify"}
    assert forked.dossier.moves[-1][:3] == ["decide", "", "Chưa đủ"]
    last = events(StreamRef("dossier", str(forked.dossier.pk)))[-1]
    assert (last.payload["outcome"], last.payload["open_steps"]) == ("Chưa đủ", ["verify"])


def test_the_whole_way_to_the_persons_hand(forked, sheet):
    forked("quang", "forward")
    draft(forked)
    forked("hoa", "forward")
    forked("hoa", "forward", outcome="Đủ")
    forked("dung", "forward")
    assert forked("van", "issue", file=sheet, number_symbol="1/X", on=forked.now.date()).code == "step_not_open"
    forked.dossier = services.sign_now(
        dossier_id=forked.dossier.pk, by=forked.cast.actor("son"), now=forked.now, command_id=str(uuid4())
    )
    forked("van", "issue", file=sheet, number_symbol="1/X", on=forked.now.date())
    forked("minh", "return_result", how="counter")
    assert forked.dossier.state == State.RETURNED
    assert opened(forked.dossier) == {}
    assert queries.orphans() == []


def test_work_goes_back_to_the_step_that_was_chosen_and_what_followed_it_is_done_again(forked):
    forked("quang", "forward")
    draft(forked)
    forked("hoa", "forward")
    forked("hoa", "forward", outcome="Đủ")
    forked("dung", "forward")
    assert forked("son", "send_back", reason="Sai", to="ask").code == "step_not_open"  # beside the way, not on it
    assert forked("son", "send_back", reason="Sai", to="issue").code == "step_not_open"
    forked("son", "send_back", reason="Sai câu chữ", to="review")
    assert set(opened(forked.dossier)) == {"review"}
    forked("dung", "send_back", reason="Sai số liệu")
    assert set(opened(forked.dossier)) == {"decide"}
    forked("hoa", "forward", outcome="Chưa đủ")
    assert set(opened(forked.dossier)) == {"verify"}


def test_facts_choose_the_way_and_what_was_chosen_stays_chosen(ground, begin, now):
    body = main_way('<bpmn:exclusiveGateway id="g" default="g-short"/>' + "".join(
        task(key, key, inner=step("case_officer")) for key in ("long", "short", "then")
    ))  # fmt: skip
    body += line("assign", "g", "short", "then", "review") + line("long", "then") + flow("g", "long", when("overdue"))
    publish(body, procedure=COPY, now=now)
    play = begin()
    play("minh", "accept")
    assert play.dossier.moves == [["", "", "", {"overdue": False}]]
    play("dung", "assign", officer=str(play.cast.hoa.pk))
    assert set(opened(play.dossier)) == {"short"}
    draft(play)
    play.now = play.dossier.legal_due.replace(year=play.now.year + 1)  # meanwhile it is late; the choice was before
    play("hoa", "forward")
    assert set(opened(play.dossier)) == {"then"}
    assert play.dossier.moves[-1] == ["short", "", "", {"overdue": True}]


def test_an_organisation_takes_the_branch_drawn_for_it(drawn, application, ground, now):
    owner = Party(full_name="Công ty Biển", identity_number="", kind="organisation", account=ground.bien)
    made = services.submit(
        application=application(owner=owner), by=ground.actor("bien"), now=now, command_id=str(uuid4())
    )
    play = Play(ground, made, now)
    play("minh", "accept")
    play("dung", "assign", officer=str(ground.hoa.pk))
    play("quang", "forward")
    draft(play)
    play("hoa", "forward")
    assert set(opened(play.dossier)) == {"deeper"}


def test_a_step_from_an_old_page_is_refused_or_stale(forked):
    before = forked.dossier.version
    forked("quang", "forward")
    draft(forked)
    forked("hoa", "forward", step="appraise")
    options = {"dossier_id": forked.dossier.pk, "verb": "forward", "by": forked.cast.actor("hoa"), "now": forked.now}
    with pytest.raises(services.Stale):
        services.act(**options, command_id=str(uuid4()), data={"step": "appraise"}, expected_version=before)
    assert services.act(**options, command_id=str(uuid4()), data={"step": "appraise"}).code == "step_not_open"
    assert set(opened(forked.dossier)) == {"decide"}


def test_of_two_officers_on_one_step_the_second_is_told(forked):
    """Both read the page of the other unit's part; one ends it first."""
    seen = forked.dossier.version
    options = {"dossier_id": forked.dossier.pk, "verb": "forward", "by": forked.cast.actor("quang"), "now": forked.now}
    assert services.act(**options, command_id=str(uuid4()), expected_version=seen).version == seen + 1
    with pytest.raises(services.Stale):
        services.act(**options, command_id=str(uuid4()), expected_version=seen)
    assert services.act(**options, command_id=str(uuid4())).code in {"not_yours", "step_not_open"}
    assert [task.outcome for task in forked.dossier.tasks.filter(step="ask")] == ["done"]
