"""Reads of consultations: of a dossier, of the unit that must answer, of those who asked."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet

from motcua.kernel.actors import Actor
from motcua.operate.consultations import rules
from motcua.operate.consultations.models import Consultation
from motcua.operate.consultations.rules import Standing
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.rules import Refusal
from motcua.people import queries as people
from motcua.people.rules import Grant

__all__ = ["Consultation", "answering", "find", "may_answer", "may_read", "of_dossier", "to_answer",
           "to_answer_count", "told_count", "we_asked"]  # fmt: skip
CAP = 999
RELATED = ("dossier__procedure", "dossier__owner", "dossier__filer", "unit", "agency", "asked_by", "asking_unit")


def find(consultation_id: UUID) -> Consultation | None:
    """One consultation with all its page shows; None when there is none."""
    rows = Consultation.objects.select_related(*RELATED, "answered_by", "stored_file")
    return rows.filter(pk=consultation_id).first()


def of_dossier(dossier_id: UUID) -> list[Consultation]:
    """What was asked about a dossier, the latest first."""
    rows = Consultation.objects.filter(dossier=dossier_id).select_related("unit", "agency", "asked_by", "answered_by")
    return list(rows.order_by("-number"))


def to_answer(*, grants: Sequence[Grant], limit: int = 100) -> list[Consultation]:
    """Open questions to the units of these grants, and to other agencies for those who enter their letters."""
    return list(_to_answer(grants).select_related(*RELATED).order_by("due_at", "pk")[:limit])


def to_answer_count(grants: Sequence[Grant]) -> int:
    """How many `to_answer` would give, capped."""
    return _to_answer(grants).order_by()[: CAP + 1].count()


def we_asked(*, account: AbstractBaseUser, grants: Sequence[Grant], limit: int = 100) -> list[Consultation]:
    """What the person or, for a head, the person's unit has asked: open ones first, the most urgent on top."""
    mine = Q(asked_by=account.pk)
    mine |= Q(asking_unit__key__in=[grant.unit_key for grant in grants if grant.role == "unit_head"])
    rows = Consultation.objects.filter(mine).select_related(*RELATED)
    found = list(rows.filter(standing=Standing.OPEN).order_by("due_at", "pk")[:limit])
    return found + list(rows.exclude(standing=Standing.OPEN).order_by("-closed_at", "pk")[: limit - len(found)])


def told_count(grants: Sequence[Grant]) -> int:
    """How many overdue opinions were told to the heads among these grants and still wait for a decision, capped."""
    units = [grant.unit_key for grant in grants if grant.role == "unit_head"]
    rows = Consultation.objects.filter(standing=Standing.OPEN, overdue_at__isnull=False, asking_unit__key__in=units)
    return rows.order_by()[: CAP + 1].count()


def may_answer(consultation: Consultation, by: Actor) -> Refusal | None:
    """Why this actor may not answer; None when he may. Nobody gives an opinion on a dossier of his own."""
    if dossiers.is_own(consultation.dossier, by):
        return Refusal(
            "own_dossier",
            "Đây là hồ sơ của chính bạn, nên phải do người khác cho ý kiến.",
            "Luật Phòng, chống tham nhũng 2018 điều 23",
        )
    if dossiers.agency_of(by) != people.unit(consultation.asking_unit_id).agency.key:
        return Refusal("not_asked", "Chỉ cán bộ của cơ quan đã xin ý kiến mới trả lời được ở đây.")
    return rules.may_answer(
        role=by.role,
        unit=by.unit,
        asked_unit=consultation.unit_id or "",
        handling_unit=consultation.asking_unit_id,
    )


def answering(consultation: Consultation, account_id: str, grants: Sequence[Grant]) -> Actor | None:
    """Of the person's roles the one to answer in; None when none may."""
    actors = (grant.actor(account_id) for grant in grants)
    return next((actor for actor in actors if may_answer(consultation, actor) is None), None)


def may_read(consultation: Consultation, account: AbstractBaseUser, grants: Sequence[Grant]) -> bool:
    """Those who may open the dossier, and the unit that is asked: it sees the question and what is shown with it."""
    if any(grant.unit_key == consultation.unit_id and grant.role not in rules.NOT_ANSWERING for grant in grants):
        return True
    # An official reads nothing about his own dossier here, though he may open its page as applicant.
    by = Actor("official", str(account.pk))
    return not dossiers.is_own(consultation.dossier, by) and dossiers.visible(consultation.dossier, account, grants)


def _to_answer(grants: Sequence[Grant]) -> QuerySet[Consultation]:
    asked = Q(unit__key__in=[grant.unit_key for grant in grants if grant.role not in rules.NOT_ANSWERING])
    if any(grant.role == "clerk" and people.is_own(grant) for grant in grants):
        asked |= Q(agency__isnull=False)
    return Consultation.objects.filter(asked, standing=Standing.OPEN)
