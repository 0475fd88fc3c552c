"""Histories observed elsewhere, thousands of events at once: the same log, chain and count as `append`.

What differs is only how the statements reach the database. Nothing of it goes to the outbox: what happened elsewhere
was told to people and partners there, and telling it again years later would be wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection

from motcua.kernel import making, many
from motcua.kernel.actors import Actor
from motcua.kernel.audit import Conflict, rules, store
from motcua.kernel.audit.appending import _judge
from motcua.kernel.audit.models import Event, Stream
from motcua.kernel.audit.rules import Body, StreamRef
from motcua.kernel.audit.store import Head
from motcua.kernel.plugins import projectors
from motcua.kernel.statements import Statement, run

PIECE = 500
_HEADS = ("kind", "stream_id", "version", "head_hash", "head_mac")


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of another system."""

    type: str
    payload: dict[str, Any]
    occurred_at: datetime
    command_id: str


@dataclass(frozen=True, slots=True)
class History:
    """What is new in one stream, in the order to be kept. `head`: the stream as the caller has read it."""

    stream: StreamRef
    head: Head
    happenings: Sequence[Happening]


def observe_many(*, histories: Sequence[History], actor: Actor, recorded_at: datetime) -> list[list[Event]]:
    """Append all of them, each stream's events in order, and let the projectors follow. All or nothing.

    Raises `Conflict` when one of the streams has moved on since, or one of the commands was carried out: the
    transaction can then only be rolled back. `BadEvent` before anything is written. A stream may be named once.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("audit.bulk.observe_many must be called inside transaction.atomic")
    histories = [history for history in histories if history.happenings]
    if not histories:
        return []
    told = [_chained(history, actor, recorded_at) for history in histories]
    try:
        _write(histories, told)
    except IntegrityError as error:
        raise Conflict(histories[0].stream) from error
    by_kind: dict[str, list[list[Event]]] = {}
    for events in told:
        by_kind.setdefault(events[0].stream_kind, []).append(events)
    for kind, streams in by_kind.items():
        _follow(kind, streams)
    _count([event for events in told for event in events])
    return told


def heads(kind: str, ids: Sequence[str]) -> dict[str, Head]:
    """The heads of those of the streams that exist."""
    found: dict[str, Head] = {}
    for start in range(0, len(ids), PIECE):
        rows = Stream.objects.filter(kind=kind, stream_id__in=ids[start : start + PIECE])
        found |= {row.stream_id: Head(row.version, row.head_hash) for row in rows}
    return found


def _chained(history: History, actor: Actor, recorded_at: datetime) -> list[Event]:
    """The events with their hashes, still without a place in the log."""
    stream, key = history.stream, store.keys().event
    version, prev_hash, _ = history.head
    events = []
    for one in history.happenings:
        version += 1
        text = rules.payload_text(one.payload)
        body = Body(
            stream.kind, stream.id, version, one.type, one.payload,
            actor.kind, actor.id, actor.role, actor.unit, one.occurred_at, recorded_at, "observed", one.command_id,
        )  # fmt: skip
        _judge(body)
        hash_ = rules.event_hash(key, prev_hash, body, text)
        event = making.read(Event, ("position", *Body._fields, "prev_hash", "hash"), (0, *body, prev_hash, hash_))
        event.__dict__["_text"] = text
        events.append(event)
        prev_hash = hash_
    return events


def _write(histories: Sequence[History], told: Sequence[Sequence[Event]]) -> None:
    events = [event for stream in told for event in stream]
    for event, position in zip(events, _positions(len(events)), strict=True):
        event.position = position
    adapt = connection.ops.adapt_datetimefield_value
    columns = ("position", *Body._fields, "prev_hash", "hash")
    many.write("audit_event", columns, [_values(event, adapt) for event in events])
    key = store.keys().head
    new, moved = [], []
    for history, stream in zip(histories, told, strict=True):
        last = stream[-1]
        mac = rules.head_mac(key, last.stream_kind, last.stream_id, last.version, last.hash)
        if history.head.version:
            moved.append((last.version, last.hash, mac, *_named(history)))
        else:
            new.append((last.stream_kind, last.stream_id, last.version, last.hash, mac))
    many.write("audit_stream", _HEADS, new)
    _move(moved)


def _named(history: History) -> tuple[str, str, int, str]:
    return history.stream.kind, history.stream.id, history.head.version, history.head.hash


def _move(heads: Sequence[tuple[Any, ...]]) -> None:
    """Compare-and-set of every head that was there; one that was moved by somebody else stops all."""
    for start in range(0, len(heads), PIECE):
        piece = heads[start : start + PIECE]
        run([Statement(store._MOVE_HEAD, values, Conflict(StreamRef(values[3], values[4]))) for values in piece])


def _values(event: Event, adapt: Any) -> list[Any]:
    row = event.__dict__
    text = row.pop("_text")
    values = [row["position"], *(row[name] for name in Body._fields), row["prev_hash"], row["hash"]]
    values[5] = text
    values[10], values[11] = adapt(values[10]), adapt(values[11])
    return values


def _positions(count: int) -> list[int]:
    """The next places in the log. PostgreSQL hands them out to all writers; SQLite has one writer at a time."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence('audit_event', 'position')) FROM generate_series(1, %s)", [count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'audit_event'")
        found = cursor.fetchone()
    first = (found[0] if found else 0) + 1
    return list(range(first, first + count))


def _follow(kind: str, streams: Sequence[Sequence[Event]]) -> None:
    """The projectors, those that can take many at once with all of them; the others event by event."""
    for project in projectors.of(kind):
        together = projectors.many_of(project)
        if together is not None:
            together(streams)
            continue
        for events in streams:
            for event in events:
                run(list(project(event) or ()))


def _count(events: Sequence[Event]) -> None:
    """Add to the authenticated count, in the order of the shards, so that two writers never wait for each other."""
    shards: dict[int, tuple[int, int]] = {}
    key = store.keys().tally
    for event in events:
        shard = rules.shard_of(event.stream_kind, event.stream_id)
        count, total = shards.get(shard, (0, 0))
        shards[shard] = count + 1, (total + rules.contribution(key, event.hash, event.position)) % rules.MODULUS
    run([Statement(_COUNT, (shard, *shards[shard])) for shard in sorted(shards)])


_COUNT = (
    "INSERT INTO audit_counter (shard, count, accumulator) VALUES (%s, %s, %s) ON CONFLICT (shard) DO UPDATE"
    " SET count = audit_counter.count + excluded.count,"
    f" accumulator = (audit_counter.accumulator + excluded.accumulator) %% {rules.MODULUS}"
)
