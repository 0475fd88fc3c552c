"""Writing messages in the event's transaction; delivering them afterwards; settling dead letters."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from motcua.kernel.actors import Actor
from motcua.kernel.audit.models import Event
from motcua.kernel.outbox import queries, rules
from motcua.kernel.outbox.models import Message
from motcua.kernel.plugins import Subscription, subscribers
from motcua.kernel.statements import Statement

logger = logging.getLogger(__name__)
_INSERT = (  # written out because it runs for every event
    "INSERT INTO outbox_message (topic, stream_kind, stream_id, version, event_position, payload, created_at,"
    " next_try_at, tries, handled, last_error) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 0, '[]', '')"
)
BATCH = 500
KEPT = timedelta(days=90)


@dataclass(slots=True)
class Relayed:
    """What one relay did: messages told to all their subscribers, without subscriber, to be tried again, given up."""

    delivered: int = 0
    unheard: int = 0
    failed: int = 0
    dead: int = 0


def writing(event: Event, payload: str) -> Statement:
    """What puts `event`, with its payload as JSON, into the outbox, in the transaction that appended it."""
    at = connection.ops.adapt_datetimefield_value(event.recorded_at)
    stream = (event.stream_kind, event.stream_id, event.version)
    return Statement(_INSERT, (event.type, *stream, event.position, payload, at, at))


def relay(*, now: datetime) -> Relayed:
    """Deliver everything that is due at `now`, in order per stream. Call it outside any transaction.

    A message without subscriber counts as delivered. A subscriber that raises gets it again later, on the ladder
    of `rules.LADDER`; those who have had it do not. Nothing is lost when the process dies in the middle: the
    message was put back for a later try before the subscriber was called.
    """
    done = Relayed()
    stuck: set[tuple[str, str]] = set()
    last = 0
    while batch := list(queries.due(now, last)[:BATCH]):
        last = batch[-1].id
        unheard = [message.id for message in batch if not subscribers.of(message.topic)]
        if unheard:
            done.unheard += Message.objects.filter(id__in=unheard, delivered_at=None).update(delivered_at=now)
        for message in batch:
            heard_by = subscribers.of(message.topic)
            stream = (message.stream_kind, message.stream_id)
            if heard_by and stream not in stuck and not _deliver(message, heard_by, now, done):
                stuck.add(stream)
    return done


def replay(*, message_id: int, now: datetime) -> bool:
    """Give a dead letter the whole ladder again, from `now`; False when it is not dead."""
    dead = queries.dead_letters().filter(pk=message_id)
    return dead.update(dead_at=None, tries=0, next_try_at=now) == 1


def set_aside(*, message_id: int, by: Actor, now: datetime) -> bool:
    """Close a dead letter undelivered, so that its stream goes on; False when it is not dead."""
    dead = queries.dead_letters().filter(pk=message_id)
    return dead.update(dead_at=None, delivered_at=now, last_error=f"set aside by {by.kind} {by.id}") == 1


def prune(*, now: datetime) -> int:
    """Forget messages that went out more than 90 days ago; the events stay. Returns how many."""
    return Message.objects.filter(delivered_at__lt=now - KEPT).delete()[0]


def _deliver(message: Message, heard_by: tuple[Subscription, ...], now: datetime, done: Relayed) -> bool:
    """Try all who have not had it; True when it is settled."""
    tries = message.tries + 1
    again = rules.next_try(tries, now)
    mine = Message.objects.filter(pk=message.pk, tries=message.tries, delivered_at=None, dead_at=None)
    if not mine.update(tries=tries, next_try_at=again or now + rules.LADDER[-1]):
        return False  # another worker has taken it
    errors = [error for entry in heard_by if (error := _tell(entry, message, tries, now))]
    row = Message.objects.filter(pk=message.pk)
    if not errors:
        done.delivered += row.update(delivered_at=now, handled=message.handled, last_error="")
        return True
    done.failed += again is not None
    done.dead += again is None
    row.update(handled=message.handled, last_error="\n".join(errors), dead_at=None if again else now)
    return False


def _tell(entry: Subscription, message: Message, attempt: int, now: datetime) -> str:
    """Call one subscriber; what went wrong, or nothing."""
    if entry.name in message.handled:
        return ""
    try:
        entry.handler(_delivery(message, attempt, now))
    except Exception as error:
        logger.exception("outbox: %s failed on %s %s", entry.name, message.topic, message.key)
        return f"{entry.name}: {type(error).__name__}: {error}"[:500]
    message.handled = [*message.handled, entry.name]
    return ""


def _delivery(message: Message, attempt: int, now: datetime) -> rules.Delivery:
    return rules.Delivery(
        key=message.key,
        topic=message.topic,
        stream_kind=message.stream_kind,
        stream_id=message.stream_id,
        version=message.version,
        event_position=message.event_position,
        payload=message.payload,
        created_at=message.created_at,
        attempt=attempt,
        now=now,
    )
