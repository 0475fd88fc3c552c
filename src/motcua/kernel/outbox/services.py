"""Writing messages in the event's transaction; delivering them afterwards."""

from motcua.kernel.audit.models import Event
from motcua.kernel.outbox.models import Message


def write(event: Event) -> None:
    """Put `event` into the outbox, in the transaction that appended it (1 query)."""
    Message.objects.create(
        topic=event.type,
        stream_kind=event.stream_kind,
        stream_id=event.stream_id,
        version=event.version,
        event_position=event.position,
        payload=event.payload,
        created_at=event.recorded_at,
        next_try_at=event.recorded_at,
    )
