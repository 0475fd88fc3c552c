"""A command is carried out once: what its second arrival is answered, and what a lost race is called."""

from uuid import UUID

from motcua.kernel import audit
from motcua.kernel.actors import Actor
from motcua.kernel.audit.models import Event
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Dossier
from motcua.operate.dossiers.rules import STEPS, Refusal

STREAM = "dossier"
REUSED = Refusal("command_reused", "Lần gửi này mang mã của một việc khác đã làm. Hãy tải lại trang rồi làm lại.")


def carried_out(*, command_id: str, verb: str, by: Actor, dossier_id: UUID | None = None) -> Dossier | Refusal | None:
    """What the command led to before; None when it was never carried out.

    The same person sending the same again is answered with the dossier as it is now. A command id that was used for
    something else, or by somebody else, is refused: it must never show one person the dossier of another.
    """
    event = audit.queries.by_command(command_id)
    return None if event is None else answer(event, verb=verb, by=by, dossier_id=dossier_id)


def answer(event: Event, *, verb: str, by: Actor, dossier_id: UUID | None = None) -> Dossier | Refusal:
    """The answer to a command that led to `event` when it was carried out."""
    same = event.stream_kind == STREAM and event.type == STEPS[verb].event and event.actor_id == by.id
    if not same or (dossier_id is not None and event.stream_id != str(dossier_id)):
        return REUSED
    return queries.for_work(UUID(event.stream_id))
