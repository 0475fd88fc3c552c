"""Writing the log: append, observe, seal a day, replay."""

from collections.abc import Iterable

from motcua.kernel.audit import queries
from motcua.kernel.audit.appending import append, observe
from motcua.kernel.audit.models import Event
from motcua.kernel.audit.rules import StreamRef
from motcua.kernel.audit.sealing import mark_published, seal_day, wait_for_writers
from motcua.kernel.plugins import Projector, projectors
from motcua.kernel.statements import run

__all__ = ["StreamRef", "append", "mark_published", "observe", "outcome_of", "rebuild", "seal_day", "wait_for_writers"]


def outcome_of(command_id: str) -> Event | None:
    """What a command led to; None when it was never carried out. For a caller whose transaction was rolled back."""
    return queries.by_command(command_id)


def rebuild(kind: str, funcs: Iterable[Projector] | None = None, *, after_position: int = 0) -> int:
    """Replay all events of streams of `kind`, in the order of the log, through `funcs` (default: the registered ones).

    Whoever calls has emptied the rows to be rebuilt. Returns how many events were replayed.
    """
    replayed = 0
    follow = projectors.of(kind) if funcs is None else tuple(funcs)
    for event in queries.all_events(kind, after_position):
        for project in follow:
            run(list(project(event) or ()))
        replayed += 1
    return replayed
