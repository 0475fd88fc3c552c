"""Random logs: what was appended is whole; whatever is then done to any event is found and named."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import Conflict, Repeated, queries, services, triggers
from motcua.kernel.audit.models import Event
from motcua.kernel.audit.services import StreamRef

NOW = datetime(2024, 3, 5, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
attempts = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 4), st.integers(0, 12), st.integers(-9, 2**70)),
    min_size=1,
    max_size=14,
)
damages = st.sampled_from(
    [
        "UPDATE audit_event SET type = 'x' WHERE position = {0}",
        "UPDATE audit_event SET payload = '{{}}' WHERE position = {0}",
        "UPDATE audit_event SET recorded_at = '2024-03-04 00:00:00' WHERE position = {0}",
        "UPDATE audit_event SET hash = prev_hash WHERE position = {0}",
        "UPDATE audit_event SET version = version + 100 WHERE position = {0}",
        "DELETE FROM audit_event WHERE position = {0}",
    ]
)


def attempt(stream_id, version, command, number):
    """Try to append as version `version` + 1 under command `command`; what came of it."""
    try:
        with transaction.atomic():
            services.append(
                stream=StreamRef("thing", stream_id),
                expected_version=version,
                type="thing.done",
                payload={"n": number},
                actor=SYSTEM,
                occurred_at=NOW,
                recorded_at=NOW + timedelta(seconds=command),
                command_id=str(command),
            )
    except Repeated:
        return "repeated"
    except Conflict:
        return "conflict"
    return "appended"


class RandomLogs(TestCase):
    @given(attempts)
    def test_every_attempt_ends_as_the_model_says_and_the_log_stays_whole(self, steps):
        versions, commands = dict.fromkeys("abc", 0), set()
        for stream_id, version, command, number in steps:
            expected = (
                "repeated" if command in commands else "conflict" if version != versions[stream_id] else "appended"
            )
            assert attempt(stream_id, version, command, number) == expected
            if expected == "appended":
                versions[stream_id] += 1
                commands.add(command)
        report = queries.verify()
        assert report.ok
        assert report.events == len(commands)

    @given(attempts, damages, st.randoms(use_true_random=False))
    def test_one_damaged_event_is_found_and_named(self, steps, damage, random):
        attempt("a", 0, 99, 0)
        for step in steps:
            attempt(*step)
        victim = random.choice(list(Event.objects.order_by("position")))
        with triggers.lifted(), connection.cursor() as cursor:
            cursor.execute(damage.format(victim.position))
        report = queries.verify()
        assert not report.ok
        named = [(problem.id, problem.version) for problem in report.problems]
        assert (victim.stream_id, victim.version) in named
        assert report.first_bad.id == victim.stream_id
