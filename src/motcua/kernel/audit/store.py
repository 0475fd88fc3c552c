"""The statements that write the log, the same on SQLite and PostgreSQL, written out because they run for every event.

They never fail half way: a lost race shows as "no row written" (ON CONFLICT DO NOTHING), not as an error, because
an error inside a transaction makes PostgreSQL refuse everything that follows. The event goes in first: whoever loses
has written nothing, so the transaction can go on.
"""

import json
from functools import lru_cache

from django.conf import settings
from django.db import connection, transaction

from motcua.kernel.audit import rules
from motcua.kernel.audit.models import Counter, Event
from motcua.kernel.audit.rules import Body, Keys, StreamRef

_COLUMNS = (*Body._fields, "prev_hash", "hash")
_INSERT_EVENT = (
    f"INSERT INTO audit_event ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"
    " ON CONFLICT DO NOTHING RETURNING position"
)
_READ_HEAD = "SELECT version, head_hash FROM audit_stream WHERE kind = %s AND stream_id = %s"
_INSERT_HEAD = (
    "INSERT INTO audit_stream (kind, stream_id, version, head_hash, head_mac) VALUES (%s, %s, 1, %s, %s)"
    " ON CONFLICT DO NOTHING"
)
_MOVE_HEAD = (
    "UPDATE audit_stream SET version = %s, head_hash = %s, head_mac = %s"
    " WHERE kind = %s AND stream_id = %s AND version = %s AND head_hash = %s"
)
_COUNT = (
    "UPDATE audit_counter SET count = count + 1, accumulator = (accumulator + %s) %% "
    + str(rules.MODULUS)
    + " WHERE shard = %s"
)


@lru_cache(maxsize=4)
def _derived(secret: str) -> Keys:
    return rules.derive_keys(secret)


def keys() -> Keys:
    """The purpose keys of this instance."""
    return _derived(settings.MOTCUA_CHAIN_KEY)


def head(stream: StreamRef) -> tuple[int, str]:
    """Version and hash of the newest event; (0, GENESIS) for a stream that does not exist. 1 query."""
    with connection.cursor() as cursor:
        cursor.execute(_READ_HEAD, (stream.kind, stream.id))
        return cursor.fetchone() or (0, rules.GENESIS)


def insert_event(body: Body, text: str, prev_hash: str) -> Event | None:
    """Write the event with its hash; None when its version or its command is already there. 1 query.

    `text` is the payload as JSON; the event carries what reading it back gives, as a replay will see it.
    """
    body = body._replace(payload=json.loads(text))
    hash_ = rules.event_hash(keys().event, prev_hash, body)
    adapt = connection.ops.adapt_datetimefield_value
    row = body._asdict() | {
        "payload": text,
        "occurred_at": adapt(body.occurred_at),
        "recorded_at": adapt(body.recorded_at),
    }
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_EVENT, (*row.values(), prev_hash, hash_))
        position = cursor.fetchone()
    if position is None:
        return None
    event = Event(position=position[0], prev_hash=prev_hash, hash=hash_, **body._asdict())
    event._state.adding = False
    event._state.db = connection.alias
    return event


def move_head(event: Event) -> bool:
    """Make `event` the head of its stream; False when the head is not the event before it. 1 query."""
    kind, stream_id, version = event.stream_kind, event.stream_id, event.version
    mac = rules.head_mac(keys().head, kind, stream_id, version, event.hash)
    with connection.cursor() as cursor:
        if version == 1:
            cursor.execute(_INSERT_HEAD, (kind, stream_id, event.hash, mac))
        else:
            before = (version - 1, event.prev_hash)
            cursor.execute(_MOVE_HEAD, (version, event.hash, mac, kind, stream_id, *before))
        return bool(cursor.rowcount == 1)


def count(event: Event) -> None:
    """Add `event` to the authenticated count, without reading it. 1 query (3 once in the life of a database)."""
    share = rules.contribution(keys().tally, event.hash, event.position)
    shard = rules.shard_of(event.stream_kind, event.stream_id)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, (share, shard))
        if cursor.rowcount == 0:
            Counter.objects.bulk_create([Counter(shard=n) for n in range(rules.SHARDS)], ignore_conflicts=True)
            cursor.execute(_COUNT, (share, shard))


def give_up() -> None:
    """Make sure that the open transaction can only be rolled back."""
    transaction.set_rollback(True)
