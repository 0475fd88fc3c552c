from datetime import timedelta

import pytest
from django.db import transaction

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import services as audit
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.outbox import queries, services
from motcua.kernel.outbox.models import Message
from motcua.kernel.outbox.rules import LADDER, next_try
from motcua.kernel.plugins import subscribers

pytestmark = pytest.mark.django_db


class Partner:
    """A subscriber that keeps what it gets and fails while `broken`."""

    def __init__(self):
        self.got, self.broken = [], False

    def __call__(self, delivery):
        if self.broken:
            raise ConnectionError("partner is away")
        self.got.append((delivery.stream_id, delivery.version))


@pytest.fixture
def partner():
    partner = Partner()
    subscribers.deliver("thing.", partner, name="partner")
    yield partner
    subscribers.remove("partner")


@pytest.fixture
def happen(now):
    def happen(stream_id, version, type="thing.done"):
        with transaction.atomic():
            return audit.append(
                stream=StreamRef("thing", stream_id),
                expected_version=version - 1,
                type=type,
                payload={"state": version},
                actor=SYSTEM,
                occurred_at=now,
                recorded_at=now,
                command_id=f"{stream_id}:{version}",
            )

    return happen


def test_a_message_reaches_its_subscriber_once(happen, partner, now):
    happen("a", 1)
    assert services.relay(now=now).delivered == 1
    assert services.relay(now=now) == services.Relayed()
    assert partner.got == [("a", 1)]


def test_the_message_is_frozen_as_the_event_was(happen, now):
    event = happen("a", 1)
    message = Message.objects.get()
    assert (message.topic, message.payload, message.event_position) == ("thing.done", {"state": 1}, event.position)
    assert message.key == "thing/a/1"


def test_a_message_nobody_asked_for_counts_as_delivered(happen, partner, now):
    happen("a", 1, type="other.done")
    assert services.relay(now=now).unheard == 1
    assert queries.backlog() == 0


def test_messages_of_one_stream_arrive_in_order(happen, partner, now):
    for stream_id, version in [("a", 1), ("b", 1), ("a", 2), ("a", 3), ("b", 2)]:
        happen(stream_id, version)
    services.relay(now=now)
    assert [version for stream_id, version in partner.got if stream_id == "a"] == [1, 2, 3]


def test_a_failure_holds_back_its_own_stream_only_and_loses_nothing(happen, partner, now):
    happen("a", 1)
    partner.broken = True
    services.relay(now=now)
    partner.broken = False
    happen("a", 2)
    happen("b", 1)
    services.relay(now=now)
    assert partner.got == [("b", 1)]
    services.relay(now=now + LADDER[0])
    assert partner.got == [("b", 1), ("a", 1), ("a", 2)]


def test_a_message_is_tried_on_the_ladder_and_then_becomes_a_dead_letter(happen, partner, now):
    happen("a", 1)
    partner.broken = True
    at = now
    for step in LADDER:
        assert services.relay(now=at).failed == 1
        assert services.relay(now=at + step - timedelta(seconds=1)).failed == 0
        at += step
    assert services.relay(now=at).dead == 1
    dead = queries.dead_letters().get()
    assert "partner is away" in dead.last_error
    assert services.relay(now=at + timedelta(days=30)) == services.Relayed()


def test_a_dead_letter_can_be_sent_again(happen, partner, now):
    happen("a", 1)
    happen("a", 2)
    Message.objects.filter(version=1).update(dead_at=now)
    assert services.relay(now=now).delivered == 0
    dead = queries.dead_letters().get()
    assert services.replay(message_id=dead.pk, now=now)
    assert services.relay(now=now).delivered == 2
    assert not services.replay(message_id=dead.pk, now=now)


def test_a_dead_letter_set_aside_lets_its_stream_go_on(happen, partner, now):
    happen("a", 1)
    happen("a", 2)
    Message.objects.filter(version=1).update(dead_at=now)
    assert services.set_aside(message_id=queries.dead_letters().get().pk, by=SYSTEM, now=now)
    services.relay(now=now)
    assert partner.got == [("a", 2)]


def test_a_subscriber_that_had_the_message_does_not_get_it_again_because_another_failed(happen, partner, now):
    other = Partner()
    subscribers.deliver("thing.", other, name="other")
    other.broken = True
    happen("a", 1)
    services.relay(now=now)
    other.broken = False
    services.relay(now=now + LADDER[0])
    subscribers.remove("other")
    assert (partner.got, other.got) == ([("a", 1)], [("a", 1)])


def test_a_worker_that_dies_in_the_handler_leaves_the_message_for_later(happen, partner, now):
    def die(delivery):
        raise SystemExit

    subscribers.deliver("thing.", die, name="dying")
    happen("a", 1)
    with pytest.raises(SystemExit):
        services.relay(now=now)
    subscribers.remove("dying")
    assert services.relay(now=now + LADDER[0]).delivered == 1


def test_two_relays_at_once_do_not_deliver_twice(happen, partner, now):
    happen("a", 1)

    def meanwhile(delivery):
        services.relay(now=now)

    subscribers.deliver("thing.", meanwhile, name="meanwhile")
    services.relay(now=now)
    subscribers.remove("meanwhile")
    assert partner.got == [("a", 1)]


def test_old_delivered_messages_are_forgotten_and_waiting_ones_kept(happen, partner, now):
    happen("a", 1)
    services.relay(now=now)
    happen("b", 1)
    assert services.prune(now=now + timedelta(days=91)) == 1
    assert Message.objects.get().stream_id == "b"


def test_the_sixth_failure_is_the_last(now):
    assert next_try(5, now) == now + timedelta(hours=6)
    assert next_try(6, now) is None
