"""Reads: where a draft stands with its second person, and what an invitation opens."""

import hashlib
import hmac
import json
from datetime import datetime

from django.conf import settings

from motcua.kernel.ids import read_tracking_code
from motcua.operate.eforms import rules
from motcua.operate.eforms.models import Answers, Cosignature, Draft
from motcua.operate.eforms.queries.drafts import raw_answers, summary


def cosign_index(code: str) -> str:
    """What is stored of an invitation's code: useless without the key of this instance."""
    return hmac.new(settings.MOTCUA_BLIND_KEY.encode(), b"cosign:" + code.encode(), hashlib.sha256).hexdigest()


def answers_hash(draft: Draft) -> str:
    """The same as long as form, answers and attached files of a draft stay the same."""
    version = draft.form_version.sha256 if draft.form_version else ""
    text = json.dumps([version, raw_answers(draft)], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def cosignature_of(draft: Draft) -> Cosignature | None:
    """The last request to sign a draft; None: nobody was asked."""
    return draft.cosignatures.order_by("-asked_at", "-id").first()


def standing(draft: Draft, now: datetime) -> rules.Standing:
    """Whether a draft still waits for its second person ("chờ người ký thứ hai"), and what to tell the first."""
    needed = draft.form_version.parsed.cosign if draft.form_version else None
    if needed is None:
        return rules.standing(False, None, same_answers=True, expired=False, who="")
    last = cosignature_of(draft)
    return rules.standing(
        True,
        last.state if last else None,
        same_answers=last is not None and last.answers_hash == answers_hash(draft),
        expired=last is not None and last.expires_at <= now,
        who=needed.who,
    )


def cosignature_by_code(code: str, now: datetime) -> Cosignature | None:
    """The open invitation a typed code opens; None when it is mistyped, unknown, closed or too old."""
    read = read_tracking_code(code)
    if read is None:
        return None
    rows = Cosignature.objects.select_related("draft__form_version__form")
    return rows.filter(code_index=cosign_index(read), state=rules.ASKED, expires_at__gt=now).first()


def to_cosign(cosignature: Cosignature, now: datetime) -> tuple[rules.SummarySection, ...]:
    """The answers the second person reads before deciding: the section the form names, or the whole form."""
    draft = cosignature.draft
    if draft is None or draft.form_version is None or draft.form_version.parsed.cosign is None:
        return ()
    only = draft.form_version.parsed.cosign.section
    return tuple(part for part in summary(draft, now) if not only or part.section == only)


def cosignature_in(frozen: Answers) -> Cosignature | None:
    """The agreement that went into a submission."""
    return frozen.cosignatures.select_related("signer").first()
