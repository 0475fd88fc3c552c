"""Declaring a figure with its evidence."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.files import services as files
from motcua.kernel.ids import new_id
from motcua.kernel.time import local_date
from motcua.measure.registers.models import DeclaredFigure


@dataclass(frozen=True, slots=True)
class NotDeclared:
    """Why a declaration was not taken, in words. `about`: the part that is wrong."""

    message: str
    about: str = ""


@transaction.atomic
def declare(
    *,
    indicator: str,
    first: date,
    last: date,
    numerator: int,
    denominator: int,
    note: str,
    evidence: bytes,
    evidence_name: str,
    by: Actor,
    now: datetime,
) -> DeclaredFigure | NotDeclared:
    """Keep a declared figure. The evidence must be a readable PDF, JPEG or PNG; the period must have begun."""
    if denominator < 0 or not 0 <= numerator <= denominator:
        return NotDeclared("Tử số phải từ 0 đến mẫu số.")
    if first > last or first > local_date(now):
        return NotDeclared("Kỳ báo cáo phải đã bắt đầu, ngày đầu không sau ngày cuối.")
    judgement = files.judge(evidence, evidence_name)
    if judgement.problems:
        return NotDeclared(judgement.problems[0].message_vi, "evidence")
    stored = files.store(data=evidence, name=evidence_name, now=now, judgement=judgement)
    figure = DeclaredFigure.objects.create(
        indicator=indicator, first=first, last=last, numerator=numerator, denominator=denominator, note=note,
        evidence=stored, evidence_name=evidence_name[:255], declared_by=by.id, declared_at=now,
    )  # fmt: skip
    append(
        stream=StreamRef("declaration", str(new_id())),
        expected_version=0,
        type="declaration.made",
        payload={
            "indicator": indicator, "first": first.isoformat(), "last": last.isoformat(),
            "numerator": numerator, "denominator": denominator, "evidence": stored.pk,
        },
        actor=by,
        occurred_at=now,
        recorded_at=now,
        command_id=str(new_id()),
    )  # fmt: skip
    return figure
