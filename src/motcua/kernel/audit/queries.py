"""Reads of the log."""

from collections.abc import Iterator
from datetime import date

from motcua.kernel.audit.models import DailyRoot, Event, Stream
from motcua.kernel.audit.report import Problem, VerifyReport
from motcua.kernel.audit.rules import StreamRef
from motcua.kernel.audit.store import Head, asking_head
from motcua.kernel.audit.verify import verify

__all__ = [
    "Head", "Problem", "VerifyReport", "all_events", "asking_head", "by_command", "events", "last_root", "root",
    "verify", "version",
]  # fmt: skip
CHUNK = 2000


def events(stream: StreamRef) -> list[Event]:
    """The events of `stream`, oldest first."""
    return list(Event.objects.filter(stream_kind=stream.kind, stream_id=stream.id).order_by("version"))


def version(stream: StreamRef) -> int:
    """How many events `stream` has; 0 when it does not exist."""
    found = Stream.objects.filter(kind=stream.kind, stream_id=stream.id).values_list("version", flat=True).first()
    return found or 0


def by_command(command_id: str) -> Event | None:
    """The event that the command led to; None when it led to none (yet)."""
    return Event.objects.filter(command_id=command_id).first()


def all_events(kind: str | None = None, after_position: int = 0) -> Iterator[Event]:
    """Events in the order of the log, read in pieces: memory stays small and the reader may write in between."""
    position = after_position
    while True:
        query = Event.objects.filter(position__gt=position)
        if kind is not None:
            query = query.filter(stream_kind=kind)
        chunk = list(query.order_by("position")[:CHUNK])
        yield from chunk
        if len(chunk) < CHUNK:
            return
        position = chunk[-1].position


def root(day: date) -> DailyRoot | None:
    """The seal of `day`; None when it has none of its own."""
    return DailyRoot.objects.filter(day=day).first()


def last_root() -> DailyRoot | None:
    """The newest seal."""
    return DailyRoot.objects.order_by("-day").first()
