"""Asking a second person to sign, and their answer: each act one event on the stream ("cosignature", id)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.ids import new_id, tracking_code
from motcua.kernel.text import clean
from motcua.operate.eforms import queries, rules
from motcua.operate.eforms.models import Cosignature, Draft
from motcua.operate.eforms.rules import GONE, SUBMITTED, Refused, cosigning

_WRONG_CODE = Refused("cosign_code", "Mã mời không đúng hoặc đã hết hạn. Hãy xem lại mã, hoặc xin người mời mã mới.")
_CHANGED = Refused("cosign_changed", "Tờ khai đã sửa sau khi mời bạn ký. Hãy xin người mời gửi mã mới rồi đọc lại.")


@dataclass(frozen=True, slots=True)
class Invited:
    """An open request and the code for the second person: shown once, only its keyed hash is stored."""

    cosignature: Cosignature
    code: str


def ask_cosigner(*, draft_id: UUID | str, by: Actor, now: datetime, account: Any = None) -> Invited | Refused:
    """Ask the second person the form wants to sign the answers as they stand. An earlier open request is withdrawn.

    Refused while the form has mistakes: nobody should sign what cannot be submitted.
    """
    draft = Draft.objects.select_related("form_version__form").filter(pk=draft_id).first()
    if draft is None or draft.expires_at <= now:
        return GONE
    if draft.submitted_at is not None:
        return SUBMITTED
    needed = draft.form_version.parsed.cosign if draft.form_version else None
    if needed is None:
        return Refused("cosign_not_needed", "Tờ khai này không cần người ký thứ hai.")
    judged = queries.evaluation(draft, now)
    if judged is not None and judged.errors:
        message = f"Tờ khai còn {len(judged.errors)} chỗ cần sửa trước khi mời người ký thứ hai."
        return Refused("incomplete", message, judged.errors)
    code = tracking_code()
    with transaction.atomic():
        for open_one in draft.cosignatures.filter(state=rules.ASKED):
            _close(open_one, cosigning.WITHDRAWN, by, now)
        row = Cosignature.objects.create(
            draft=draft,
            who=needed.who,
            code_index=queries.cosign_index(code),
            answers_hash=queries.answers_hash(draft),
            asked_by=account,
            asked_at=now,
            expires_at=now + cosigning.VALID_FOR,
        )
        _tell(row, "cosignature.asked", {"draft": str(draft.pk)}, by, now, expected=0)
    return Invited(row, code)


def cosign(
    *,
    code: str,
    agrees: bool,
    name: str,
    identity_level: int,
    by: Actor,
    now: datetime,
    account: Any = None,
    reason: str = "",
) -> Cosignature | Refused:
    """The second person agrees to, or declines, what the invitation `code` opens. Final.

    `identity_level`: how sure we are of who that is (`rules.IDENTITY_LEVELS`). Refused to the first person, and when
    the answers are no longer those they were asked about.
    """
    row = queries.cosignature_by_code(code, now)
    if row is None or row.draft is None:
        return _WRONG_CODE
    signer = account if account is not None and account.pk is not None else None
    if signer is not None and signer.pk in {row.asked_by_id, row.draft.account_id}:
        return Refused("cosign_same", "Người ký thứ hai phải là người khác với người khai.")
    verb = rules.AGREED if agrees else cosigning.DECLINED
    name, reason = clean(name)[:200], clean(reason, lines=True)[:1000]
    refused = cosigning.decide(row.state, verb, now=now, expires_at=row.expires_at, reason=reason)
    if refused is not None:
        return refused
    if not name:
        return Refused("cosign_name", "Hãy ghi họ và tên của bạn.")
    if identity_level not in rules.IDENTITY_LEVELS:
        return Refused("cosign_level", "Không rõ bạn được xác thực ở mức nào. Hãy đăng nhập lại.")
    if agrees and row.answers_hash != queries.answers_hash(row.draft):
        return _CHANGED
    fresh = {"signer": signer, "signer_name": name, "identity_level": identity_level}
    fresh["decline_reason"] = "" if agrees else reason
    with transaction.atomic():
        closed = _close(row, verb, by, now, {"identity_level": identity_level}, **fresh)
    return row if closed else _WRONG_CODE


def withdraw_cosigner(*, draft_id: UUID | str, by: Actor, now: datetime) -> bool:
    """Take an open invitation back, as the first person asked; its code stops working. True when there was one."""
    row = Cosignature.objects.filter(draft_id=draft_id, state=rules.ASKED).first()
    if row is None:
        return False
    with transaction.atomic():
        return _close(row, cosigning.WITHDRAWN, by, now)


def expire_cosigners(*, now: datetime) -> int:
    """Close the invitations nobody answered in time; how many."""
    count = 0
    for row in Cosignature.objects.filter(state=rules.ASKED, expires_at__lte=now):
        with transaction.atomic():
            count += _close(row, cosigning.EXPIRED, SYSTEM, now)
    return count


def _close(
    row: Cosignature, state: str, by: Actor, now: datetime, payload: dict[str, Any] | None = None, **fresh: Any
) -> bool:
    """From "asked" to `state`, by whoever is first; False for everybody else."""
    fresh |= {"state": state, "decided_at": now, "version": row.version + 1}
    if not Cosignature.objects.filter(pk=row.pk, state=rules.ASKED, version=row.version).update(**fresh):
        return False
    _tell(row, f"cosignature.{state}", payload or {}, by, now, expected=row.version)
    for name, value in fresh.items():
        setattr(row, name, value)
    return True


def _tell(row: Cosignature, type: str, payload: dict[str, Any], by: Actor, now: datetime, *, expected: int) -> None:
    append(
        stream=StreamRef("cosignature", str(row.pk)),
        expected_version=expected,
        type=type,
        payload=payload,
        actor=by,
        occurred_at=now,
        recorded_at=now,
        command_id=str(new_id()),
    )
