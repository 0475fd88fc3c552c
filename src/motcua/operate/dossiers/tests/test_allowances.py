"""The allowance of a step is a part of the dossier's own limit, and the parts together never pass it."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.audit.queries import events
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.time import TZ, Limit, office_seconds, working_seconds_between
from motcua.kernel.time.tests.worlds import calendar
from motcua.law import queries as law
from motcua.law import services as law_services
from motcua.law.rules import RuleSet
from motcua.operate.catalogue.rules.content import TimeLimit
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Task
from motcua.operate.dossiers.services.tasks import _allowance
from motcua.operate.processes import queries as processes

TUESDAY = datetime(2024, 3, 5, 9, 0, tzinfo=TZ)
HOUR = 3600


@pytest.fixture
def received(begin, procedure):
    def make(value, unit="working_day"):
        code = procedure(f"9.{value:06d}", time_limit=TimeLimit(value, unit, Limit(value, unit).text))
        play = begin(at=TUESDAY, procedure_code=code, papers=())
        play("minh", "accept")
        return play

    return make


def given_to(play, step):
    task = Task.objects.get(dossier=play.dossier, step=step, closed_at=None)
    return working_seconds_between(task.opened_at, task.due_at, law.calendar())


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "hours"), [(1, 5 / 6), (10, 25 / 3), (40, 100 / 3)])
def test_the_same_step_gets_more_time_where_the_law_gives_more(received, days, hours):
    """TT 01/2018/TT-VPCP điều 13: the time of each unit is judged against what was given to it."""
    assert given_to(received(days), "assign") == pytest.approx(hours * HOUR, abs=1)


@pytest.mark.django_db
def test_steps_done_at_their_due_instants_are_done_in_the_limit(received, sheet):
    play = received(10)
    given = [given_to(play, "assign")]
    play("hoa", "assign")
    given.append(given_to(play, "appraise"))
    graph = processes.graph(play.dossier.process_version_id)
    parts = [_allowance(play.dossier, graph, node, law.calendar()) for node in graph.steps[:-1]]
    assert given == pytest.approx(parts[:2], abs=1)
    assert sum(parts) <= office_seconds(queries.limit_of(play.dossier), law.calendar())


@given(st.sampled_from(["working_hour", "working_day", "day", "month"]), st.integers(1, 120))
def test_office_time_of_a_limit_grows_with_it(unit, value):
    hours = calendar()
    assert 0 < office_seconds(Limit(value, unit), hours) <= office_seconds(Limit(value + (value < 120), unit), hours)


def test_a_working_day_gives_the_hours_of_the_office():
    ours = calendar()
    assert office_seconds(Limit(3, "working_day"), ours) == 3 * ours.hours.seconds_per_day
    assert office_seconds(Limit(8, "working_hour"), ours) == 8 * HOUR
    assert office_seconds(Limit(7, "day"), ours) == 5 * ours.hours.seconds_per_day


@pytest.mark.django_db
def test_who_must_act_by_when_follows_the_hours_of_the_agency(begin, cast):
    """NĐ 61/2018/NĐ-CP điều 18: handed over by closing time, and that is when this agency closes."""
    play = begin(at=TUESDAY)
    spans = [["08:00", "11:00"], ["13:00", "16:00"]]
    rule = RuleSet(
        id="office_hours:short", kind="office_hours", effective_from=None, effective_to=None, source="QĐ 1",
        status="recalled", content={"agencies": [play.dossier.agency_id], "spans": spans},
    )  # fmt: skip
    law_services.set_rule(rule=rule, by=cast.actor("kiem"), now=play.now)
    play("minh", "accept")
    said = accepted_event(play)
    assert said["handover_by"].endswith("16:00:00+07:00")
    assert play.dossier.legal_due.astimezone(TZ).time().hour == 16


def accepted_event(play):
    return next(e for e in events(StreamRef("dossier", str(play.dossier.pk))) if e.type == "dossier.accepted").payload


@pytest.mark.django_db
def test_waiting_for_the_applicant_does_not_use_up_an_allowance(received):
    play = received(10)
    play("hoa", "assign")
    before = given_to(play, "appraise")
    asked = [{"component_code": "", "kind": "other", "what": "Bản rõ hơn"}]
    play("hoa", "request_supplement", items=asked, reason="Mờ")
    play.now += timedelta(days=6)
    play("lan", "supplement", answer="Đã gửi lại")
    task = Task.objects.get(dossier=play.dossier, step="appraise", closed_at=None)
    assert working_seconds_between(play.now, task.due_at, law.calendar()) == pytest.approx(before, abs=1)
