from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import BadEvent, Conflict, Repeated, queries, services
from motcua.kernel.audit.models import AppendOnly, Counter, Event, Stream
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.outbox.models import Message
from motcua.kernel.plugins import projectors

pytestmark = pytest.mark.django_db
THING_A = StreamRef("thing", "a")


def test_an_appended_event_is_read_back_as_it_was_returned(append):
    event = append("a", 1)
    found = queries.events(THING_A)
    assert [vars(one) | {"_state": 0} for one in found] == [vars(event) | {"_state": 0}]


def test_events_of_a_stream_are_numbered_from_one(log):
    assert [event.version for event in queries.events(THING_A)] == [1, 2, 3, 4]
    assert queries.version(THING_A) == 4
    assert queries.version(StreamRef("thing", "nothing")) == 0


def test_an_event_costs_few_queries(append):
    append("warm", 1)
    with CaptureQueriesContext(connection) as create:
        append("a", 1)
    with CaptureQueriesContext(connection) as follow:
        append("a", 2)
    savepoints = 2  # of the caller's transaction.atomic inside the test's own
    expected = (2, 3) if connection.vendor == "postgresql" else (4, 5)
    assert (len(create) - savepoints, len(follow) - savepoints) == expected


def test_who_read_an_older_version_gets_a_conflict_and_nothing_is_written(append, log):
    for version in (1, 3, 6):
        with pytest.raises(Conflict, match="thing/a"):
            append("a", version, command_id=f"late:{version}")
    assert Event.objects.count() == len(log) == Message.objects.count()
    assert queries.verify().ok


def test_a_repeated_command_changes_nothing_and_says_what_it_led_to(append, log):
    with pytest.raises(Repeated) as caught:
        append("a", 5, command_id="b:2")
    assert caught.value.event == log["b", 2]
    assert services.outcome_of("b:2") == log["b", 2]
    assert Event.objects.count() == len(log)


def test_a_double_click_on_submit_makes_one_stream(append):
    first = append("a", 1, command_id="submit")
    with pytest.raises(Repeated) as caught:
        append("other", 1, command_id="submit")
    assert caught.value.event == first
    assert not Stream.objects.filter(stream_id="other").exists()
    assert queries.verify().ok


def test_the_transaction_goes_on_after_a_lost_race(append):
    append("a", 1)
    with transaction.atomic():
        with pytest.raises(Conflict):
            append("a", 1, command_id="slow")
        append("a", 2)
    assert queries.version(THING_A) == 2


def test_a_head_without_its_events_stops_the_stream_and_leaves_nothing(append, attack):
    append("a", 1)
    attack("DELETE FROM audit_event")
    with pytest.raises(Conflict):
        append("a", 1, command_id="again")
    assert Event.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_appended(now):
    with pytest.raises(RuntimeError, match="atomic"):
        services.append(
            stream=THING_A, expected_version=0, type="x", payload={}, actor=SYSTEM,
            occurred_at=now, recorded_at=now, command_id="1",
        )  # fmt: skip
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "payload",
    [
        {"share": 0.5}, {"share": float("nan")}, {"deep": [{"x": (1, 2)}]}, {"when": timedelta(1)}, {1: "key"},
        {"nul": "a\x00b"}, {"half": "\ud800"}, ["list"], None,
    ],
)  # fmt: skip
def test_a_payload_that_would_not_come_back_the_same_is_refused(append, payload):
    with pytest.raises(BadEvent, match="payload"):
        append("a", 1, payload=payload)
    assert Event.objects.count() == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"type": ""}, {"type": "x" * 81}, {"command_id": ""}, {"command_id": "x\x00"}, {"source": "guessed"},
        {"stream": StreamRef("", "a")}, {"stream": StreamRef("thing", 7)}, {"expected_version": -1},
    ],
)  # fmt: skip
def test_an_event_without_shape_is_refused(append, changes):
    with pytest.raises(BadEvent):
        append("a", 1, **changes)


def test_instants_need_a_time_zone(append, now):
    with pytest.raises(BadEvent, match="recorded_at"):
        append("a", 1, recorded_at=now.replace(tzinfo=None))


def test_a_decision_cannot_lie_in_the_future_but_what_another_system_says_is_taken(append, now):
    with pytest.raises(BadEvent, match="occurred_at"):
        append("a", 1, occurred_at=now + timedelta(minutes=6))
    assert append("a", 1, occurred_at=now + timedelta(days=400), source="observed").source == "observed"


def test_observe_marks_the_event_and_checks_no_lawfulness(db, now, clerk):
    with transaction.atomic():
        event = services.observe(
            stream=THING_A, expected_version=0, type="thing.returned", payload={}, actor=clerk,
            occurred_at=now - timedelta(days=900), recorded_at=now, command_id="import:1", publish=False,
        )  # fmt: skip
    assert (event.source, event.version) == ("observed", 1)
    assert not Message.objects.exists()


def test_projectors_see_the_event_in_its_transaction_and_can_undo_it(append):
    seen = []

    def refuse(event):
        seen.append(event.version)
        raise LookupError

    projectors.register("thing", refuse)
    try:
        with pytest.raises(LookupError):
            append("a", 1)
    finally:
        projectors.remove("thing", refuse)
    assert seen == [1]
    assert not Event.objects.exists()
    assert queries.verify().ok


def test_rebuild_replays_a_kind_in_order(log, append):
    append("x", 1, stream=StreamRef("other", "x"))
    seen = []
    assert services.rebuild("thing", [lambda event: seen.append((event.stream_id, event.version))]) == len(log)
    assert seen == list(log)


def test_all_events_are_read_in_pieces(log, monkeypatch):
    monkeypatch.setattr(queries, "CHUNK", 3)
    assert [event.position for event in queries.all_events()] == [event.position for event in log.values()]
    middle = log["c", 1].position
    assert next(queries.all_events(after_position=middle)) == log["b", 2]


def test_the_database_refuses_to_change_delete_or_truncate_events(append):
    append("a", 1)
    statements = ["UPDATE audit_event SET type = 'x'", "DELETE FROM audit_event"]
    if connection.vendor == "postgresql":  # SQLite has no TRUNCATE
        statements.append("TRUNCATE audit_event CASCADE")
    for statement in statements:
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert queries.verify().ok


def test_the_program_cannot_change_events_either(append):
    event = append("a", 1)
    for change in (
        event.save,
        event.delete,
        Event.objects.all().delete,
        lambda: Event.objects.update(type="x"),
        lambda: Event.objects.create(type="x"),
    ):
        with pytest.raises(AppendOnly):
            change()


def test_the_count_is_spread_over_shards(append):
    for number in range(40):
        append(f"s{number}", 1)
    rows = Counter.objects.order_by("shard")
    assert sum(row.count for row in rows) == 40
    assert sum(row.count > 0 for row in rows) > 10
