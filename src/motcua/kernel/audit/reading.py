"""Reading the whole log for a check: at one instant, in pieces, and without stumbling over broken rows."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import DataError, connection, transaction
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from motcua.kernel.audit.models import Event
from motcua.kernel.audit.rules import Body

PIECE = 1000
BROKEN = (ValueError, TypeError, OverflowError, RecursionError, DataError)
"""What reading a row can raise after somebody wrote by hand: SQLite keeps any text, PostgreSQL years beyond ours."""
_FIELDS = ("position", "prev_hash", "hash", *(name if name != "payload" else "text" for name in Body._fields))


class Row(NamedTuple):
    """One event as it stands in the table; `body` None when its columns cannot be read at all."""

    position: int
    kind: str
    id: str
    version: int
    prev_hash: str
    hash: str
    body: Body | None


@contextmanager
def one_instant() -> Iterator[None]:
    """Inside, the database shows one moment, however long the reading takes; writers go on meanwhile."""
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    mode = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode  # type: ignore[attr-defined]


def rows() -> Iterator[Row]:
    """All events, stream by stream and version by version; the database alone decides how streams are ordered."""
    kind: str | None = None
    while True:
        kinds = Event.objects.all() if kind is None else Event.objects.filter(stream_kind__gt=kind)
        kind = kinds.order_by("stream_kind").values_list("stream_kind", flat=True).first()
        if kind is None:
            return
        yield from _rows_of(kind)


def _rows_of(kind: str) -> Iterator[Row]:
    rest = Event.objects.filter(stream_kind=kind).order_by("stream_id", "version", "position")
    piece = _read(rest)
    while piece:
        yield from piece
        last = piece[-1]
        # The first condition lets the index be entered at the right place, the second skips what was read.
        beyond = Q(stream_id__gt=last.id) | Q(version__gt=last.version)
        piece = _read(rest.filter(beyond, stream_id__gte=last.id))


def _read(query: QuerySet[Event]) -> list[Row]:
    raw = query.annotate(text=Cast("payload", TextField()))[:PIECE].values_list(*_FIELDS)
    try:
        return [_row(values) for values in raw]
    except BROKEN:
        return [_read_one(position) for position in query.values_list("position", flat=True)[:PIECE]]


def _read_one(position: int) -> Row:
    one = Event.objects.filter(position=position)
    try:
        return _row(one.annotate(text=Cast("payload", TextField())).values_list(*_FIELDS).get())
    except BROKEN:
        return Row(*one.values_list("position", "stream_kind", "stream_id", "version", "prev_hash", "hash").get(), None)


def _row(values: tuple[Any, ...]) -> Row:
    position, prev_hash, hash_, *fields = values
    body = Body(*fields)
    body = body._replace(payload=json.loads(body.payload))
    whole = body.occurred_at is not None and body.recorded_at is not None
    return Row(position, body.stream_kind, body.stream_id, body.version, prev_hash, hash_, body if whole else None)
