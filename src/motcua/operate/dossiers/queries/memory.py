"""Dossiers kept in memory: between the acts of one long command, and between looking at one and acting on it.

Reading a dossier with all that a verb needs costs more than writing the act. Within `remembered()` an act leaves the
dossier as it wrote it, and the next one takes it from there. Nothing rests on it being right: it is taken out before
it is used and put back only after the event was written, and an event whose version somebody else has taken meanwhile
is refused by the log's compare-and-set (kernel.audit.Conflict), as after any other read.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from motcua.kernel.audit.queries import Head
from motcua.law.queries import Mark
from motcua.operate.dossiers.models import Dossier, Task

Answer = TypeVar("Answer")


@dataclass(slots=True)
class Ahead:
    """What an act needs besides the dossier, read in the same trip. None: it must be asked.

    `head` is that of the dossier's stream, `mark` the newest edition of the law at that moment.
    """

    head: Head | None = None
    mark: Mark | None = None


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
    answers: dict[str, object] = dossier.__dict__.setdefault("_answers", {})
    for name, verbs in CHANGES.items():
        if verb in verbs:
            answers.pop(name, None)
    kept = _kept.get()
    if kept is not None and not dossier.is_final:
        kept[dossier.pk] = dossier


def fill(dossier: Dossier, what: Ahead, tasks: list[Task]) -> None:
    """Put beside `dossier` what was read in the same trip."""
    dossier.__dict__["_ahead"] = what
    keep_tasks(dossier, tasks)


def ahead(dossier: Dossier) -> Ahead:
    """What was read together with `dossier` and is not used up yet."""
    found: Ahead = dossier.__dict__.setdefault("_ahead", Ahead())
    return found


def keep_tasks(dossier: Dossier, tasks: list[Task]) -> None:
    """The open tasks of `dossier` are these from now on."""
    dossier.__dict__["_open_tasks"] = tasks


def kept_tasks(dossier: Dossier) -> list[Task] | None:
    """The open tasks of `dossier` as they were read or written last; None when nobody has."""
    found: list[Task] | None = dossier.__dict__.get("_open_tasks")
    return found


def remember(dossier: Dossier, name: str, answer: object) -> None:
    """Let `once` give this answer until a verb changes it."""
    dossier.__dict__.setdefault("_answers", {})[name] = answer


def once(dossier: Dossier, name: str, read: Callable[[Dossier], Answer]) -> Answer:
    """What `read` says of `dossier`, when `for_work` has not read it already or a verb has changed it since.

    Within `remembered()` that too is kept for the next act.
    """
    answers: dict[str, Answer] = dossier.__dict__.setdefault("_answers", {})
    if name in answers:
        return answers[name]
    answer = read(dossier)
    if _kept.get() is not None:
        answers[name] = answer
    return answer
