"""From a sent form to a message: keep the good files, write, or say what must be mended. Nothing typed is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.kernel.actors import Actor
from motcua.operate.conversations import services
from motcua.operate.dossiers.rules import Refusal


@dataclass(frozen=True, slots=True)
class Sending:
    """What became of a form. `problem` empty: it was sent. `kept`: good files to offer again."""

    problem: str = ""
    bad_files: tuple[str, ...] = ()
    kept: tuple[services.Kept, ...] = ()

    @property
    def done(self) -> bool:
        return not self.problem and not self.bad_files


def send(
    *,
    dossier_id: UUID,
    text: str,
    uploads: Sequence[Any],
    tokens: Sequence[str],
    note: bool,
    by: Actor,
    now: datetime,
    command_id: str,
) -> Sending:
    """Write the message with the files uploaded now and those kept before (`tokens`); one bad file stops it all."""
    found = [services.kept_file(token, account_id=by.id) for token in tokens]
    kept = [one for one in found if one is not None]
    bad: list[str] = []
    for upload in uploads:
        one = services.keep_file(data=upload, name=upload.name or "tệp", account_id=by.id, now=now)
        if isinstance(one, services.Kept):
            kept.append(one)
        else:
            bad.append(one.message)
    if bad:
        return Sending("", tuple(bad), tuple(kept))
    done = services.write(dossier_id=dossier_id, text=text, sent=kept, note=note, by=by, now=now, command_id=command_id)
    return Sending(done.message, (), tuple(kept)) if isinstance(done, Refusal) else Sending()
