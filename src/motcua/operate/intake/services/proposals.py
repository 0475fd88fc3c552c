"""Proposing to ask a person once more, and the decision of the head of the unit."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from motcua.kernel.actors import Actor
from motcua.kernel.text import clean
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers import services
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.intake.models import Proposal

OPEN_ALREADY = Refusal("proposed_already", "Đã có một đề nghị yêu cầu bổ sung lại đang chờ trưởng phòng duyệt.")
DECIDED = Refusal("decided_already", "Đề nghị này đã được quyết định.")


def propose(
    *,
    dossier: Dossier,
    items: Sequence[Mapping[str, Any]],
    reason: str,
    why: str,
    by: Actor,
    now: datetime,
    contact: str = "",
) -> Proposal | Refusal:
    """Put a repeated request before the head of the unit. `why`: why it was not asked for the first time."""
    why = clean(why, lines=True)
    if not why:
        return Refusal("repeat_reason_missing", "Hãy ghi vì sao lần trước chưa nêu, để trưởng phòng xem xét.")
    try:
        with transaction.atomic():
            return Proposal.objects.create(
                dossier=dossier,
                items=[dict(item) for item in items],
                reason=reason,
                contact=contact,
                why=why,
                proposed_by_id=by.id,
                proposed_at=now,
            )
    except IntegrityError:
        return OPEN_ALREADY


def decide(*, proposal_id: UUID, agreed: bool, answer: str, by: Actor, now: datetime) -> Proposal | Refusal:
    """The head agrees, and the request is made at once in the head's name; or declines with a word why."""
    with transaction.atomic():
        proposal = Proposal.objects.select_related("dossier").filter(pk=proposal_id).first()
        answer = clean(answer, lines=True)
        if proposal is None or proposal.agreed is not None:
            return DECIDED
        refusal = _refusal(proposal, by, agreed, answer)
        if refusal is not None:
            return refusal
        rows = Proposal.objects.filter(pk=proposal.pk, agreed=None)
        if not rows.update(agreed=agreed, answer=answer, decided_by=by.id, decided_at=now):
            return DECIDED
        if agreed:
            outcome = _ask(proposal, answer, by, now)
            if isinstance(outcome, Refusal):
                transaction.set_rollback(True)
                return outcome
    proposal.refresh_from_db()
    return proposal


def _refusal(proposal: Proposal, by: Actor, agreed: bool, answer: str) -> Refusal | None:
    if by.role != "unit_head" or not dossiers.related(proposal.dossier, by, "request_supplement"):
        return Refusal("wrong_role", "Chỉ trưởng phòng phụ trách thủ tục này được duyệt.", "", "Trưởng phòng")
    if str(proposal.proposed_by_id) == by.id:
        return Refusal("own_proposal", "Người đề nghị không tự duyệt đề nghị của mình.")
    if not agreed and not answer:
        return Refusal("answer_missing", "Hãy ghi lý do không đồng ý.")
    return None


def _ask(proposal: Proposal, answer: str, by: Actor, now: datetime) -> Dossier | Refusal:
    return services.act(
        dossier_id=proposal.dossier_id,
        verb="request_supplement",
        by=by,
        now=now,
        command_id=str(uuid5(proposal.pk, "agreed")),
        data={
            "items": proposal.items,
            "reason": proposal.reason,
            "contact": proposal.contact,
            "repeat_reason": f"{proposal.why}\n{answer}".strip(),
            "proposed_by": proposal.proposed_by_id,
        },
    )
