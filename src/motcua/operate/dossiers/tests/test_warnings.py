"""Warnings before a due date and escalation after it: by rule, to the right people, each once."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command

from motcua.kernel.audit.models import Event
from motcua.kernel.outbox.models import Message
from motcua.kernel.time import TZ, Limit, due, working_seconds_between
from motcua.law import queries as law
from motcua.law import services as law_services
from motcua.operate.catalogue.rules.content import TimeLimit
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import DeadlineWarning
from motcua.operate.dossiers.rules import deadlines
from motcua.operate.dossiers.services.warning import warn
from motcua.people import queries as people

pytestmark = pytest.mark.django_db
CODE = "9.000078"
START = datetime(2024, 3, 5, 9, 0, tzinfo=TZ)


@pytest.fixture
def running(begin, procedure):
    procedure(CODE, time_limit=TimeLimit(10, "working_day", "10 ngày làm việc"))
    play = begin(at=START, procedure_code=CODE, papers=())
    play("minh", "accept")
    play("hoa", "assign")
    return play


def keys():
    return list(DeadlineWarning.objects.order_by("raised_at", "key").values_list("key", flat=True))


def seen_by(cast, name, now):
    account = getattr(cast, name)
    found = queries.warnings(grants=people.grants(account, now), account_id=str(account.pk))
    return {warning.key for warning in found}


def test_warnings_come_in_the_order_of_the_ladder_and_each_once(running):
    due_at = running.dossier.legal_due
    told = {}
    now = START
    while now < due_at + timedelta(days=8):
        if warn(now=now):
            told |= {key: now for key in keys() if key not in told}
        assert warn(now=now) == 0
        now += timedelta(hours=6)
    assert list(told) == ["half", "most", "day_before", "due", "late_leader", "late_control"]
    assert told["day_before"] < due_at < told["due"]
    calendar = law.calendar()
    half = working_seconds_between(START, told["half"], calendar) / working_seconds_between(START, due_at, calendar)
    assert 0.5 <= half < 0.7
    assert told["late_control"] > due(due_at, Limit(3, "working_day"), calendar).at


def test_a_warning_goes_out_and_is_a_row_and_changes_no_version_of_the_dossier(running):
    version = running.dossier.version
    warn(now=running.dossier.legal_due - timedelta(hours=4))
    assert Message.objects.filter(topic="deadline.warned").count() == len(keys()) == 3
    event = Event.objects.filter(stream_kind="deadline").first()
    assert event.payload["to"] == ["case_officer"]
    assert queries.for_work(running.dossier.pk).version == version


def test_lateness_climbs_from_the_officer_to_the_leader_and_the_control_officer(running):
    late = running.dossier.legal_due
    warn(now=late + timedelta(minutes=1))
    assert "due" in seen_by(running.cast, "hoa", late)
    assert seen_by(running.cast, "son", late) == seen_by(running.cast, "kiem", late) == set()
    assert seen_by(running.cast, "quang", late) == set()
    warn(now=late + timedelta(days=8))
    assert "late_leader" in seen_by(running.cast, "son", late)
    assert seen_by(running.cast, "kiem", late) == {"late_control"}
    assert "late_leader" in seen_by(running.cast, "dung", late)


def test_nobody_is_warned_while_the_applicant_is_waited_for_or_after_the_end(running):
    running("hoa", "request_supplement", items=[{"component_code": "TP1", "what": "Thiếu"}], reason="Thiếu")
    assert warn(now=running.dossier.legal_due + timedelta(days=9)) == 0
    running("dung", "stop", reason="Hết lý do")
    assert warn(now=running.dossier.legal_due + timedelta(days=9)) == 0


def test_a_date_that_moved_is_warned_of_anew(running):
    old = running.dossier.legal_due
    warn(now=old - timedelta(hours=4))
    by = running.cast.actor("kiem")
    law_services.set_day(day=date(2024, 3, 8), kind="nghi_khac", name="Bão", by=by, now=running.now, decision="CĐ 1")
    moved = running("kiem", "move_due")
    warn(now=moved.legal_due - timedelta(hours=4))
    assert DeadlineWarning.objects.filter(key="day_before").count() == 2


def test_no_warning_comes_after_the_fact():
    """Who begins to warn a year too late tells of the lateness, not of half the time."""
    start = START
    calendar = law.calendar()
    at = due(start, Limit(10, "working_day"), calendar).at
    ladder = law.warning_ladder(date(2024, 3, 5))
    reached = deadlines.reached(ladder, begin=start, at=at, now=at + timedelta(days=300), calendar=calendar)
    assert [step.key for step in reached] == ["due", "late_leader", "late_control"]


def test_the_dry_run_lists_what_would_move_and_moves_nothing(running, capsys):
    by = running.cast.actor("kiem")
    law_services.set_day(day=date(2024, 3, 8), kind="nghi_khac", name="Bão", by=by, now=running.now, decision="CĐ 1")
    before = running.dossier.legal_due
    call_command("deadlines", "moved", "--json")
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["code"], row["days"], row["why"]) == (
        running.dossier.code, 1, [{"date": "2024-03-08", "why": "Bão"}],
    )  # fmt: skip
    assert queries.for_work(running.dossier.pk).legal_due == before
    call_command("deadlines", "moved")
    assert "1 hồ sơ" in capsys.readouterr().out
    call_command("deadlines", "warn", "--json")
    assert json.loads(capsys.readouterr().out)["written"] >= 1
