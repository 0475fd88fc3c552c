"""What somebody with every right in the database, but without the key, may try."""

import pytest
from django.db import connection

from motcua.kernel.audit import queries, reading, rules

pytestmark = pytest.mark.django_db

CHANGED = "is not what was recorded"


def test_an_untouched_log_is_whole(log):
    report = queries.verify()
    assert report.ok
    assert (report.events, report.streams, report.first_bad) == (8, 3, None)


def test_an_empty_log_is_whole():
    assert queries.verify().as_dict() == {
        "ok": True, "events": 0, "streams": 0, "sealed_days": 0, "root": None,
        "first_bad": None, "found": 0, "problems": [],
    }  # fmt: skip


def test_a_log_longer_than_one_piece_is_whole(append, monkeypatch):
    monkeypatch.setattr(reading, "PIECE", 3)
    for stream_id in "abcdefg":
        for version in range(1, 5):
            append(stream_id, version)
    report = queries.verify()
    assert (report.ok, report.events, report.streams) == (True, 28, 7)


@pytest.mark.parametrize(
    "change",
    [
        "payload = '{\"note\": \"khác\"}'", "type = 'thing.undone'", "actor_id = '18'", "actor_role = 'signatory'",
        "occurred_at = '2024-01-01 00:00:00'", "source = 'observed'", "command_id = 'other'",
        "hash = '00000000'", "actor_unit = ''",
    ],
)  # fmt: skip
def test_a_changed_event_is_named(log, attack, first_bad, change):
    attack(f"UPDATE audit_event SET {change} WHERE stream_id = 'b' AND version = 2")
    stream_id, version, what = first_bad()
    assert (stream_id, version) == ("b", 2)
    assert CHANGED in what


def test_a_back_dated_event_is_named(log, attack, first_bad):
    attack("UPDATE audit_event SET recorded_at = '2024-02-01 02:00:00' WHERE stream_id = 'a' AND version = 3")
    assert first_bad()[:2] == ("a", 3)


@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_a_deleted_event_is_named(log, attack, first_bad, version):
    attack(f"DELETE FROM audit_event WHERE stream_id = 'a' AND version = {version}")
    assert first_bad() == ("a", version, "is missing")


def test_the_end_of_a_stream_cut_off_is_named(log, attack, first_bad):
    attack("DELETE FROM audit_event WHERE stream_id = 'a' AND version >= 3")
    assert first_bad() == ("a", 3, "is missing, and so are those up to version 4")


def test_all_events_of_a_stream_deleted_but_not_its_head(log, attack, first_bad):
    attack("DELETE FROM audit_event WHERE stream_id = 'c'")
    stream_id, version, what = first_bad()
    assert (stream_id, version) == ("c", 1)
    assert "all 1 events" in what


def test_a_stream_removed_with_its_head_is_missed_by_the_count(log, attack):
    attack("DELETE FROM audit_event WHERE stream_id = 'b'", "DELETE FROM audit_stream WHERE stream_id = 'b'")
    report = queries.verify()
    shard = rules.shard_of("thing", "b")
    assert report.first_bad.position == log["b", 1].position or connection.vendor != "sqlite"
    assert f"shard {shard} of the count" in " ".join(problem.what for problem in report.problems)


@pytest.fixture
def an_older_log():
    """What an earlier test may leave behind: places are given away, the events are gone."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('audit_event', 1479)")


def test_the_log_of_these_tests_begins_at_the_first_place_whatever_ran_before(an_older_log, log):
    assert log["a", 1].position == 1 or connection.vendor != "sqlite"
    assert queries.verify().ok


def test_a_stream_removed_with_its_head_and_its_count_is_missed_by_the_accumulator(log, attack):
    shard = rules.shard_of("thing", "b")
    attack(
        "DELETE FROM audit_event WHERE stream_id = 'b'",
        "DELETE FROM audit_stream WHERE stream_id = 'b'",
        f"UPDATE audit_counter SET count = count - 3 WHERE shard = {shard}",
    )
    report = queries.verify()
    assert not report.ok
    assert "removed, replaced or moved" in " ".join(problem.what for problem in report.problems)


def test_the_counters_taken_away_are_missed(log, attack):
    attack("DELETE FROM audit_counter")
    assert not queries.verify().ok


@pytest.mark.parametrize("column", ["version", "position"])
def test_two_events_of_a_stream_that_changed_places_are_named(log, attack, first_bad, column):
    two, three = (getattr(log["a", version], column) for version in (2, 3))
    attack(
        f"UPDATE audit_event SET {column} = 9999 WHERE stream_id = 'a' AND {column} = {two}",
        f"UPDATE audit_event SET {column} = {two} WHERE stream_id = 'a' AND {column} = {three}",
        f"UPDATE audit_event SET {column} = {three} WHERE stream_id = 'a' AND {column} = 9999",
    )
    stream_id, version, _ = first_bad()
    assert stream_id == "a"
    assert version in {2, 3}


def test_two_events_of_two_streams_that_changed_places_are_missed_by_the_accumulator(log, attack):
    one, other = log["a", 4].position, log["b", 3].position
    attack(
        f"UPDATE audit_event SET position = 9999 WHERE position = {one}",
        f"UPDATE audit_event SET position = {one} WHERE position = {other}",
        f"UPDATE audit_event SET position = {other} WHERE position = 9999",
    )
    assert not queries.verify().ok


def test_two_events_swapped_between_streams_are_named(log, attack, first_bad):
    attack(
        "UPDATE audit_event SET stream_id = 'x' WHERE stream_id = 'a' AND version = 2",
        "UPDATE audit_event SET stream_id = 'a' WHERE stream_id = 'b' AND version = 2",
        "UPDATE audit_event SET stream_id = 'b' WHERE stream_id = 'x' AND version = 2",
    )
    stream_id, version, _ = first_bad()
    assert (stream_id, version) == ("b", 2)  # what was a/2 stands first in the log, now under b


def test_a_head_put_back_after_cutting_the_end_is_found_forged(log, attack, first_bad):
    three = log["a", 3].hash
    attack(
        "DELETE FROM audit_event WHERE stream_id = 'a' AND version = 4",
        f"UPDATE audit_stream SET version = 3, head_hash = '{three}' WHERE stream_id = 'a'",
    )
    stream_id, version, what = first_bad()
    assert (stream_id, version) == ("a", 3)
    assert "forged" in what


def test_an_old_head_put_back_is_missed_by_the_count(append, log, attack):
    from motcua.kernel.audit.models import Stream

    old = Stream.objects.get(kind="thing", stream_id="a")
    append("a", 5)
    attack(
        "DELETE FROM audit_event WHERE stream_id = 'a' AND version = 5",
        f"UPDATE audit_stream SET version = 4, head_hash = '{old.head_hash}', head_mac = '{old.head_mac}'"
        " WHERE stream_id = 'a'",
    )
    report = queries.verify()
    assert "of the count" in report.problems[-1].what


def test_a_missing_head_is_named(log, attack, first_bad):
    attack("DELETE FROM audit_stream WHERE stream_id = 'b'")
    assert first_bad() == ("b", 3, "the head of the stream is missing")


COLUMNS = (
    "type, payload, actor_kind, actor_id, actor_role, actor_unit, occurred_at, recorded_at, source, prev_hash, hash"
)


def test_an_inserted_event_is_named(log, attack, first_bad):
    attack(
        f"INSERT INTO audit_event (stream_kind, stream_id, version, command_id, {COLUMNS})"
        f" SELECT stream_kind, stream_id, 4, 'new', {COLUMNS} FROM audit_event WHERE stream_id = 'b' AND version = 3"
    )
    assert first_bad()[:2] == ("b", 4)


def test_an_invented_stream_is_named(log, attack, first_bad):
    attack(
        f"INSERT INTO audit_event (stream_kind, stream_id, version, command_id, {COLUMNS})"
        f" SELECT stream_kind, 'z', 1, 'new', {COLUMNS} FROM audit_event WHERE stream_id = 'b' AND version = 1"
    )
    assert first_bad()[:2] == ("z", 1)


def test_the_first_of_several_is_named_and_the_others_are_told(log, attack):
    attack(
        "UPDATE audit_event SET type = 'x' WHERE stream_id = 'a' AND version = 3",
        "UPDATE audit_event SET type = 'x' WHERE stream_id = 'c'",
        "DELETE FROM audit_event WHERE stream_id = 'b' AND version = 3",
    )
    report = queries.verify()
    assert (report.first_bad.id, report.first_bad.position) == ("c", log["c", 1].position)
    assert [(problem.id, problem.version) for problem in report.problems[:3]] == [("c", 1), ("b", 3), ("a", 3)]


def test_a_log_damaged_everywhere_is_reported_in_bounded_space(append, attack, monkeypatch):
    from motcua.kernel.audit import report as reports

    monkeypatch.setattr(reports, "SHOWN", 3)
    for number in range(40):
        append(f"s{number:02}", 1)
    attack("UPDATE audit_event SET type = 'x'")
    report = queries.verify()
    assert (report.found, len(report.problems), report.first_bad.id) == (40, 3, "s00")


@pytest.mark.parametrize(
    ("on_sqlite", "on_postgresql"),
    [
        ("occurred_at = '2024-99-99 00:00:00'", "occurred_at = 'infinity'"),
        ("recorded_at = 'hôm qua'", "recorded_at = '0044-03-15 12:00:00 BC'"),
        ("version = 'hai'", "version = 2000000000"),
        ("payload = '{\"n\": 1e999}'", "payload = '{\"n\": 1e999}'"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_the_check_goes_on(log, attack, first_bad, on_sqlite, on_postgresql):
    broken = on_sqlite if connection.vendor == "sqlite" else on_postgresql
    attack(f"UPDATE audit_event SET {broken} WHERE stream_id = 'b' AND version = 1")
    assert first_bad()[0] == "b"


def test_another_key_recognises_nothing(log, settings, first_bad):
    settings.MOTCUA_CHAIN_KEY = "d" * 64
    assert first_bad()[:2] == ("a", 1)
