"""The statements that write the log, the same on SQLite and PostgreSQL.

They never fail half way: a lost race shows as "no row written" (ON CONFLICT DO NOTHING), not as an error, because
an error inside a transaction makes PostgreSQL refuse everything that follows. The event goes in first: whoever loses
has written nothing, so the transaction can go on.
"""

import json
from functools import lru_cache

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from motcua.kernel.audit import rules
from motcua.kernel.audit.models import Counter, Event, Stream
from motcua.kernel.audit.rules import Body, Keys, StreamRef

_COLUMNS = (*Body._fields, "prev_hash", "hash")
_INSERT_EVENT = (
    f"INSERT INTO audit_event ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"
    " ON CONFLICT DO NOTHING RETURNING position"
)
_INSERT_STREAM = (
    "INSERT INTO audit_stream (kind, stream_id, version, head_hash, head_mac) VALUES (%s, %s, 1, %s, %s)"
    " ON CONFLICT DO NOTHING"
)


@lru_cache(maxsize=4)
def _derived(secret: str) -> Keys:
    return rules.derive_keys(secret)


def keys() -> Keys:
    """The purpose keys of this instance."""
    return _derived(settings.MOTCUA_CHAIN_KEY)


def head(stream: StreamRef) -> tuple[int, str]:
    """Version and hash of the newest event; (0, GENESIS) for a stream that does not exist. 1 query."""
    row = Stream.objects.filter(kind=stream.kind, stream_id=stream.id).values_list("version", "head_hash").first()
    return row or (0, rules.GENESIS)


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
    if version == 1:
        with connection.cursor() as cursor:
            cursor.execute(_INSERT_STREAM, (kind, stream_id, event.hash, mac))
            return bool(cursor.rowcount == 1)
    behind = Stream.objects.filter(kind=kind, stream_id=stream_id, version=version - 1, head_hash=event.prev_hash)
    return behind.update(version=version, head_hash=event.hash, head_mac=mac) == 1


def count(event: Event) -> None:
    """Add `event` to the authenticated count, without reading it. 1 query (3 once in the life of a database)."""
    share = rules.contribution(keys().tally, event.hash, event.position)
    shard = rules.shard_of(event.stream_kind, event.stream_id)
    row = Counter.objects.filter(shard=shard)
    change = {"count": F("count") + 1, "accumulator": (F("accumulator") + share) % rules.MODULUS}
    if not row.update(**change):
        Counter.objects.bulk_create([Counter(shard=n) for n in range(rules.SHARDS)], ignore_conflicts=True)
        row.update(**change)


def give_up() -> None:
    """Make sure that the open transaction can only be rolled back."""
    transaction.set_rollback(True)
