"""Several at once, with real transactions: no number given twice, no event lost, the chain whole."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import Conflict, Repeated, queries, services
from motcua.kernel.audit.services import StreamRef

pytestmark = pytest.mark.django_db(transaction=True)
THREADS, EACH = 4, 12


def append(now, stream_id, version, command):
    with transaction.atomic():
        services.append(
            stream=StreamRef("thing", stream_id),
            expected_version=version,
            type="thing.done",
            payload={},
            actor=SYSTEM,
            occurred_at=now,
            recorded_at=now,
            command_id=command,
        )


def at_once(work):
    """Run `work(number)` in several threads, each with its own connection; their results."""

    def alone(number):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(alone, range(THREADS)))


def test_many_writers_of_one_stream_get_every_event_in_by_trying_again(now):
    def work(number):
        for step in range(EACH):
            while True:
                try:
                    append(now, "shared", queries.version(StreamRef("thing", "shared")), f"{number}:{step}")
                    break
                except Conflict:
                    continue

    at_once(work)
    events = queries.events(StreamRef("thing", "shared"))
    assert [event.version for event in events] == list(range(1, THREADS * EACH + 1))
    assert queries.verify().ok


def test_one_command_sent_many_times_at_once_is_carried_out_once(now):
    def work(number):
        try:
            append(now, f"stream-{number}", 0, "the same click")
        except Repeated as repeated:
            return repeated.event.stream_id
        return f"stream-{number}"

    assert len(set(at_once(work))) == 1
    assert queries.verify().events == 1


def test_a_log_is_checked_while_others_write(now):
    def work(number):
        if number == 0:
            return all(queries.verify().ok for _ in range(5))
        for step in range(EACH):
            append(now, f"{number}:{step}", 0, f"{number}:{step}")
            append(now, f"{number}:{step}", 1, f"{number}:{step}:2")
        return True

    assert all(at_once(work))
    assert queries.verify().events == (THREADS - 1) * EACH * 2
