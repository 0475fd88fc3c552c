"""The append-only log of events: numbered per stream, chained with a key, folded into a daily Merkle root.

Knows nothing of what the events mean. Written through `services.append`, read through `queries`, checked by
`queries.verify`. What a check cannot see is in LIMITS.md beside this file.
"""

from typing import TYPE_CHECKING

from motcua.kernel.audit.rules import BadEvent, StreamRef

if TYPE_CHECKING:
    from motcua.kernel.audit.models import Event

__all__ = ["BadEvent", "Conflict", "NotSealable", "Repeated", "StreamRef"]


class Conflict(Exception):
    """Somebody else has changed the stream since it was read. Nothing was written; read again and decide again."""

    def __init__(self, stream: StreamRef) -> None:
        super().__init__(f"{stream} was changed in the meantime")
        self.stream = stream


class Repeated(Exception):
    """The command was carried out before. Nothing was written; `event` is what it led to then."""

    def __init__(self, event: "Event") -> None:
        super().__init__(f"command {event.command_id} was already carried out")
        self.event = event


class NotSealable(Exception):
    """The day cannot be sealed: it is not over, or a later day has been sealed already."""
