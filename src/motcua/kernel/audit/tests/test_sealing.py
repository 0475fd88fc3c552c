from datetime import timedelta

import pytest

from motcua.kernel.audit import NotSealable, queries, services
from motcua.kernel.audit.models import DailyRoot
from motcua.kernel.audit.roots import SEALS
from motcua.kernel.outbox.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def seal(now):
    """`seal(0)` seals the day of the log, ten minutes after it ended; `seal(1)` the day after it, and so on."""

    def seal(days):
        day = now.date() + timedelta(days=days)
        return services.seal_day(day=day, now=now.replace(hour=0, minute=10) + timedelta(days=days + 1))

    return seal


def test_a_day_that_is_not_over_cannot_be_sealed(log, now):
    with pytest.raises(NotSealable, match="not over"):
        services.seal_day(day=now.date(), now=now.replace(hour=23, minute=59))


def test_a_sealed_day_covers_its_events_and_is_sealed_once(log, seal):
    root = seal(0)
    assert root.count == len(log)
    assert seal(0) == root
    assert DailyRoot.objects.count() == 1
    assert queries.verify().root == root.root == queries.last_root().root


def test_days_are_chained_and_each_covers_what_came_since(log, append, seal, now):
    first = seal(0)
    append("d", 1, recorded_at=now + timedelta(days=1))
    second = seal(1)
    assert second.prev_root == first.root
    assert second.count == 2  # the event and the first seal, which is an event itself
    assert queries.verify().ok


def test_an_event_entered_late_for_a_sealed_day_is_covered_by_the_next_seal(log, append, seal):
    seal(0)
    append("late", 1)
    assert queries.verify().ok
    assert seal(1).count == 2
    assert queries.verify().ok


def test_an_event_of_today_waits_for_todays_seal(log, append, seal, now):
    append("d", 1, recorded_at=now + timedelta(days=1))
    assert seal(0).count == len(log)


def test_a_day_without_events_has_a_root_and_days_may_be_left_out(append, seal):
    assert seal(0).count == 0
    append("a", 1)
    assert seal(9).count == 2
    with pytest.raises(NotSealable, match="is covered by"):
        seal(3)
    assert queries.verify().ok


def test_a_seal_is_told_to_subscribers_so_that_it_can_be_published(log, seal, now):
    root = seal(0)
    message = Message.objects.get(topic="audit.sealed")
    assert message.payload == {"day": "2024-03-05", "root": root.root, "count": 8}
    assert services.mark_published(day=root.day, now=now)
    assert not services.mark_published(day=root.day, now=now)


def test_an_event_deleted_after_sealing_breaks_its_days_root_too(log, seal, attack):
    seal(0)
    attack("DELETE FROM audit_event WHERE stream_id = 'a' AND version = 2")
    report = queries.verify()
    assert (report.first_bad.id, report.first_bad.version) == ("a", 2)
    assert any("do not give its root" in problem.what for problem in report.problems)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_dailyroot SET root = prev_root WHERE day = '2024-03-05'",
        "UPDATE audit_dailyroot SET mac = root WHERE day = '2024-03-05'",
        "UPDATE audit_dailyroot SET count = 7 WHERE day = '2024-03-05'",
        "UPDATE audit_dailyroot SET day = '2024-03-04' WHERE day = '2024-03-05'",
        "DELETE FROM audit_dailyroot WHERE day = '2024-03-05'",
        "DELETE FROM audit_dailyroot WHERE day = '2024-03-06'",
        "DELETE FROM audit_dailyroot",
    ],
)
def test_a_seal_changed_or_taken_away_is_found(log, seal, attack, statement):
    seal(0)
    seal(1)
    attack(statement)
    report = queries.verify()
    assert not report.ok
    assert "seal" in report.first_bad.what or "root" in report.first_bad.what


def test_a_published_root_convicts_even_the_holder_of_the_key(append, seal, now, attack):
    append("a", 1)
    published = seal(0).root
    tables = ("audit_event", "audit_stream", "audit_counter", "audit_dailyroot", "outbox_message")
    attack(*(f"DELETE FROM {table}" for table in tables))
    append("a", 1, payload={"note": "rewritten"})
    forged = seal(0)
    assert queries.verify().ok
    assert queries.verify(expected={now.date(): forged.root}).ok
    assert "published" in queries.verify(expected={now.date(): published}).first_bad.what


def test_a_missing_published_day_is_found(log, now):
    assert not queries.verify(expected={now.date(): "0" * 64}).ok


def test_the_log_remembers_its_seals(log, seal):
    seal(0)
    assert [event.type for event in queries.events(SEALS)] == ["audit.sealed"]
