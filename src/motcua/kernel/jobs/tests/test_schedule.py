from datetime import timedelta

import pytest

from motcua.kernel.jobs import queries, services
from motcua.kernel.jobs.models import Heartbeat, Schedule
from motcua.kernel.plugins import schedule

pytestmark = pytest.mark.django_db

calls: list = []
PATH = f"{__name__}.work"


def work(now):
    """Recurring work that a test sees."""
    calls.append(now)


@pytest.fixture
def recurring(monkeypatch):
    """Only the work of the test is on the schedule: every ten minutes."""
    calls.clear()
    monkeypatch.setattr(services, "import_string", lambda path: {PATH: work, "broken": _break}[path])
    monkeypatch.setattr(schedule, "_by_name", {})
    schedule.recurring("work", timedelta(minutes=10), PATH)


def _break(now):
    raise LookupError("no such agency")


def tick(now, worker="one"):
    return services.tick(now=now, worker=worker)


def test_work_is_done_at_once_and_then_each_time_it_is_due(recurring, now):
    assert tick(now) == ["work"]
    assert tick(now + timedelta(minutes=9)) == []
    assert tick(now + timedelta(minutes=10)) == ["work"]
    assert calls == [now, now + timedelta(minutes=10)]


def hold(started, holder="other"):
    """Somebody else took the work at `started` and has not come back."""
    Schedule.objects.update(started_at=started, lease_until=started + services.LEASE, lease_holder=holder)


def test_work_in_hand_is_not_taken_by_another_worker_until_its_lease_ends(recurring, now):
    tick(now)
    due = now + timedelta(minutes=10)
    hold(due)
    later = due + timedelta(minutes=20)
    services.beat(worker="other", now=later)
    assert tick(later) == []
    services.beat(worker="other", now=due + services.LEASE)
    assert tick(due + services.LEASE) == ["work"]


def test_work_of_a_worker_that_was_cut_off_is_taken_over_soon(recurring, now):
    tick(now)
    due = now + timedelta(minutes=10)
    hold(due, "cut off")
    assert tick(due + timedelta(seconds=40)) == []
    assert tick(due + timedelta(seconds=50)) == ["work"]


def test_of_two_workers_that_saw_it_due_only_one_does_the_work(recurring, now, monkeypatch):
    tick(now)
    due = now + timedelta(minutes=10)
    seen = list(Schedule.objects.order_by("name"))
    tick(due, "faster")
    assert [services._run_if_due(schedule.items()[0], row, due, "slower") for row in seen] == [False]
    assert len(calls) == 2


def test_failing_work_is_noted_and_tried_when_next_due(recurring, now):
    schedule.recurring("broken", timedelta(minutes=1), "broken")
    assert tick(now) == ["broken", "work"]
    assert [(row.name, row.last_error) for row in queries.failing()] == [("broken", "LookupError: no such agency")]
    assert tick(now + timedelta(minutes=1)) == ["broken"]


def test_a_worker_that_ends_gives_back_what_it_had(recurring, now):
    tick(now)
    services.beat(worker="one", now=now)
    hold(now + timedelta(minutes=9, seconds=50), "one")
    services.farewell(worker="one")
    assert tick(now + timedelta(minutes=10)) == ["work"]
    assert queries.worker_state(now).state == "none"


def test_the_state_of_the_worker_follows_its_signs_of_life(now):
    assert queries.worker_state(now).state == "none"
    services.beat(worker="one", now=now)
    services.beat(worker="two", now=now + timedelta(seconds=30))
    assert queries.worker_state(now + timedelta(seconds=40)).workers == 2
    state = queries.worker_state(now + timedelta(seconds=60))
    assert (state.ok, state.workers, state.beat_at) == (True, 1, now + timedelta(seconds=30))
    assert queries.worker_state(now + timedelta(minutes=5)).state == "silent"


def test_workers_not_heard_of_for_a_day_are_forgotten(now):
    services.beat(worker="old", now=now - timedelta(days=2))
    services.beat(worker="new", now=now)
    assert [row.worker for row in Heartbeat.objects.order_by("worker")] == ["new"]
