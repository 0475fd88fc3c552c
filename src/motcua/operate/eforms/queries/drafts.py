"""Reads: drafts of a person, a draft by its code, what is asked and answered, frozen answers."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict

from motcua.kernel.ids import read_tracking_code
from motcua.kernel.time import local_date
from motcua.operate.eforms import rules
from motcua.operate.eforms.filling import Posted, SectionPage, read_posted, section_page
from motcua.operate.eforms.models import Answers, Draft, DraftFile
from motcua.operate.eforms.queries.lookups import lookup


def _drafts() -> QuerySet[Draft]:
    return Draft.objects.select_related("form_version__form")


def draft(draft_id: UUID | str, account: Any = None) -> Draft | None:
    """A draft that `account` may open: its own; None for an anonymous person means a draft without an account."""
    signed_in = account is not None and account.pk is not None
    owned = _drafts().filter(account=account) if signed_in else _drafts().filter(account=None)
    return owned.filter(pk=draft_id).first()


def drafts_of(account: Any, now: datetime) -> QuerySet[Draft]:
    """The unfinished drafts of an account, the latest first."""
    return _drafts().filter(account=account, submitted_at=None, expires_at__gt=now)


def by_resume_code(code: str, now: datetime) -> Draft | None:
    """The unfinished draft a typed code opens; None when the code is mistyped, unknown or too old."""
    read = read_tracking_code(code)
    if read is None:
        return None
    return _drafts().filter(resume_index=resume_index(read), submitted_at=None, expires_at__gt=now).first()


def resume_index(code: str) -> str:
    """What is stored of a resume code: useless without the key of this instance."""
    return hmac.new(settings.MOTCUA_BLIND_KEY.encode(), b"draft:" + code.encode(), hashlib.sha256).hexdigest()


def answers(answers_id: UUID | str) -> Answers | None:
    """Frozen answers with their form version."""
    return Answers.objects.filter(pk=answers_id).select_related("form_version__form").first()


def files_of(draft: Draft) -> list[DraftFile]:
    """The files of a draft, by component."""
    return list(draft.files.select_related("stored_file"))


def evaluation(draft: Draft, now: datetime) -> rules.Evaluation | None:
    """The draft's answers judged today; None when the draft has no form."""
    if draft.form_version is None:
        return None
    return rules.evaluate(draft.form_version.parsed, raw_answers(draft), today=local_date(now), lookup=lookup())


def raw_answers(draft: Draft) -> dict[str, Any]:
    """What was typed into a draft, with its attached files as answers of the questions that ask for them."""
    typed: dict[str, Any] = draft.answers
    if draft.form_version is None or not draft.form_version.parsed.asks_files:
        return typed
    attached: dict[str, list[dict[str, str]]] = {}
    for file in draft.files.all():
        attached.setdefault(file.component_code, []).append({"sha256": file.stored_file_id, "name": file.name})
    return rules.with_files(draft.form_version.parsed, typed, attached)


def draft_page(
    draft: Draft, section: str, now: datetime, *, judged: bool = False, shown: frozenset[str] | None = None
) -> SectionPage | None:
    """The page of one section of a draft (see `section_page`); None when its form has no such section to ask."""
    part = _part(draft, section)
    if part is None or draft.form_version is None:
        return None
    return section_page(
        draft.form_version.parsed,
        part,
        raw_answers(draft),
        today=local_date(now),
        lookup=lookup(),
        version=draft.version,
        judged=judged,
        shown=shown,
    )


def posted(draft: Draft, section: str, data: QueryDict) -> Posted | None:
    """What was posted from the page of one section of a draft; None when its form has no such section to ask."""
    part = _part(draft, section)
    return None if part is None else read_posted(part, data, draft.answers)


def _part(draft: Draft, key: str) -> rules.Section | None:
    if draft.form_version is None:
        return None
    return next((part for part in draft.form_version.parsed.asked_sections if part.key == key), None)


@dataclass(frozen=True, slots=True)
class SectionState:
    """Where a person stands with one section: `state` is "done", "started", "to_do" or "hidden" (nothing to ask)."""

    key: str
    title: str
    state: str
    errors: int


def progress(draft: Draft, now: datetime) -> list[SectionState]:
    """The sections of the draft's form with their state, for a task list."""
    judged = evaluation(draft, now)
    if judged is None or draft.form_version is None:
        return []
    return [_state(section, judged, draft) for section in draft.form_version.parsed.asked_sections]


def _state(section: rules.Section, judged: rules.Evaluation, draft: Draft) -> SectionState:
    keys = {section.key} if section.repeat else {field.key for field in section.fields}
    errors = len(judged.errors_in(section))
    if not keys & judged.visible:
        state = "hidden"
    elif section.key not in draft.section_versions:
        state = "to_do"
    else:
        state = "started" if errors else "done"
    return SectionState(section.key, section.title, state, errors)


def summary(draft: Draft, now: datetime) -> tuple[rules.SummarySection, ...]:
    """The draft as it would be read if submitted now, for the check-answers page; () without a form."""
    judged = evaluation(draft, now)
    if judged is None or draft.form_version is None:
        return ()
    return rules.summary(draft.form_version.parsed, judged)


def as_asked(frozen: Answers) -> list[dict[str, Any]]:
    """What was asked in a submission, and how: label, help, clause and answers to choose from, as they stood then."""
    return rules.asked(frozen.form_version.parsed, frozen.shown)


def shown_unchanged(frozen: Answers) -> bool:
    """Whether a submission still reads as it was frozen: questions, labels and answers. True for an erased one."""
    version = frozen.form_version
    if frozen.erased_at is not None:
        return True
    return frozen.rendering_hash == rules.rendering_hash(version.sha256, version.parsed, frozen.shown)


def shown(frozen: Answers) -> list[dict[str, Any]]:
    """The filled form as the applicant saw it when submitting: sections with rows {label, value}."""
    return list(frozen.shown)
