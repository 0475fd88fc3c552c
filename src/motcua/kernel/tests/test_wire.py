"""Many statements in one trip come to the same as one by one, on the connection and in the transaction of Django."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from motcua.kernel import rows, wire
from motcua.kernel.outbox.models import Message
from motcua.kernel.statements import Statement, run

pytestmark = pytest.mark.django_db
AT = datetime(2024, 3, 5, 2, 0, 30, 250, tzinfo=UTC)
POSTGRESQL = connection.vendor == "postgresql"
COUNT = ("SELECT count(*) FROM outbox_message", ())


def message(number: int) -> wire.Asked:
    row = Message(
        id=number, topic="x.y", stream_kind="x", stream_id="1", version=number, event_position=1,
        payload={"tên": "Lan"}, created_at=AT, next_try_at=AT, handled=[],
    )  # fmt: skip
    made = rows.inserting(row)
    return made.sql, made.values


def test_each_statement_sees_what_those_before_it_did_and_has_its_own_answer():
    answers = wire.trip([message(1), message(2), COUNT, ("DELETE FROM outbox_message WHERE id < %s", (9,)), COUNT])
    assert [answer.touched for answer in answers[:2]] == [1, 1]
    assert answers[2].rows == [(2,)]
    assert answers[3] == ([], 2)
    assert answers[4].rows == [(0,)]


def test_a_percent_sign_and_the_same_text_twice_are_read_as_django_reads_them():
    assert [answer.rows for answer in wire.trip([("SELECT 7 %% 4, '%%s'", ())] * 2)] == [[(3, "%s")]] * 2


def test_values_come_back_as_models_have_them():
    wire.trip([message(1)])
    found = wire.trip([("SELECT created_at, delivered_at, topic FROM outbox_message WHERE id = %s", (1,))])[0].rows
    if POSTGRESQL:
        assert found == [(AT, None, "x.y")]
        key = UUID(int=5)
        assert wire.trip([("SELECT %s::uuid, %s::bigint", (key, 2**40))])[0].rows == [(key, 2**40)]
    assert Message.objects.get(pk=1).created_at == AT


def test_an_error_is_djangos_and_leaves_nothing_of_the_trip():
    with pytest.raises(IntegrityError), transaction.atomic():
        wire.trip([message(1), message(2), message(1), message(3)])
    assert wire.trip([COUNT])[0].rows == [(0,)]


def test_a_broken_transaction_takes_nothing_more():
    with transaction.atomic():
        with pytest.raises(IntegrityError):
            wire.trip([message(1), message(1)])
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            wire.trip([COUNT])


def test_what_was_ready_before_a_rollback_is_made_ready_again():
    for number in range(1, 12):  # the driver throws ready statements away at every rollback
        with transaction.atomic():
            Message.objects.filter(topic="none").exists()
            wire.trip([message(number), COUNT])
            transaction.set_rollback(True)
    assert wire.trip([COUNT])[0].rows == [(0,)]


@pytest.mark.skipif(not POSTGRESQL, reason="SQLite stays in the process")
def test_postgresql_is_asked_once_for_many(django_assert_num_queries):
    with django_assert_num_queries(1):
        wire.trip([COUNT] * 5)


@pytest.mark.skipif(not POSTGRESQL, reason="SQLite finds no division by zero")
def test_after_an_error_the_connection_goes_on():
    with pytest.raises(DataError), transaction.atomic():
        wire.trip([COUNT, ("SELECT 1 / %s", (0,)), COUNT])
    assert wire.trip([COUNT])[0].rows == [(0,)]


@pytest.mark.skipif(not POSTGRESQL, reason="SQLite has no server")
@pytest.mark.django_db(transaction=True)
def test_a_server_that_went_away_is_noticed_before_the_first_question_of_a_request():
    connection.ensure_connection()
    gone = connection.connection
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [gone.info.backend_pid])
        cursor.execute("SELECT pg_sleep(0.2)")
    other.close()
    connection.health_check_enabled, connection.health_check_done = True, False
    assert wire.trip([COUNT])[0].rows == [(0,)]
    assert connection.connection is not gone


@pytest.mark.skipif(not POSTGRESQL, reason="SQLite commits when Django says so")
@pytest.mark.django_db(transaction=True)
def test_the_last_trip_of_a_transaction_commits_in_it():
    with transaction.atomic():
        wire.trip([message(1)], last=True)
        assert seen_by_others() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        wire.trip([message(2), message(1)], last=True)
    assert seen_by_others() == 1


@pytest.mark.skipif(not POSTGRESQL, reason="SQLite commits when Django says so")
@pytest.mark.django_db(transaction=True)
def test_inside_a_wider_transaction_or_one_given_up_nothing_is_committed_early():
    with transaction.atomic():
        with transaction.atomic():
            wire.trip([message(1)], last=True)
        assert seen_by_others() == 0
        transaction.set_rollback(True)
    assert wire.trip([COUNT])[0].rows == [(0,)]


@pytest.mark.django_db(transaction=True)
def test_a_last_statement_that_must_touch_a_row_and_does_not_leaves_nothing_of_its_trip():
    gone = LookupError("gone")
    nobody = Statement("UPDATE outbox_message SET topic = %s WHERE id = %s", ("z", 9), missing=gone)
    with pytest.raises(LookupError, match="gone"), transaction.atomic():
        run([Statement(*message(1)), nobody], last=True)
    assert wire.trip([COUNT])[0].rows == [(0,)]
    with transaction.atomic():
        somebody = Statement(nobody.sql, ("z", 1), missing=gone)
        assert run([Statement(*message(1)), somebody], last=True) == [1, 1]
    assert wire.trip([COUNT])[0].rows == [(1,)]


def seen_by_others():
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute(*COUNT)
            return cursor.fetchone()[0]
    finally:
        other.close()
