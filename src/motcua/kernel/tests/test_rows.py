"""Rows saved with statements put together once are the rows that save() would have written."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from motcua.kernel import rows, statements
from motcua.kernel.outbox.models import Message

pytestmark = pytest.mark.django_db
AT = datetime(2024, 3, 5, 2, 0, tzinfo=UTC)


def message(**changes) -> Message:
    values = {
        "id": 7, "topic": "x.y", "stream_kind": "x", "stream_id": "1", "version": 1, "event_position": 1,
        "payload": {"tên": "Lan", "rows": [1, None]}, "created_at": AT, "next_try_at": AT, "handled": [],
    }  # fmt: skip
    return Message(**(values | changes))


def columns(row: Message) -> dict:
    return {field.attname: getattr(row, field.attname) for field in Message._meta.concrete_fields}


def test_statements_carried_out_together_do_what_each_does_and_count_their_rows():
    rows.insert(message())
    changed, gone = message(topic="other"), message(id=9)
    together = [
        rows.inserting(message(id=8, version=2, payload={"khác": True})),
        rows.updating(changed, ["topic"]),
        rows.updating(gone, ["topic"]),
    ]
    assert statements.run(together) == [1, 1, 0]
    assert list(Message.objects.order_by("id").values_list("topic", "payload")) == [
        ("other", message().payload),
        ("x.y", {"khác": True}),
    ]
    assert statements.run([]) == []


def test_many_statements_are_all_carried_out():
    many = [rows.inserting(message(id=n, version=n)) for n in range(1, 13)]
    assert statements.run(many) == [1] * 12
    assert Message.objects.count() == 12


def test_a_row_that_must_be_there_is_missed():
    rows.insert(message())
    changes = [rows.updating(row, ["topic"], missing=LookupError("gone")) for row in (message(), message(id=9))]
    with pytest.raises(LookupError, match="gone"):
        statements.run(changes)


def test_an_inserted_row_reads_back_as_it_was():
    row = message()
    rows.insert(row)
    assert not row._state.adding
    assert columns(Message.objects.get(pk=7)) == columns(row)


def test_a_key_comes_once():
    rows.insert(message())
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.insert(message())


def test_an_update_writes_what_it_names_and_nothing_else():
    rows.insert(message())
    changed = message(topic="other", payload={"a": 1}, tries=3)
    assert rows.update(changed, ["payload", "tries"]) == 1
    stored = Message.objects.get(pk=7)
    assert (stored.payload, stored.tries, stored.topic) == ({"a": 1}, 3, "x.y")


def test_replacing_writes_everything():
    rows.insert(message())
    rows.replace(message(topic="other", delivered_at=AT))
    assert columns(Message.objects.get(pk=7)) == columns(message(topic="other", delivered_at=AT))


def test_a_row_that_is_not_there_is_not_made():
    assert rows.replace(message()) == 0
    assert not Message.objects.exists()


def test_a_field_that_does_not_exist_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="nonsense"):
        rows.update(message(), ["nonsense"])
