"""What the officer who handles the parent does: plan parts, recall one, send one again, go on without one."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.kernel.text import clean
from motcua.law import queries as law
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers import services as dossier_services
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import FINAL, Refusal, State
from motcua.operate.linking import queries, rules
from motcua.operate.linking.models import Leg, Plan
from motcua.operate.linking.rules import LegIn
from motcua.operate.linking.services.recording import RECEPTION, carried_out, record
from motcua.operate.linking.services.sending import go_on, send

NOT_UNDER_WAY: Final = frozenset({rules.Leg.REFUSED, rules.Leg.PLANNED})
GONE = Refusal("leg_settled", "Phần này đã sang trạng thái khác. Hãy tải lại trang để xem.")


def plan(
    *, dossier_id: UUID, order: str, legs: Sequence[LegIn], by: Actor, now: datetime, command_id: str
) -> Plan | Refusal:
    """Cut parts out of the dossier, hold it, and send what goes first. All of it happens, or nothing.

    Who may place a hold may do it (case officer or head of the handling unit). The legal clock of the parent runs on:
    no decree lets connected handling pause it (NĐ 61/2018/NĐ-CP điều 19 khoản 6). Raises Dossier.DoesNotExist.
    """
    earlier = carried_out(command_id, by, "planned")
    if earlier is not None:
        return earlier
    dossier = dossiers.for_work(dossier_id)
    decision = dossiers.decision(dossier, by, "place_hold")
    if isinstance(decision, Refusal):
        return decision
    refusal = rules.judge(order, legs) or _unfit(dossier, order, legs, now)
    if refusal is not None:
        return refusal
    with transaction.atomic():
        outcome = _made(dossier, order, legs, by, now, command_id)
        if isinstance(outcome, Refusal):
            transaction.set_rollback(True)
    return outcome


def recall(*, leg: Leg, by: Actor, now: datetime, command_id: str) -> Plan | Refusal:
    """Take a part back: the child dossier is withdrawn at the other agency, and the plan goes on without it."""
    answer = _before(leg, "leg_recalled", {rules.Leg.SENT}, by, command_id)
    if answer is not None:
        return answer
    with transaction.atomic():
        withdrawn = withdraw_child(leg, now, command_id)
        if isinstance(withdrawn, Refusal):
            transaction.set_rollback(True)
            return withdrawn
        return _settle(leg, rules.Leg.SENT, rules.Leg.RECALLED, "leg_recalled", by, now, command_id)


def waive(*, leg: Leg, by: Actor, now: datetime, command_id: str) -> Plan | Refusal:
    """Go on without a part that was refused, or drop one that was not sent yet."""
    answer = _before(leg, "leg_waived", NOT_UNDER_WAY, by, command_id)
    if answer is not None:
        return answer
    with transaction.atomic():
        return _settle(leg, rules.Leg(leg.state), rules.Leg.WAIVED, "leg_waived", by, now, command_id)


def resend(*, leg: Leg, by: Actor, now: datetime, command_id: str) -> Plan | Refusal:
    """Send a part that was refused once more, as a new part; or try again to send a planned one."""
    answer = _before(leg, "leg_sent_again", NOT_UNDER_WAY, by, command_id)
    if answer is not None:
        return answer
    with transaction.atomic():
        fresh = leg if leg.state == rules.Leg.PLANNED else _again(leg)
        record(leg.plan, "leg_sent_again", {"leg": str(fresh.pk), "of": str(leg.pk)}, by, now, command_id)
        refused = send(leg.plan, fresh, by, now, command_id)
        if refused is not None:
            transaction.set_rollback(True)
            return refused
    return leg.plan


def withdraw_child(leg: Leg, now: datetime, command_id: str) -> Dossier | Refusal:
    """The child dossier is withdrawn by who filed it, the sending agency. Refused when its result is there already."""
    assert leg.child_id is not None
    child = dossiers.for_work(leg.child_id)
    if child.current_state in FINAL | {State.PROCESSED}:
        return Refusal("child_done", "Cơ quan kia đã giải quyết xong phần này, không rút về được nữa.")
    return dossier_services.act(
        dossier_id=child.pk, verb="withdraw", by=RECEPTION, now=now, command_id=f"{command_id}:withdraw",
        data={"reason": "Cơ quan gửi rút phần liên thông về"},
    )  # fmt: skip


def _made(
    dossier: Dossier, order: str, legs: Sequence[LegIn], by: Actor, now: datetime, command_id: str
) -> Plan | Refusal:
    number = Plan.objects.filter(dossier=dossier.pk).count() + 1
    made = Plan(
        dossier=dossier, number=number, order=order, hold=f"Liên thông lần {number}", unit_id=by.unit,
        made_by_id=UUID(by.id), made_at=now,
    )  # fmt: skip
    held = dossier_services.act(
        dossier_id=dossier.pk, verb="place_hold", by=by, now=now, command_id=f"{command_id}:hold",
        data={"code": made.hold, "words": "Cơ quan khác giải quyết phần liên thông", "blocks": list(rules.BLOCKS)},
    )  # fmt: skip
    if isinstance(held, Refusal):
        return held
    made.dossier = held
    made.save(force_insert=True)
    for place, wanted in enumerate(legs):
        row = Leg.objects.create(
            plan=made, place=place, unit_id=wanted.unit, what=clean(wanted.what, lines=True).strip(),
            days=wanted.days, procedure_code=wanted.procedure,
        )  # fmt: skip
        row.papers.set(dossier.papers.filter(pk__in=wanted.papers))
    payload = {
        "number": number, "order": order, "hold": made.hold,
        "legs": [{"unit": one.unit, "days": one.days, "procedure": one.procedure, "papers": len(one.papers)}
                 for one in legs],
    }  # fmt: skip
    record(made, "planned", payload, by, now, command_id)
    return go_on(made, by, now, command_id) or made


def _unfit(dossier: Dossier, order: str, legs: Sequence[LegIn], now: datetime) -> Refusal | None:
    if dossier.parent_id is not None:
        return Refusal("part_of_another", "Đây đã là phần liên thông; không gửi tiếp phần của một phần.")
    known = {one.unit for one in queries.receivers(now)}
    if not known.issuperset(leg.unit for leg in legs):
        return Refusal(
            "no_such_unit", "Cơ quan được chọn chưa làm việc trên hệ thống này. Hãy xin ý kiến bằng công văn."
        )
    papers = {str(key) for key in dossier.papers.filter(replaced_at=None).values_list("pk", flat=True)}
    if not papers.issuperset(key for leg in legs for key in leg.papers):
        return Refusal("no_such_paper", "Hồ sơ không có giấy tờ này.")
    days = [leg.days for leg in legs]
    if not rules.fits(order, days, start=now, legal_due=dossier.legal_due, calendar=law.calendar()):
        return Refusal(
            "too_long",
            "Các phần cộng lại xong sau hạn trả kết quả của hồ sơ. Hãy rút ngắn hoặc gửi đồng thời.",
            rules.RULE,
        )
    return None


def _before(leg: Leg, what: str, states: AbstractSet[rules.Leg], by: Actor, command_id: str) -> Plan | Refusal | None:
    """What the same command was answered before, or why the act may not be; None when it may."""
    return carried_out(command_id, by, what) or _may(leg.plan, by) or (None if leg.state in states else GONE)


def _may(plan: Plan, by: Actor) -> Refusal | None:
    if by.unit != plan.unit_id or by.role not in {"case_officer", "unit_head"}:
        return Refusal("not_yours", "Chỉ đơn vị đã gửi phần liên thông mới làm được việc này.")
    return None if plan.is_open else GONE


def _settle(
    leg: Leg, before: rules.Leg, after: rules.Leg, what: str, by: Actor, now: datetime, command_id: str
) -> Plan | Refusal:
    """End a part once, whoever comes first, and let the plan go on."""
    if not Leg.objects.filter(pk=leg.pk, state=before).update(state=after, closed_at=now):
        transaction.set_rollback(True)
        return GONE
    record(leg.plan, what, {"leg": str(leg.pk), "child": str(leg.child_id or "")}, by, now, command_id)
    go_on(leg.plan, by, now, command_id)
    return Plan.objects.get(pk=leg.plan_id)


def _again(leg: Leg) -> Leg:
    """The same part anew, at the end of the list; the refused one counts as done without."""
    Leg.objects.filter(pk=leg.pk).update(state=rules.Leg.WAIVED)
    fresh = Leg.objects.create(
        plan=leg.plan, place=leg.plan.legs.count(), unit_id=leg.unit_id, what=leg.what, days=leg.days,
        procedure_code=leg.procedure_code,
    )  # fmt: skip
    fresh.papers.set(leg.papers.all())
    return fresh
