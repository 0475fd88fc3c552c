"""A process that is really killed, before any of its statements or commits: what it leaves is whole, the next goes on.

Elsewhere the power is cut inside the test's own process. Here the work runs in a process of its own, which sends
itself SIGKILL: no `finally`, no rollback by Python, only what the database makes of a connection that is gone.
"""

import os
import signal
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.utils.module_loading import import_string

from motcua.kernel.audit import queries as log
from motcua.kernel.plugins import schedule
from motcua.kernel.recall import forget_everything
from motcua.measure.facts import services as facts
from motcua.operate.dossiers import queries, services
from motcua.operate.dossiers.rules import State
from tests.stories.small_office import Office
from tests.stories.storm import record

pytestmark = pytest.mark.django_db(transaction=True)
MOST = 2000


@pytest.fixture
def db(transactional_db):
    """What this module stands on is really committed, and seen by another process."""


@pytest.fixture
def office(cast, now):
    return Office(cast, now)


class Bomb:
    """Kills its own process before its statement number `at`; a commit counts as one."""

    def __init__(self, at):
        self.left, self.commit = at, connection._commit

    def __call__(self, execute, *call):
        self._tick()
        return execute(*call)

    def at_commit(self):
        self._tick()
        return self.commit()

    def _tick(self):
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)


def killed(work, at):
    """Do `work` in a process of its own that is killed before its statement number `at`: whether it came so far."""
    connections.close_all()
    child = os.fork()
    if not child:
        failed = 1
        try:
            bomb = Bomb(at)
            connection._commit = bomb.at_commit
            with connection.execute_wrapper(bomb):
                work()
            failed = 0
        finally:
            os._exit(failed)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the work failed by itself"
    forget_everything()
    return os.WIFSIGNALED(status)


def killed_everywhere(office, work):
    """Kill `work` before its first, second, third … statement, looking at what is left, until it gets through."""
    for at in range(1, MOST):
        if not killed(work, at):
            return at
        assert queries.orphans(now=office.now) == []
        assert log.verify().ok
        assert record.streams_out_of_order() == []
        assert list(facts.check()) == []
    raise AssertionError(f"never got through {MOST} statements")


def whole(office):
    faults = [fault for one in (office.running, office.filed) for fault in record.faults(office.of(one))]
    return faults == record.doubled() == record.projections_differ() == []


def worker_survives(office, name):
    path = next(one.path for one in schedule.items() if one.name == name)
    office.now += timedelta(days=9)  # everything is due, late, or to be told

    def work():
        import_string(path)(office.now)

    killed_everywhere(office, work)
    work()
    before = record.everything([table for table in record.watched() if table != "outbox_message"])
    work()
    assert record.changes(before, record.everything(before)) == {}
    assert whole(office)


def test_an_acceptance_whose_process_is_killed_is_whole_or_nothing(office):
    command = str(uuid4())

    def accept():
        services.act(
            dossier_id=office.filed, verb="accept", by=office.cast.actor("minh"), now=office.now, command_id=command
        )

    assert killed_everywhere(office, accept) > 10
    assert office.of(office.filed).state == State.ACCEPTED
    before = record.everything(record.watched())
    accept()
    assert record.changes(before, record.everything(before)) == {}
    assert office.of(office.filed).code.endswith("-0002")  # no number went with those that were killed
    assert whole(office)


@pytest.mark.parametrize("name", ["outbox.relay", "dossiers.warn", "dossiers.timers", "facts.fold", "audit.seal"])
def test_a_worker_that_is_killed_leaves_its_work_to_the_next(office, name):
    worker_survives(office, name)


@pytest.mark.soak
@pytest.mark.parametrize("name", [one.name for one in schedule.items()])
def test_any_worker_that_is_killed_leaves_its_work_to_the_next(office, name):
    worker_survives(office, name)
