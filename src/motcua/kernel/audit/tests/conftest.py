"""A small log, and an attacker who owns the database but not the key."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from motcua.kernel.actors import Actor
from motcua.kernel.audit import queries, services, triggers
from motcua.kernel.audit.services import StreamRef


@pytest.fixture
def clerk():
    return Actor("official", "17", "clerk", "sgddt-vp")


@pytest.fixture
def append(db, now, clerk):
    """`append("a", 1)` appends version 1 of stream thing/a; other arguments override the usual ones."""

    def append(stream_id, version, **changes):
        arguments = {
            "stream": StreamRef("thing", stream_id),
            "expected_version": version - 1,
            "type": "thing.done",
            "payload": {"note": f"việc {version}", "ids": [1, None, True]},
            "actor": clerk,
            "occurred_at": now,
            "recorded_at": now + timedelta(seconds=version),
            "command_id": f"{stream_id}:{version}",
        }
        with transaction.atomic():
            return services.append(**(arguments | changes))

    return append


@pytest.fixture
def first_place(db):
    """Places are counted from 1, as in a new database, whatever earlier tests committed and took away.

    PostgreSQL takes places from a sequence that leaves gaps by its nature, so nothing is asked of it there.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = 'audit_event'")


@pytest.fixture
def log(append, first_place):
    """Streams a (4 events), b (3) and c (1), woven into each other. Returns the events by (stream, version)."""
    order = [("a", 1), ("b", 1), ("a", 2), ("c", 1), ("b", 2), ("a", 3), ("b", 3), ("a", 4)]
    return {(stream_id, version): append(stream_id, version) for stream_id, version in order}


@pytest.fixture
def attack():
    """Run statements as somebody who may do anything in the database."""

    def attack(*statements):
        with triggers.lifted(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    return attack


@pytest.fixture
def first_bad():
    """What a check of the whole log names first: (stream id, version, what)."""

    def first_bad():
        report = queries.verify()
        assert not report.ok
        found = report.first_bad
        return found.id, found.version, found.what

    return first_bad
