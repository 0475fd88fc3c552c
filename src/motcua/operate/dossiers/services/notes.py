"""Free text written with a step: kept in a row that can be erased, named by its id in the event."""

from motcua.operate.dossiers.models import Note
from motcua.operate.dossiers.services.context import Context


def write_note(context: Context, text: str, *, shown: bool) -> dict[str, str]:
    """Keep `text` and return what the event says of it; nothing is kept of an empty text.

    `shown`: whether the applicant reads it too.
    """
    if not text:
        return {}
    note = Note.objects.create(
        dossier=context.dossier,
        verb=context.step.verb,
        text=text,
        shown_to_applicant=shown,
        written_by_id=context.by.id if context.by.kind == "official" else None,
        written_at=context.now,
    )
    return {"note_id": str(note.pk)}
