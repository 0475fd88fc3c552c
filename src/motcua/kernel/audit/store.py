"""The statements that write the log, the same on SQLite and PostgreSQL, written out because they run for every event.

They never fail half way: a lost race shows as "no row written" (ON CONFLICT DO NOTHING), not as an error, because
an error inside a transaction makes PostgreSQL refuse everything that follows. The event goes in first, and the head
only with it: whoever loses has written nothing, so the transaction can go on. PostgreSQL takes event, head and the
caller's rows in one trip.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from motcua.kernel import making, wire
from motcua.kernel.audit import rules
from motcua.kernel.audit.models import Event
from motcua.kernel.audit.rules import Body, Keys, StreamRef
from motcua.kernel.fixed import Question, together
from motcua.kernel.statements import Statement, ask, run, settled

_COLUMNS = (*Body._fields, "prev_hash", "hash")
_INSERT_EVENT = (
    f"INSERT INTO audit_event ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"
    " ON CONFLICT DO NOTHING RETURNING position"
)
_INSERT_HEAD_AFTER = (
    "INSERT INTO audit_stream (kind, stream_id, version, head_hash, head_mac) SELECT %s, %s, 1, %s, %s FROM event"
    " ON CONFLICT DO NOTHING RETURNING 1"
)
_MOVE_HEAD_AFTER = (
    "UPDATE audit_stream SET version = %s, head_hash = %s, head_mac = %s FROM event"
    " WHERE kind = %s AND stream_id = %s AND version = %s AND head_hash = %s RETURNING 1"
)
_READ_HEAD = (
    "SELECT s.version, s.head_hash, e.recorded_at FROM audit_stream s LEFT JOIN audit_event e"
    " ON e.stream_kind = s.kind AND e.stream_id = s.stream_id AND e.version = s.version"
    " WHERE s.kind = %s AND s.stream_id = %s"
)
_INSERT_HEAD = (
    "INSERT INTO audit_stream (kind, stream_id, version, head_hash, head_mac) VALUES (%s, %s, 1, %s, %s)"
    " ON CONFLICT DO NOTHING"
)
_MOVE_HEAD = (
    "UPDATE audit_stream SET version = %s, head_hash = %s, head_mac = %s"
    " WHERE kind = %s AND stream_id = %s AND version = %s AND head_hash = %s"
)
_AT_ONCE = "WITH event AS ({}), head AS ({}) SELECT (SELECT position FROM event), (SELECT count(*) FROM head)"
_FIRST_AT_ONCE = _AT_ONCE.format(_INSERT_EVENT, _INSERT_HEAD_AFTER)
_NEXT_AT_ONCE = _AT_ONCE.format(_INSERT_EVENT, _MOVE_HEAD_AFTER)
_COUNT = (
    "INSERT INTO audit_counter (shard, count, accumulator) VALUES (%s, 1, %s) ON CONFLICT (shard) DO UPDATE"
    " SET count = audit_counter.count + 1,"
    f" accumulator = (audit_counter.accumulator + excluded.accumulator) %% {rules.MODULUS}"
)


@lru_cache(maxsize=4)
def _derived(secret: str) -> Keys:
    return rules.derive_keys(secret)


def keys() -> Keys:
    """The purpose keys of this instance."""
    return _derived(settings.MOTCUA_CHAIN_KEY)


class Head(NamedTuple):
    """The newest event of a stream: its version and hash, and when that was recorded (None: not known)."""

    version: int
    hash: str
    at: datetime | None = None


NO_HEAD = Head(0, rules.GENESIS)


def head(stream: StreamRef) -> Head:
    """Version and hash of the newest event; (0, GENESIS) for a stream that does not exist. 1 query."""
    return next(iter(together(asking_head(stream))[0]), NO_HEAD)


def asking_head(stream: StreamRef) -> Question[Head]:
    """The question for the head of a stream, to be asked together with others; no answer when it does not exist."""
    return Question((_READ_HEAD, (stream.kind, stream.id)), lambda rows: [_read_head(*row) for row in rows])


def _read_head(version: int, hash_: str, at: datetime | None) -> Head:
    """SQLite gives instants in UTC without saying so."""
    return Head(version, hash_, at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at)


class Written(NamedTuple):
    """What writing an event came to: None when its version or its command is already there."""

    event: Event | None
    is_head: bool


def write(body: Body, text: str, prev_hash: str, rows: Sequence[Statement]) -> Written:
    """Write the event with its hash, make it the head of its stream, and carry out `rows` with it.

    `text` is the payload as JSON; the event carries what reading it back gives, as a replay will see it. When the
    event is not written, the head is not moved, but `rows` may have been carried out. 1 query on PostgreSQL, else 2
    and those of `rows`.
    """
    body = body._replace(payload=json.loads(text))
    hash_ = rules.event_hash(keys().event, prev_hash, body, text)
    values = _event_values(body, text, prev_hash, hash_)
    head = _head_values(body, prev_hash, hash_)
    if wire.vendor() == "postgresql":
        position, heads = _together(rows, values, head, body.version == 1)
    else:
        position, heads = _one_by_one(rows, values, head, body.version == 1)
    if position is None:
        return Written(None, is_head=False)
    event = making.read(Event, ("position", *_COLUMNS), (position, *body, prev_hash, hash_))
    return Written(event, is_head=heads == 1)


def _together(
    rows: Sequence[Statement], values: Sequence[Any], head: Sequence[Any], is_new: bool
) -> tuple[int | None, int]:
    event = (_FIRST_AT_ONCE if is_new else _NEXT_AT_ONCE, (*values, *head))
    *before, answer = wire.trip([*((row.sql, row.values) for row in rows), event])
    settled(rows, before)
    position, heads = answer.rows[0]
    return position, heads


def _one_by_one(
    rows: Sequence[Statement], values: Sequence[Any], head: Sequence[Any], is_new: bool
) -> tuple[int | None, int]:
    found = ask(_INSERT_EVENT, values)
    if found is None:
        return None, 0
    run(rows)
    return found[0], run([Statement(_INSERT_HEAD if is_new else _MOVE_HEAD, head)])[0]


def _event_values(body: Body, text: str, prev_hash: str, hash_: str) -> list[Any]:
    adapt = connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value
    row = body._asdict() | {
        "payload": text,
        "occurred_at": adapt(body.occurred_at),
        "recorded_at": adapt(body.recorded_at),
    }
    return [*row.values(), prev_hash, hash_]


def _head_values(body: Body, prev_hash: str, hash_: str) -> list[Any]:
    kind, stream_id, version = body.stream_kind, body.stream_id, body.version
    mac = rules.head_mac(keys().head, kind, stream_id, version, hash_)
    if version == 1:
        return [kind, stream_id, hash_, mac]
    return [version, hash_, mac, kind, stream_id, version - 1, prev_hash]


def follow(event: Event, statements: Sequence[Statement], *, last: bool) -> None:
    """Add `event` to the authenticated count, without reading it, and carry out what follows from the event.

    1 query on PostgreSQL, which commits with it when it is the `last` of the transaction; else 1 and those of
    `statements`.
    """
    share = rules.contribution(keys().tally, event.hash, event.position)
    counting = Statement(_COUNT, (rules.shard_of(event.stream_kind, event.stream_id), share))
    run([counting, *statements], last=last)


def give_up() -> None:
    """Make sure that the open transaction can only be rolled back."""
    transaction.set_rollback(True)
