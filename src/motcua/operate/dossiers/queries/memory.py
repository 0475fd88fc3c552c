"""Dossiers kept in memory: between the acts of one long command, and between looking at one and acting on it.

Reading a dossier with all that a verb needs costs more than writing the act. Within `remembered()` an act leaves the
dossier as it wrote it, and the next one takes it from there. Nothing rests on it being right: it is taken out before
it is used and put back only after the event was written, and an event whose version somebody else has taken meanwhile
is refused by the log's compare-and-set (kernel.audit.Conflict), as after any other read.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar
from uuid import UUID

from motcua.operate.dossiers.models import Dossier

Answer = TypeVar("Answer")
CHANGES: Mapping[str, frozenset[str]] = {
    "holds": frozenset({"place_hold", "release_hold"}),
    "requests": frozenset({"submit", "accept", "request_supplement", "supplement", "confirm_payment"}),
}
_kept: ContextVar[dict[UUID, Dossier] | None] = ContextVar("dossiers_kept", default=None)


@contextmanager
def remembered() -> Iterator[None]:
    """Within it dossiers stay in memory between acts: for one long command, or for one request."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def take(dossier_id: UUID) -> Dossier | None:
    """The dossier as the last act left it; None when it must be read."""
    kept = _kept.get()
    return kept.pop(dossier_id, None) if kept else None


def keep(dossier: Dossier) -> None:
    """Let the act that follows take `dossier`, just read by `for_work`, instead of reading it again."""
    put(dossier, "")


def put(dossier: Dossier, verb: str) -> None:
    """Keep `dossier` for the next act, without the answers that `verb` changed; verbs keep its result up to date."""
    kept = _kept.get()
    if kept is None or dossier.is_final:
        return
    answers: dict[str, object] = dossier.__dict__.setdefault("_answers", {})
    for name, verbs in CHANGES.items():
        if verb in verbs:
            answers.pop(name, None)
    kept[dossier.pk] = dossier


def once(dossier: Dossier, name: str, read: Callable[[Dossier], Answer]) -> Answer:
    """What `read` says of `dossier`; within `remembered()` it is asked again only after a verb that changes it."""
    if _kept.get() is None:
        return read(dossier)
    answers: dict[str, Answer] = dossier.__dict__.setdefault("_answers", {})
    if name not in answers:
        answers[name] = read(dossier)
    return answers[name]
