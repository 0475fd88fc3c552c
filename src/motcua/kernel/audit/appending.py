"""Appending events: everything that can be wrong is found before the first statement writes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.kernel.actors import Actor
from motcua.kernel.audit import Conflict, Repeated, queries, rules, store
from motcua.kernel.audit.models import Event
from motcua.kernel.audit.rules import BadEvent, Body, StreamRef
from motcua.kernel.audit.store import Head
from motcua.kernel.outbox import services as outbox
from motcua.kernel.plugins import projectors
from motcua.kernel.statements import Statement

_LENGTHS = {
    "stream_kind": 40, "stream_id": 64, "type": 80, "command_id": 120,
    "actor_kind": 12, "actor_id": 64, "actor_role": 40, "actor_unit": 80,
}  # fmt: skip
_MAY_BE_EMPTY = {"actor_role", "actor_unit"}


def append(
    *,
    stream: StreamRef,
    expected_version: int,
    type: str,
    payload: dict[str, Any],
    actor: Actor,
    occurred_at: datetime,
    recorded_at: datetime,
    command_id: str,
    source: str = "decided",
    publish: bool = True,
    rows: Sequence[Statement] = (),
    head: Head | None = None,
    last: bool = False,
) -> Event:
    """Append one event to `stream`, which must have `expected_version` events (0: it does not exist yet).

    Then the projectors of the stream's kind run and, with `publish`, the outbox gets its message. Everything is
    in the caller's transaction, which must be open. `rows` are carried out in the same trip as the event: what the
    caller writes because of it. `head` is that of the stream when the caller has read it already. `last`: the caller
    asks and writes nothing after it in this transaction, which PostgreSQL then commits in the same trip.

    Raises `Repeated(event)` when the command was carried out before, `Conflict` when the stream has another
    version: both before anything was written, so the transaction stays usable (with `rows` it can only be rolled
    back). `BadEvent` when an argument is not fit to be kept. Costs 2 queries on PostgreSQL and 1 more for the next
    event of a stream; 4 and 5 on SQLite, plus those of `rows` and projectors.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("audit.services.append must be called inside transaction.atomic")
    body = Body(
        stream.kind, stream.id, expected_version + 1, type, None,
        actor.kind, actor.id, actor.role, actor.unit, occurred_at, recorded_at, source, command_id,
    )  # fmt: skip
    _judge(body)
    text = rules.payload_text(payload | {"on_behalf_of": actor.on_behalf_of} if actor.on_behalf_of else payload)
    event = _write(body, text, rows, head)
    after = [statement for project in projectors.of(stream.kind) for statement in project(event) or ()]
    store.follow(event, [*after, outbox.writing(event, text)] if publish else after, last=last)
    return event


def observe(
    *,
    stream: StreamRef,
    expected_version: int,
    type: str,
    payload: dict[str, Any],
    actor: Actor,
    occurred_at: datetime,
    recorded_at: datetime,
    command_id: str,
    publish: bool = True,
) -> Event:
    """Append what another system decided, as it says it happened: shape and identity are checked, lawfulness never."""
    return append(
        stream=stream,
        expected_version=expected_version,
        type=type,
        payload=payload,
        actor=actor,
        occurred_at=occurred_at,
        recorded_at=recorded_at,
        command_id=command_id,
        source="observed",
        publish=publish,
    )


def _write(body: Body, text: str, rows: Sequence[Statement], head: Head | None) -> Event:
    stream = StreamRef(body.stream_kind, body.stream_id)
    before = body.version - 1
    found, prev_hash, _ = (head or store.head(stream)) if before else store.NO_HEAD
    event, is_head = store.write(body, text, prev_hash, rows) if found == before else (None, False)
    if event is not None and is_head:
        return event
    earlier = queries.by_command(body.command_id) if event is None else None
    if rows or event is not None:
        store.give_up()
    raise Repeated(earlier) if earlier else Conflict(stream)


def _judge(body: Body) -> None:
    for name, length in _LENGTHS.items():
        value = getattr(body, name)
        if not isinstance(value, str) or "\x00" in value or len(value) > length:
            raise BadEvent(f"{name}: {value!r} is not text of at most {length} characters")
        if not value and name not in _MAY_BE_EMPTY:
            raise BadEvent(f"{name}: is empty")
    if body.version < 1:
        raise BadEvent("expected_version: is negative")
    if body.source not in Event.SOURCES:
        raise BadEvent(f"source: {body.source!r} is neither decided nor observed")
    for name in ("occurred_at", "recorded_at"):
        if getattr(body, name).tzinfo is None:
            raise BadEvent(f"{name}: has no time zone")
    if body.source == "decided" and body.occurred_at > body.recorded_at + rules.SLACK:
        raise BadEvent("occurred_at: a decision made here cannot lie after its recording")
