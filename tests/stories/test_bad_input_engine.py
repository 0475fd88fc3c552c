"""What goes wrong in earnest, each once from the front: it is said in words, nothing is lost, and all records agree.

The rules behind it are tested beside their modules; here a whole office stands around the mishap, and afterwards no
dossier is orphaned, the chain of events is whole, and the facts are what the events say.
"""

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils.module_loading import import_string

from motcua.kernel import audit
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.plugins import schedule
from motcua.kernel.recall import forget_everything
from motcua.kernel.time import local_date
from motcua.law import services as law
from motcua.law.rules import RuleSet
from motcua.measure.facts import services as facts
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.models import DeadlineWarning, Dossier, Task
from motcua.operate.dossiers.rules import STEPS, Refusal, State
from motcua.operate.dossiers.services import timers
from motcua.operate.intake.models import BlockNumber
from motcua.operate.intake.queries import blocks as numbers
from motcua.operate.intake.services import blocks
from motcua.operate.processes import queries as processes
from motcua.operate.processes import services as process_services
from motcua.operate.processes.rules import read_bpmn
from motcua.operate.processes.tests.branching import main_way, step
from motcua.operate.processes.tests.drawing import ENDS, drawing, line, task
from tests.stories.small_office import COPY, Office
from tests.stories.storm import power, record
from tests.stories.storm.office import Said

pytestmark = pytest.mark.django_db
UNIT = "sgddt-mc"


@pytest.fixture
def office(cast, now):
    """The office; when the test is over, everything in it must still be whole."""
    made = Office(cast, now)
    yield made
    assert queries.orphans(now=made.now) == []
    assert [fault for one in Dossier.objects.order_by("pk") for fault in record.faults(made.of(one.pk))] == []
    assert record.streams_out_of_order() == []
    assert record.doubled() == []
    assert log.verify().ok
    assert list(facts.check()) == []


def draft(office, key, body):
    return process_services.start(
        key=key, name="Quy trình vẽ", drawing=drawing(body), by=office.cast.actor("kiem"), now=office.now
    )


def publish(office, made, key):
    return process_services.publish(
        key=key, edit=made.edit, decision="12/QĐ", effective_from=date(2020, 1, 1), by=office.cast.actor("kiem"),
        now=office.now,
    )  # fmt: skip


def test_a_drawing_of_another_tool_with_unsupported_elements_is_refused_by_element_and_line(office, tmp_path, capsys):
    strange = '<bpmn:businessRuleTask id="rules" name="Quyết định theo bảng"/>\n<bpmn:callActivity id="call"/>'
    data = drawing(ENDS + task("a", inner=step("case_officer")) + strange + line("s", "a", "rules", "call", "e"))
    faults = read_bpmn(data).faults
    assert {(fault.element, fault.line > 1) for fault in faults} == {("businessRuleTask", True), ("callActivity", True)}
    path = Path(tmp_path / "la.bpmn")
    path.write_bytes(data)
    with pytest.raises(SystemExit) as ended:
        call_command("process", "check", str(path), "--json")
    assert ended.value.code == 1
    assert "businessRuleTask" in capsys.readouterr().out
    refused = process_services.start(key="la", name="Lạ", drawing=data, by=office.cast.actor("kiem"), now=office.now)
    assert hasattr(refused, "message") or not process_services.findings(refused).clear
    assert list(processes.versions("la")) == []


def test_a_cycle_without_an_exit_is_never_published(office):
    ring = task("think", "Xem xét", inner=step("case_officer")) + task("again", "Xem lại", inner=step("case_officer"))
    ways = line("s", "assign", "think", "again", "think") + line("review", "sign", "issue", "return", "e")
    body = main_way(ring).replace(line("s", "assign") + line("review", "sign", "issue", "return", "e"), ways)
    made = draft(office, "vong", body)
    assert any("không đi tới được kết thúc" in one.message for one in process_services.findings(made).problems)
    assert hasattr(publish(office, made, "vong"), "message")
    assert list(processes.versions("vong")) == []


def test_a_role_that_nobody_holds_is_told_before_publication_and_a_dossier_that_meets_it_is_listed(office):
    from motcua.people.models import RoleGrant

    made = draft(office, "vai", main_way(task("look", inner=step("case_officer"))) + line("assign", "look", "review"))
    assert not process_services.warnings(made, now=office.now)
    grants = list(RoleGrant.objects.filter(role="signatory"))
    RoleGrant.objects.filter(role="signatory").delete()
    assert any("không ai" in str(one) for one in process_services.warnings(made, now=office.now))
    services.write_draft(
        dossier_id=office.running, kind="approval", title="Cấp", body=["Điều 1."], by=office.cast.actor("hoa"),
        now=office.now, command_id=str(uuid4()),
    )  # fmt: skip
    office.act(office.running, "hoa", "forward")
    office.act(office.running, "dung", "forward")
    assert [one.why for one in queries.orphans(now=office.now)] == ["bước không ai giữ vai trò"]
    RoleGrant.objects.bulk_create(grants)


def test_a_calendar_that_makes_a_due_date_unreachable_is_told_and_takes_nothing(office, monkeypatch):
    from motcua.kernel.time import Limit, due
    from motcua.kernel.time.tests.worlds import calendar
    from motcua.operate.dossiers.services import clocks

    never = calendar({date(2024, 1, 1) + timedelta(n): "Nghỉ" for n in range(30_000)})
    with monkeypatch.context() as patch:
        patch.setattr(clocks, "legal", lambda *a, **k: due(office.now, Limit(1, "working_day"), never))
        refused = office.act(office.filed, "minh", "accept")
    assert (refused.code, refused.who) == ("no_due_date", "Người giữ lịch làm việc")
    assert office.of(office.filed).state == State.SUBMITTED
    again = office.act(office.filed, "minh", "accept")
    assert again.code.endswith("-0002")  # the refused attempt used up no number


def test_of_two_officers_on_one_step_the_slower_is_told_who_was_faster(office):
    version = office.of(office.filed).version
    assert office.act(office.filed, "minh", "accept", seen=version).state == State.ACCEPTED
    with pytest.raises(services.Stale):
        office.act(office.filed, "minh", "reject", seen=version, reason="Sai thẩm quyền")
    refused = office.act(office.filed, "minh", "reject", reason="Sai thẩm quyền")
    assert refused.code == "wrong_state"
    assert len(log.events(StreamRef("dossier", str(office.filed)))) == 2


def test_a_step_from_a_stale_page_changes_nothing(office):
    before = record.everything(record.watched())
    for verb, data in (("forward", {}), ("withdraw", {}), ("stop", {"reason": "x"}), ("place_hold", {})):
        for name in ("hoa", "dung", "lan"):
            with pytest.raises(services.Stale):
                office.act(office.running, name, verb, seen=1, **data)
    assert record.changes(before, record.everything(record.watched())) == {}


@pytest.mark.parametrize("back", [timedelta(hours=2), timedelta(days=1), timedelta(days=400)])
def test_a_clock_set_back_writes_nothing_and_is_told(office, back):
    before = record.everything(record.watched())
    earlier = office.now - back
    for name, verb in (("hoa", "draft_result"), ("dung", "assign"), ("lan", "withdraw"), ("dung", "apologise")):
        assert office.act(office.running, name, verb, now=earlier).code == "clock_set_back"
    assert record.changes(before, record.everything(record.watched())) == {}
    for work in schedule.items():  # recurring work meets the same clock and must bear it
        import_string(work.path)(earlier)


def test_a_clock_some_minutes_behind_is_borne(office):
    """Two servers differ by seconds or minutes; nobody is kept from working by that."""
    done = office.act(office.running, "hoa", "place_hold", now=office.now - timedelta(minutes=10),
                      code="opinion", words="Hỏi ý kiến", blocks=["sign"])  # fmt: skip
    assert not isinstance(done, Refusal)


@pytest.mark.parametrize("end", ["supplement", "withdraw"])
def test_what_was_waited_for_may_end_on_a_server_whose_clock_is_behind(office, end):
    """Asked for by one server and answered through another: the wait is never shorter than nothing."""
    items = [{"component_code": "TP1", "kind": "other", "what": "Mờ"}]
    asked = office.act(office.running, "hoa", "request_supplement", items=items, reason="Thiếu")
    assert not isinstance(asked, Refusal)
    behind = office.now - timedelta(minutes=25)
    done = office.act(office.running, "lan", end, now=behind, answer="Đã thêm", reason="Thôi")
    assert not isinstance(done, Refusal)
    span = office.of(office.running).spans.get()
    assert span.ended_at == span.started_at == asked.spans.get().started_at


def test_what_came_before_a_dossier_was_received_moves_no_clock_whatever_the_clocks_say(office):
    """Answered through one server and received by another whose clock is behind: both dates can still be proved."""
    items = [{"component_code": "TP1", "kind": "other", "what": "Mờ"}]
    office.act(office.filed, "minh", "request_supplement", items=items, reason="Thiếu")
    office.act(office.filed, "lan", "supplement", answer="Đã thêm")
    behind = office.now - timedelta(minutes=25)
    done = office.act(office.filed, "minh", "accept", now=behind)
    assert done.accepted_at == behind == office.of(office.filed).spans.get().ended_at
    assert queries.proofs(done).legal.at == done.legal_due


def test_a_pause_may_end_on_a_server_whose_clock_is_behind(office):
    rule = RuleSet(
        id="sector_pause-council", kind="sector_pause", effective_from=None, effective_to=None, source="Thông tư X",
        status="recalled", content={"procedures": [COPY], "pauses": ["council"], "article": "Điều 3"},
    )  # fmt: skip
    law.set_rule(rule=rule, by=office.cast.actor("kiem"), now=office.now)
    said = {"code": "council", "words": "Họp hội đồng", "blocks": ["forward"], "pauses_clock": True}
    due = office.act(office.running, "hoa", "place_hold", **said).legal_due
    done = office.act(office.running, "hoa", "release_hold", now=office.now - timedelta(minutes=25), code="council")
    assert (done.legal_due, done.spans.get().kind) == (due, "hold")


def test_a_number_of_a_block_is_used_once_whoever_brings_it_again(office):
    minh = office.cast.actor("minh")
    block = blocks.reserve(unit=UNIT, on=local_date(office.now), count=3, by=minh, now=office.now)
    codes = [one.code for one in numbers.numbers(block)]
    rows = [f"{codes[0]}\t{COPY}\tLan", f"{codes[0]}\t{COPY}\tBình", f"{codes[1]}\t{COPY}\tHà"]
    office.now += timedelta(hours=9)
    first = blocks.take_in(block_id=block.pk, text="\n".join(rows), by=minh, now=office.now)
    assert [one.code for one in first.made] == codes[:2]
    assert [one.message for one in first.wrong] == ["Mã này đã dùng ở dòng 1 của danh sách."]
    again = blocks.take_in(block_id=block.pk, text="\n".join(rows), by=minh, now=office.now)
    assert again.made == []
    assert len(again.wrong) == 3
    assert office.act(office.filed, "minh", "accept").code not in codes
    blocks.close(block_id=block.pk, reason="Mất tờ số", by=minh, now=office.now)
    late = blocks.take_in(block_id=block.pk, text=f"{codes[2]}\t{COPY}\tTú", by=minh, now=office.now)
    assert late.code == "block_closed"
    assert sorted(BlockNumber.objects.values_list("state", flat=True)) == ["used", "used", "void"]


@pytest.mark.parametrize("away", [False, True], ids=["killed", "database away"])
@pytest.mark.parametrize("work", [one.name for one in schedule.items()])
def test_a_worker_killed_between_any_two_statements_does_its_work_once(office, work, away):
    """Cut at its first, second, third … write, then done again: the office stands as after one undisturbed run."""
    path = next(one.path for one in schedule.items() if one.name == work)
    office.now += timedelta(days=9)  # everything is due, late, or to be told
    for through in range(60):
        cut, _ = power.cut(lambda: import_string(path)(office.now), through=through, away=away)
        assert queries.orphans(now=office.now) == []
        if not cut:
            break
    import_string(path)(office.now)
    before = record.everything([table for table in record.watched() if table != "outbox_message"])
    import_string(path)(office.now)
    assert record.changes(before, record.everything(before)) == {}
    warned = list(DeadlineWarning.objects.values_list("dossier", "key", "due_at"))
    assert len(warned) == len(set(warned))
    assert work != "dossiers.warn" or warned


@pytest.mark.parametrize("which", ["running", "filed"])
def test_whatever_is_said_with_a_verb_is_answered_in_words(office, which):
    """Every verb, by everybody who may do it now, with nonsense for each thing that it asks for."""
    nonsense = [None, True, -1, 0, 2**40, "", "x", [], [1], {}, {"a": 1}, uuid4(), 1.5]
    dossier = office.of(getattr(office, which))
    names = ("lan", "minh", "hoa", "dung", "son", "van", "kiem", "quan")
    pairs = [(verb, by) for by in map(office.cast.actor, names) for verb in queries.verbs_for(dossier, by)]
    pairs += [(verb, timers.CLOCK) for verb, step in STEPS.items() if not step.roles]
    asked_for = 0
    for verb, by in pairs:
        asked = Said(lambda name: "x")
        tried(office, dossier, verb, by, asked)
        for name, value in [(name, value) for name in list(asked) for value in nonsense]:
            asked_for += 1
            tried(office, dossier, verb, by, {**dict.fromkeys(asked, "x"), name: value})
    assert asked_for > 100


def tried(office, dossier, verb, by, data):
    """Do it and undo it; it must be answered."""
    point = transaction.savepoint()
    call = {"dossier_id": dossier.pk, "verb": verb, "by": by, "now": office.now, "command_id": str(uuid4())}
    answer = services.act(**call, data=data)
    assert isinstance(answer, Dossier | Refusal), (verb, data)
    transaction.savepoint_rollback(point)
    forget_everything()


def test_a_day_off_decided_afterwards_moves_no_promise_until_it_is_approved(office):
    due = office.of(office.running).legal_due
    day = local_date(due)
    law.set_day(day=day, kind="nghi_khac", name="Nghỉ bão", by=office.cast.actor("kiem"), now=office.now, decision="1")
    assert office.of(office.running).legal_due == due
    moved = office.act(office.running, "kiem", "move_due")
    assert moved.legal_due > due
    assert Task.objects.filter(dossier=office.running, closed_at=None, due_at__lte=moved.legal_due).exists()


def test_a_repeated_command_after_an_answer_that_was_lost_is_answered_as_the_first(office):
    call = {
        "dossier_id": office.filed, "verb": "accept", "by": office.cast.actor("minh"), "now": office.now,
        "command_id": str(uuid4()),
    }  # fmt: skip
    cut, _ = power.cut(lambda: services.act(**call), through=2, away=False)
    assert cut
    first, second = services.act(**call), services.act(**call)
    assert (first.code, first.version) == (second.code, second.version)
    with pytest.raises((audit.Conflict, services.Stale)):
        services.act(**{**call, "command_id": str(uuid4()), "expected_version": 1})
