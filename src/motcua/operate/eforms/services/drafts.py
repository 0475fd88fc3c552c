"""Starting, saving and resuming drafts. What was typed is kept, right or wrong; two windows never lose each other's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.kernel.ids import tracking_code
from motcua.operate.eforms import rules
from motcua.operate.eforms.models import Cosignature, Draft, FormVersion
from motcua.operate.eforms.queries import evaluation, outside_facts, resume_index
from motcua.operate.eforms.rules import BUSY, GONE, SUBMITTED, Collision, Refused

KEPT_FOR = timedelta(days=30)
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Started:
    """A fresh draft and the code that opens it on another device: shown once, only its keyed hash is stored."""

    draft: Draft
    resume_code: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved draft with its judgement. `collisions` and `message`: another window had saved other answers."""

    draft: Draft
    evaluation: rules.Evaluation | None
    collisions: tuple[Collision, ...] = ()
    message: str = ""


@transaction.atomic
def start_draft(
    *,
    purpose: str,
    procedure_code: str,
    form_version: FormVersion | None,
    now: datetime,
    account: Any = None,
    known: Mapping[str, Any] | None = None,
    extra: Mapping[str, Any] | None = None,
) -> Started:
    """Open a draft with usual values and what is `known` of the person; the form version counts as used from now."""
    answers: dict[str, Any] = {}
    if form_version is not None:
        definition = form_version.parsed
        facts = {**outside_facts(form_version, account), **(known or {})}
        answers = rules.prefilled(definition, rules.defaults(definition), facts)
        FormVersion.objects.filter(pk=form_version.pk, first_used_at=None).update(first_used_at=now)
    code = tracking_code()
    draft = Draft.objects.create(
        account=account,
        purpose=purpose,
        procedure_code=procedure_code,
        form_version=form_version,
        answers=answers,
        extra=rules.storable(dict(extra or {})),
        resume_index=resume_index(code),
        created_at=now,
        updated_at=now,
        expires_at=now + KEPT_FOR,
    )
    return Started(draft, code)


def save_draft(
    *,
    draft_id: UUID | str,
    now: datetime,
    section: str | None = None,
    answers: Mapping[str, Any] | None = None,
    extra: Mapping[str, Any] | None = None,
    base_version: int | None = None,
) -> Saved | Refused:
    """Save what was posted for `section` and, or, keys of `extra`. Nothing typed is dropped because it is wrong.

    `base_version`: the draft's version when the page was shown. If another window saved the same section since, what
    is posted now wins and the differences come back as collisions. `extra` is plain JSON of at most four levels.
    """
    found: list[Collision] = []

    def change(draft: Draft) -> Refused | None:
        found.clear()
        if extra:
            draft.extra = {**draft.extra, **rules.storable(dict(extra))}
        if section is None or draft.form_version is None:
            return None
        part = draft.form_version.parsed.section(section)
        if part is None:
            return Refused("unknown_section", "Tờ khai không có mục này. Hãy quay lại danh sách các mục.")
        stale = base_version is not None and draft.section_versions.get(section, 0) > base_version
        merged = rules.merge(part, draft.answers, answers or {}, stale=stale)
        found.extend(merged.collisions)
        draft.answers = merged.answers
        draft.section_versions = {**draft.section_versions, section: draft.version + 1}
        return None

    saved = _change(draft_id, now, change)
    if isinstance(saved, Refused):
        return saved
    return Saved(saved, evaluation(saved, now), tuple(found), _collision_message(found))


def prefill_draft(
    *, draft_id: UUID | str, known: Mapping[str, Any], now: datetime, before: Mapping[str, Any] | None = None
) -> Saved | Refused:
    """Put what has become `known` (a person chosen at another step) where nothing was typed yet.

    `before`: what was known until now; answers that still say so follow the change.
    """

    def change(draft: Draft) -> None:
        if draft.form_version is not None:
            draft.answers = rules.prefilled(draft.form_version.parsed, draft.answers, known, before)

    saved = _change(draft_id, now, change)
    return saved if isinstance(saved, Refused) else Saved(saved, evaluation(saved, now))


@transaction.atomic
def discard_draft(*, draft_id: UUID | str) -> bool:
    """Delete an unfinished draft with its list of files, as its owner asked; True when there was one."""
    Cosignature.objects.filter(draft_id=draft_id, draft__submitted_at=None, answers=None).delete()
    removed, _ = Draft.objects.filter(pk=draft_id, submitted_at=None).delete()
    return removed > 0


def renew_resume_code(*, draft_id: UUID | str, now: datetime) -> Started | Refused:
    """A new code for a draft; the old one stops working."""
    code = tracking_code()

    def change(draft: Draft) -> None:
        draft.resume_index = resume_index(code)

    saved = _change(draft_id, now, change)
    return saved if isinstance(saved, Refused) else Started(saved, code)


def _change(draft_id: UUID | str, now: datetime, change: Callable[[Draft], Refused | None]) -> Draft | Refused:
    """Read, change, and write only if nobody was faster; then read again."""
    for _ in range(_TRIES):
        draft = Draft.objects.select_related("form_version__form").filter(pk=draft_id).first()
        if draft is None or (draft.submitted_at is None and draft.expires_at <= now):
            return GONE
        if draft.submitted_at is not None:
            return SUBMITTED
        refused = change(draft)
        if refused is not None:
            return refused
        before, draft.version = draft.version, draft.version + 1
        draft.updated_at, draft.expires_at = now, now + KEPT_FOR
        fields = ("answers", "extra", "resume_index", "version", "section_versions", "updated_at", "expires_at")
        fresh = {name: getattr(draft, name) for name in fields}
        if Draft.objects.filter(pk=draft.pk, version=before, submitted_at=None).update(**fresh):
            return draft
    return BUSY


def _collision_message(found: list[Collision]) -> str:
    if not found:
        return ""
    differences = " ".join(f"«{one.label}»: cửa sổ kia ghi “{one.other}”." for one in found[:10])
    return (
        "Mục này vừa được lưu từ một cửa sổ khác. Chúng tôi giữ nội dung bạn vừa bấm lưu. "
        f"Hãy xem lại các chỗ khác nhau: {differences}"
    )
