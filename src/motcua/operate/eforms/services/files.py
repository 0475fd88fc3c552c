"""Attaching papers to a draft: judged by their content, kept by hash; a bad file never costs the good ones."""

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from motcua.kernel.files.services import Problem, judge, store
from motcua.kernel.text import clean
from motcua.operate.eforms.models import Draft, DraftFile
from motcua.operate.eforms.rules import GONE, SUBMITTED, Refused

MOST_FILES = 60


@dataclass(frozen=True, slots=True)
class Attached:
    """The attached `file`, or None and the `problems` of what was sent (with sentences for people)."""

    file: DraftFile | None
    problems: tuple[Problem, ...] = ()


def attach(
    *, draft_id: UUID | str, component_code: str, data: bytes | BinaryIO, name: str, now: datetime
) -> Attached | Refused:
    """Attach one file to a component. The same file sent twice is attached once."""
    draft = _open(draft_id, now)
    if isinstance(draft, Refused):
        return draft
    judgement = judge(data, name)
    if judgement.problems:
        return Attached(None, judgement.problems)
    if draft.files.count() >= MOST_FILES:
        message = f"Mỗi hồ sơ nhận tối đa {MOST_FILES} tệp. Hãy gộp các trang của một giấy tờ vào một tệp PDF."
        return Attached(None, (Problem("too_many_files", message),))
    content = data if isinstance(data, bytes) else data.read()
    with transaction.atomic():
        stored = store(data=content, name=name, now=now, judgement=judgement)
        file, _ = DraftFile.objects.get_or_create(
            draft=draft,
            component_code=component_code[:60],
            stored_file=stored,
            defaults={"name": clean(name)[-255:] or "tệp", "uploaded_at": now},
        )
    return Attached(file)


def detach(*, draft_id: UUID | str, file_id: int, now: datetime) -> bool | Refused:
    """Take a file off a draft; True when it was there. The bytes stay until nothing refers to them."""
    draft = _open(draft_id, now)
    if isinstance(draft, Refused):
        return draft
    removed, _ = DraftFile.objects.filter(draft=draft, pk=file_id).delete()
    return removed > 0


def _open(draft_id: UUID | str, now: datetime) -> Draft | Refused:
    draft = Draft.objects.filter(pk=draft_id).first()
    if draft is None or (draft.submitted_at is None and draft.expires_at <= now):
        return GONE
    return SUBMITTED if draft.submitted_at is not None else draft
