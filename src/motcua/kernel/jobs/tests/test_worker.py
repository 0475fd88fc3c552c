from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from motcua.kernel.audit import queries as audit
from motcua.kernel.jobs import queries, services
from motcua.kernel.jobs.models import Heartbeat, Schedule
from motcua.kernel.jobs.worker import Worker
from motcua.kernel.plugins import schedule

pytestmark = pytest.mark.django_db


@task()
def add(one: int, other: int) -> int:
    """A task of the tests."""
    return one + other


def work_off(worker):
    """Let the worker's task part do what is queued, then stop."""
    worker._tasks.batch = True
    worker._tasks.run()


@pytest.mark.django_db(transaction=True)
def test_a_queued_task_is_done_by_the_worker():
    result = add.enqueue(1, 2)
    work_off(Worker())
    result.refresh()
    assert result.return_value == 3


@pytest.mark.django_db(transaction=True)
def test_a_task_whose_worker_was_cut_off_is_queued_again_and_given_up_after_the_third(now):
    add.enqueue(1, 2)
    for number in range(1, services.CLAIMS + 1):
        row = DBTaskResult.objects.get()
        assert row.status == "READY"
        row.claim(f"worker {number}")
        long_after = timezone.now() + timedelta(minutes=5)
        assert services.rescue(now=long_after) == 1
    row.refresh_from_db()
    assert row.status == "FAILED"
    assert "cut off" in row.traceback


def test_the_task_of_a_living_worker_is_left_alone():
    add.enqueue(1, 2)
    DBTaskResult.objects.get().claim("alive")
    later = timezone.now() + timedelta(minutes=5)
    services.beat(worker="alive", now=later)
    assert services.rescue(now=later) == 0
    assert DBTaskResult.objects.running().count() == 1


def test_the_kernels_own_recurring_work_runs(now):
    names = services.tick(now=now, worker="one")
    assert {"outbox.relay", "audit.seal", "sessions.sweep", "outbox.prune", "tasks.rescue"} <= set(names)
    assert not list(queries.failing())
    assert audit.root(now.date() - timedelta(days=1)) is not None
    assert services.tick(now=now + timedelta(seconds=10), worker="one")[:1] == ["outbox.relay"]


def test_sealing_is_tried_every_hour_and_done_once_a_day(now):
    for hours in range(4):
        services.tick(now=now + timedelta(hours=hours), worker="one")
    assert not list(queries.failing())
    assert audit.verify().sealed_days == 1


def test_sessions_that_have_run_out_are_swept(now):
    for seconds in (-60, 600):
        session = SessionStore()
        session.set_expiry(seconds)
        session.save()
    services.tick(now=now, worker="one")
    assert Session.objects.count() == 1


def test_the_command_does_what_is_due_once(capsys):
    call_command("worker", "--once")
    assert "done: outbox.relay" in capsys.readouterr().out
    call_command("worker", "--once")
    assert "outbox.relay" not in capsys.readouterr().out


class Still(Worker):
    """A worker whose parts touch no database in their threads."""

    def __init__(self):
        super().__init__()
        self._tasks.run = self._stopping.wait
        self.beats = 0

    def tick(self):
        self._stopping.wait()

    def beat(self):
        self.beats += 1
        self.stop()


@pytest.fixture
def keep_connection(monkeypatch):
    """The test's own connection stays open when the worker closes those of its threads."""
    monkeypatch.setattr("motcua.kernel.jobs.worker.close_old_connections", lambda: None)
    monkeypatch.setattr("motcua.kernel.jobs.worker.connection", type("Kept", (), {"close": lambda: None}))


def test_a_worker_told_to_stop_ends_in_good_order(keep_connection):
    worker = Still()
    assert worker.run() == 0
    assert worker.beats == 1
    assert not worker._tasks.running


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_worker_with_a_dead_part_ends_with_1_so_that_it_is_started_again(keep_connection, monkeypatch):
    monkeypatch.setattr("motcua.kernel.jobs.worker.BEAT", 0.01)

    class Dying(Still):
        def tick(self):
            raise RuntimeError("a mistake in the program")

        def beat(self):
            self.beats += 1

    assert Dying().run() == 1


def test_a_database_that_is_away_for_a_while_is_waited_for(keep_connection, caplog, monkeypatch):
    monkeypatch.setattr("motcua.kernel.jobs.worker.BEAT", 0.01)

    class Patient(Still):
        def beat(self):
            self.beats += 1
            if self.beats < 3:
                raise OperationalError("connection refused")
            self.stop()

    worker = Patient()
    assert worker.run() == 0
    assert worker.beats == 3
    assert "does not answer: connection refused" in caplog.text


def test_a_real_beat_and_a_real_tick(monkeypatch):
    monkeypatch.setattr(schedule, "_by_name", {})
    schedule.recurring("sweep", timedelta(days=1), "motcua.kernel.jobs.recurring.sweep_sessions")
    worker = Worker()
    worker.stop()
    worker.beat()
    worker.tick()
    assert Heartbeat.objects.get().worker == worker.name
    assert Schedule.objects.get().name == "sweep"
    assert connection.is_usable()
