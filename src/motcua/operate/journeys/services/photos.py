"""Photos of one paper as one PDF/A in the dossier. The photos themselves are kept, and the log says which they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.kernel.audit import Conflict, Repeated
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.files import services as files
from motcua.kernel.files.services import Problem, StoredFile
from motcua.operate.journeys.queries.originals import BOUND_NAME, STREAM

PICTURES: Final = frozenset({"image/jpeg", "image/png"})


@dataclass(frozen=True, slots=True)
class Bound:
    """The PDF/A and the hashes of the photos on its pages, in order."""

    pdf: StoredFile
    originals: tuple[str, ...]

    @property
    def file_name(self) -> str:
        """The name people see."""
        return f"{BOUND_NAME}{len(self.originals)} trang.pdf"


def is_photo(stored: StoredFile) -> bool:
    """Whether a file is a picture."""
    return stored.media_type in PICTURES


def pages_of(*, photos: Sequence[tuple[str, StoredFile]], title: str) -> bytes | Problem:
    """The PDF/A as it would be made, to look at; nothing is kept."""
    return files.bind_photos([(name, stored.read()) for name, stored in photos], title=title)


def bind(*, photos: Sequence[tuple[str, StoredFile]], title: str, now: datetime) -> Bound | Problem:
    """Make and keep the PDF/A of `photos` (name, file). Slow (about 0.3 s a photo): before the transaction it is for;
    `record` then goes inside."""
    made = pages_of(photos=photos, title=title)
    if isinstance(made, Problem):
        return made
    pdf = files.store(data=made, name="anh-chup.pdf", now=now)
    return Bound(pdf, tuple(stored.pk for _, stored in photos))


def record(*, bound: Bound, by: Actor, now: datetime) -> None:
    """Say in the log which photos the PDF was made of. The same photos are bound once and for all."""
    stream = StreamRef(STREAM, bound.pdf.pk)
    if log.events(stream):
        return
    try:
        with transaction.atomic():
            append(
                stream=stream,
                expected_version=0,
                type="file.bound",
                payload={"originals": list(bound.originals), "pages": len(bound.originals)},
                actor=by,
                occurred_at=now,
                recorded_at=now,
                command_id=f"bind-{bound.pdf.pk}",
            )
    except (Conflict, Repeated):
        return  # somebody else bound the same photos at the same instant: it is said
