"""From a draft to frozen answers, and the end of both: expiry of drafts, erasure of answers."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.kernel.time import local_date
from motcua.operate.eforms import rules
from motcua.operate.eforms.models import Answers, Cosignature, Draft, FormVersion
from motcua.operate.eforms.queries import answers_hash, lookup, raw_answers, standing
from motcua.operate.eforms.rules import GONE, Refused


@transaction.atomic
def freeze(*, draft_id: UUID | str, now: datetime) -> Answers | Refused:
    """Freeze the answers of a draft that is being submitted; a second call gives the same answers.

    Call it inside the transaction of the submission, so that a refused submission leaves the draft open.
    """
    existing = Answers.objects.select_related("form_version__form").filter(draft_id=draft_id).first()
    if existing is not None:
        return existing
    draft = Draft.objects.select_related("form_version__form").filter(pk=draft_id).first()
    if draft is None or draft.expires_at <= now:
        return GONE
    if draft.form_version is None:
        return Refused("no_form", "Hồ sơ này không có tờ khai để nộp.")
    judged = rules.evaluate(draft.form_version.parsed, raw_answers(draft), today=local_date(now), lookup=lookup())
    if judged.errors:
        return _incomplete(judged)
    second = standing(draft, now)
    if not second.ready:
        return Refused("cosign", second.message)
    if not Draft.objects.filter(pk=draft.pk, version=draft.version, submitted_at=None).update(submitted_at=now):
        return rules.BUSY
    frozen = _frozen(draft.form_version, judged, now, draft)
    if draft.form_version.parsed.cosign is not None:
        draft.cosignatures.filter(state=rules.AGREED, answers_hash=answers_hash(draft)).update(answers=frozen)
    return frozen


@transaction.atomic
def freeze_answers(
    *, form_version: FormVersion, answers: Mapping[str, Any], now: datetime, known: Mapping[str, Any] | None = None
) -> Answers | Refused:
    """Freeze answers given at once, without a draft (taken down at a counter, or brought in from elsewhere).

    A second person then signs the paper: whoever takes it down sees to that.
    """
    definition = form_version.parsed
    raw = rules.prefilled(definition, {**rules.defaults(definition), **rules.storable(dict(answers))}, known or {})
    judged = rules.evaluate(definition, raw, today=local_date(now), lookup=lookup())
    if judged.errors:
        return _incomplete(judged)
    FormVersion.objects.filter(pk=form_version.pk, first_used_at=None).update(first_used_at=now)
    return _frozen(form_version, judged, now, None)


def _incomplete(judged: rules.Evaluation) -> Refused:
    message = f"Tờ khai còn {len(judged.errors)} chỗ cần sửa trước khi nộp."
    return Refused("incomplete", message, judged.errors)


def _frozen(version: FormVersion, judged: rules.Evaluation, now: datetime, draft: Draft | None) -> Answers:
    shown = [asdict(section) for section in rules.summary(version.parsed, judged)]
    return Answers.objects.create(
        form_version=version,
        draft_id=draft.pk if draft else None,
        account_id=draft.account_id if draft else None,
        answers=judged.values,
        shown=shown,
        shown_hash=shown_hash(shown),
        rendering_hash=rules.rendering_hash(version.sha256, version.parsed, shown),
        frozen_at=now,
    )


def shown_hash(shown: list[dict[str, Any]]) -> str:
    """The hash of the form as it was shown, over its canonical JSON."""
    text = json.dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def erase_answers(*, answers_id: UUID | str, now: datetime) -> bool:
    """Empty frozen answers for good, when the law on personal data says so. True when something was erased."""
    Cosignature.objects.filter(answers_id=answers_id).update(
        signer=None, signer_name="", asked_by=None, decline_reason=""
    )
    empty: dict[str, Any] = {"answers": {}, "shown": [], "shown_hash": "", "erased_at": now, "account": None}
    return Answers.objects.filter(pk=answers_id, erased_at=None).update(**empty) > 0


@transaction.atomic
def expire_drafts(*, now: datetime) -> int:
    """Delete drafts nobody came back to (and submitted ones, whose answers are frozen); how many."""
    old = Draft.objects.filter(expires_at__lte=now)
    count = old.count()
    Cosignature.objects.filter(draft__in=old, answers=None).delete()
    old.delete()
    return count
