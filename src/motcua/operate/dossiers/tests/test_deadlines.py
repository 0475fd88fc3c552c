"""Extension, apology and new appointment, and due dates that follow a calendar changed later."""

import json
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.time import TZ, Limit, Span, checker, due, due_with_spans, local_date
from motcua.kernel.time.tests.worlds import calendar, calendars, days, instants, limits, stops
from motcua.law import queries as law
from motcua.law import services as law_services
from motcua.law.rules import Day, RuleSet
from motcua.operate.catalogue.rules.content import TimeLimit
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import DueChange, Task
from motcua.operate.dossiers.rules import Refusal, deadlines
from motcua.operate.dossiers.services import clocks

pytestmark = pytest.mark.django_db
CODE = "9.000077"


@pytest.fixture
def running(begin, procedure):
    """A dossier with ten working days, received on a Tuesday in March 2024 and taken by hoa."""
    procedure(CODE, time_limit=TimeLimit(10, "working_day", "10 ngày làm việc"))
    play = begin(at=datetime(2024, 3, 5, 9, 0, tzinfo=TZ), procedure_code=CODE, papers=())
    play("minh", "accept")
    play("hoa", "assign")
    return play


def allow_extension(cast, now, most=5):
    rule = RuleSet(
        id="extension-1", kind="extension", effective_from=date(2024, 1, 1), effective_to=None, source="Luật X",
        status="recalled", content={"procedures": [CODE], "article": "Điều 7", "most_working_days": most},
    )  # fmt: skip
    done = law_services.set_rule(rule=rule, by=cast.actor("kiem"), now=now)
    assert not isinstance(done, Refusal), done


def day_off(cast, day, now, kind="nghi_khac"):
    law_services.set_day(day=day, kind=kind, name="Nghỉ do bão", by=cast.actor("kiem"), now=now, decision="CĐ 1")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=TZ)


def test_without_a_sector_rule_nothing_is_extended(running):
    refused = running("dung", "extend", days=3, reason="Cần xác minh")
    assert refused.code == "no_extension_rule"
    assert not DueChange.objects.exists()


def test_an_extension_is_counted_from_the_due_date_keeps_the_old_one_and_proves_itself(running):
    allow_extension(running.cast, running.now)
    old = running.dossier.legal_due
    done = running("dung", "extend", days=3, reason="Cần xác minh")
    assert done.legal_due == due(old, Limit(3, "working_day"), law.calendar()).at
    change = DueChange.objects.get()
    assert (change.old_due, change.new_due, change.rule) == (old, done.legal_due, "extension-1")
    assert change.note.text == "Cần xác minh"
    proof = json.loads(json.dumps(queries.proofs(done).legal.proof()))
    assert checker.check(proof) == []
    assert proof["extends"]["due_at"] == old.astimezone(TZ).isoformat()
    assert done.portal_due == old  # QĐ 766 counts its own clock


@pytest.mark.parametrize(
    ("days", "reason", "code"), [(6, "x", "bad_days"), (0, "x", "bad_days"), (2, "", "reason_missing")]
)
def test_an_extension_stays_within_its_rule_and_has_a_reason(running, days, reason, code):
    allow_extension(running.cast, running.now)
    assert running("dung", "extend", days=days, reason=reason).code == code


def test_a_dossier_is_extended_once_and_not_after_it_is_late(running):
    allow_extension(running.cast, running.now)
    running("dung", "extend", days=2, reason="Cần xác minh")
    assert running("dung", "extend", days=1, reason="Nữa").code == "already_extended"
    DueChange.objects.all().delete()
    running.now = running.dossier.legal_due + timedelta(hours=1)
    assert running("dung", "extend", days=1, reason="Nữa").code == "already_late"


def test_a_step_that_was_due_with_the_dossier_is_due_with_the_new_date(running):
    allow_extension(running.cast, running.now)
    Task.objects.filter(dossier=running.dossier, closed_at=None).update(due_at=running.dossier.legal_due)
    done = running("dung", "extend", days=2, reason="Cần xác minh")
    assert Task.objects.get(dossier=done, closed_at=None).due_at == done.legal_due == done.next_due


def test_a_supplement_after_an_extension_begins_a_count_without_it(running):
    allow_extension(running.cast, running.now)
    running("dung", "extend", days=5, reason="Cần xác minh")
    running("hoa", "request_supplement", items=[{"component_code": "TP1", "what": "Thiếu"}], reason="Thiếu")
    done = running("lan", "supplement", answer="Đã nộp")
    assert done.legal_due == due(running.now, Limit(10, "working_day"), law.calendar()).at


def test_an_apology_in_time_promises_another_day_and_leaves_the_law_s(running):
    """NĐ 61/2018/NĐ-CP điều 19 khoản 9: at least one day before, with the reason, at most once."""
    due_at = running.dossier.legal_due
    running.now = due_at - timedelta(days=2)
    done = running("dung", "apologise", days=4, reason="Chờ sổ gốc")
    change = queries.appointment(done)
    assert not change.late
    assert change.new_due == due(due_at, Limit(4, "working_day"), law.calendar()).at
    assert done.legal_due == due_at
    assert running("dung", "apologise", days=2, reason="Nữa").code == "already_rescheduled"


@pytest.mark.parametrize("after", [timedelta(0), timedelta(days=3)])
def test_a_late_apology_is_recorded_as_late_and_not_hidden(running, after):
    running.now = running.dossier.legal_due - timedelta(hours=3) + after
    done = running("dung", "apologise", days=2, reason="Chờ sổ gốc")
    change = queries.appointment(done)
    assert change.late
    assert change.new_due > running.now
    assert [entry.title for entry in queries.timeline(done, official=False)][-1].startswith("Xin lỗi")


def test_an_appointment_does_not_outlive_a_new_count(running):
    running.now = running.dossier.legal_due - timedelta(days=2)
    running("dung", "apologise", days=2, reason="Chờ sổ gốc")
    running("hoa", "request_supplement", items=[{"component_code": "TP1", "what": "Thiếu"}], reason="Thiếu")
    assert queries.appointment(running("lan", "supplement", answer="Đã nộp")) is None


def test_only_the_head_of_the_unit_apologises_or_extends(running):
    for verb in ("apologise", "extend"):
        assert running("hoa", verb, days=2, reason="x").code == "wrong_role"
        assert running("minh", verb, days=2, reason="x").code == "wrong_role"


def test_a_holiday_added_later_moves_nothing_until_it_is_approved(running):
    old = running.dossier.legal_due
    assert list(queries.moved_dossiers()) == []
    day_off(running.cast, date(2024, 3, 8), running.now)
    (found,) = queries.moved_dossiers()
    assert (found.move.old, local_date(found.move.new)) == (old, date(2024, 3, 20))
    assert found.move.why == ((date(2024, 3, 8), "Nghỉ do bão"),)
    assert queries.for_work(running.dossier.pk).legal_due == old
    done = running("kiem", "move_due")
    assert done.legal_due == found.move.new
    assert done.portal_due == found.move.new
    assert list(queries.moved_dossiers()) == []
    assert queries.proofs(done).legal.at == done.legal_due


def test_a_day_off_taken_back_brings_no_date_forward(running):
    day_off(running.cast, date(2024, 3, 8), running.now)
    running("kiem", "move_due")
    day_off(running.cast, date(2024, 3, 8), running.now + timedelta(hours=1), kind="thuong")
    assert list(queries.moved_dossiers()) == []
    assert running("kiem", "move_due").code == "not_moved"
    assert queries.proofs(running.dossier).legal.at == running.dossier.legal_due


def test_only_the_control_officer_lets_dates_follow_the_calendar(running):
    day_off(running.cast, date(2024, 3, 8), running.now)
    assert running("dung", "move_due").code == "wrong_role"


def test_what_waits_for_a_supplement_or_is_finished_is_not_listed(running):
    running("hoa", "request_supplement", items=[{"component_code": "TP1", "what": "Thiếu"}], reason="Thiếu")
    day_off(running.cast, date(2024, 3, 8), running.now)
    assert list(queries.moved_dossiers()) == []


def test_a_unit_with_its_own_calendar_is_counted_by_it(begin, procedure, ground):
    now = at("2024-03-05T09:00")
    by = ground.actor("kiem")
    law_services.add_calendar(
        key="nam-hoc", name="Năm học", parent="vn-civil", known_from=date(2024, 1, 1), known_to=date(2024, 12, 31),
        source="KH 1", by=by, now=now,
    )  # fmt: skip
    law_services.set_days(
        days=[Day(date(2024, 3, 6), "nghi_khac", "Nghỉ giữa kỳ")], by=by, now=now, source="KH 1", calendar="nam-hoc"
    )
    rule = RuleSet(
        "choice", "calendar_choice", None, None, "QĐ 2", "recalled", {"units": ["sgddt-qlcl"], "calendar": "nam-hoc"}
    )
    law_services.set_rule(rule=rule, by=by, now=now)
    procedure(CODE, time_limit=TimeLimit(1, "working_day", "1 ngày làm việc"))
    play = begin(at=now, procedure_code=CODE, papers=())
    done = play("minh", "accept")
    assert local_date(done.legal_due) == date(2024, 3, 7)
    assert queries.proofs(done).legal.calendar_version.startswith("nam-hoc@")


def test_a_calendar_in_which_nothing_is_ever_due_is_a_clear_refusal_and_loses_nothing(running, begin, monkeypatch):
    waiting = begin(at=running.now, procedure_code=CODE, papers=())
    all_off = {date(2024, 1, 1) + timedelta(n): "Nghỉ" for n in range(30_000)}
    monkeypatch.setattr(clocks, "legal", lambda *a, **k: due(running.now, Limit(1, "working_day"), calendar(all_off)))
    refused = waiting("minh", "accept")
    assert isinstance(refused, Refusal)
    assert refused.code == "no_due_date"
    assert "lịch không còn ngày làm việc" in refused.message
    monkeypatch.undo()
    assert waiting("minh", "accept").accepted_at is not None


def test_an_act_before_the_last_event_is_not_taken(running):
    """A clock set back: the log is ordered, so the act is refused in words and changes nothing."""
    version = running.dossier.version
    running.now -= timedelta(days=30)
    refused = running("hoa", "request_supplement", items=[{"component_code": "TP1", "what": "x"}], reason="y")
    assert isinstance(refused, Refusal)
    assert refused.code == "clock_set_back"
    assert queries.for_work(running.dossier.pk).version == version


@pytest.mark.parametrize(("name", "verb", "data"), [
    ("hoa", "release_hold", {"code": "opinion"}),
    ("hoa", "draft_result", {}),
    ("dung", "assign", {}),
    ("dung", "apologise", {"days": 1, "reason": "Chậm"}),
    ("lan", "withdraw", {}),
])  # fmt: skip
def test_no_act_is_recorded_before_the_one_it_follows_whatever_that_was(running, name, verb, data):
    """Also what opened no step and changed no date, such as a hold, is something that has happened."""
    running.now += timedelta(days=5)
    held = running("hoa", "place_hold", code="opinion", words="Hỏi ý kiến", blocks=["forward"])
    running.now -= timedelta(days=2)
    assert running(name, verb, **data).code == "clock_set_back"
    assert queries.for_work(held.pk).version == held.version


@given(calendars(), instants, limits(), stops(), st.sets(days, max_size=10))
def test_a_changed_calendar_never_moves_a_promised_date_forward(ours, start, limit, spans, more):
    from dataclasses import replace

    before = due_with_spans(start, limit, ours, spans)
    added = {day: "Thêm" for day in more if day not in ours.worked and day not in ours.days_off}
    wider = replace(ours, days_off={**ours.days_off, **added})
    after = due_with_spans(start, limit, wider, spans)
    move = deadlines.moved(promised=before.at, before=before, after=after)
    assert (move is None) == (after.at == before.at)
    assert deadlines.moved(promised=after.at, before=after, after=before) is None
    if move is not None:
        assert move.new > move.old


@given(calendars(), instants, st.integers(1, 30), st.integers(0, 40))
def test_a_new_appointment_is_after_the_due_date_and_after_today(ours, start, count, later):
    now = start + timedelta(days=later)
    promised = deadlines.new_appointment(legal_due=start, now=now, days=count, calendar=ours)
    assert promised.at > max(start, now)
    assert deadlines.apologise_by(start, Limit(1, "day"), ours) < local_date(start)


def test_a_pause_of_k_working_days_under_a_rule_moves_the_date_by_k():
    ours = calendar()
    start = at("2024-03-04T09:00")
    spans = [Span("pause", at("2024-03-06T08:00"), at("2024-03-08T17:00"))]
    plain, paused = (due_with_spans(start, Limit(5, "working_day"), ours, pauses) for pauses in ([], spans))
    assert (paused.at - plain.at).days == 3


def test_each_clock_proves_its_date_by_the_calendar_of_the_moment_it_was_given(begin, procedure):
    """A day off decided in between, then a hold that ends: only the legal clock is counted anew."""
    code = procedure("9.100001", time_limit=TimeLimit(10, "working_day", ""))
    play = begin(procedure_code=code)
    before = play("minh", "accept").legal_due
    play("hoa", "assign")
    rule = RuleSet(
        id="sector_pause-council", kind="sector_pause", effective_from=None, effective_to=None, source="Thông tư X",
        status="recalled", content={"procedures": [code], "pauses": ["council"], "article": "Điều 3"},
    )  # fmt: skip
    law_services.set_rule(rule=rule, by=play.cast.actor("kiem"), now=play.now)
    play.now += timedelta(days=1)
    play("hoa", "place_hold", code="council", words="Họp hội đồng", blocks=["forward"], pauses_clock=True)
    day_off(play.cast, local_date(before) - timedelta(days=1), play.now)
    play.now += timedelta(days=1)
    done = play("hoa", "release_hold", code="council")
    found = queries.proofs(done)
    assert (found.legal.at, found.portal.at) == (done.legal_due, done.portal_due)
    assert done.portal_due == before < done.legal_due
