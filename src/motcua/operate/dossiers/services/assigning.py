"""Giving dossiers out: by the rules of the unit, from hand to hand, and to who takes one himself."""

from collections.abc import Sequence
from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db.models import F

from motcua.kernel import audit
from motcua.kernel.actors import Actor
from motcua.kernel.text import clean
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import AssignmentRule, Dossier
from motcua.operate.dossiers.queries.assigning import forget_rules, giving_units, suggestion, unassigned
from motcua.operate.dossiers.rules import Refusal, State
from motcua.operate.dossiers.rules.assigning import METHODS
from motcua.operate.dossiers.services import acts
from motcua.operate.dossiers.services.context import Stale
from motcua.people import queries as people
from motcua.people.rules import Role

BY_RULE = Actor("system", "assignment", "system")
HEAD_ONLY = Refusal("wrong_role", "Quy tắc phân công của phòng do trưởng phòng đặt.", who="Trưởng phòng chuyên môn")


def make_rule(
    *,
    unit: str,
    method: str,
    procedure_id: int | None = None,
    field: str = "",
    place: str = "",
    officers: Sequence[str] = (),
    automatic: bool = False,
    order: int = 100,
    reason: str = "",
    by: Actor,
    now: datetime,
) -> AssignmentRule | Refusal:
    """The head sets a rule of his unit. It holds for what comes from now on."""
    if by.role != Role.UNIT_HEAD or by.unit != unit:
        return HEAD_ONLY
    known = {str(one.pk) for one in people.officials_with(Role.CASE_OFFICER, unit, now)}
    if method not in METHODS or not set(officers) <= known:
        return Refusal("not_an_officer", "Hãy chọn cách phân công, và chỉ chọn chuyên viên của phòng.")
    if method == "fixed" and not officers:
        return Refusal("nobody_named", "Cách phân công này cần chọn ít nhất một người.")
    rule = AssignmentRule.objects.create(
        unit_id=unit, method=method, procedure_id=procedure_id, field=clean(field), place=clean(place),
        officers=list(officers), automatic=automatic, order=order, reason=clean(reason)[:300],
        made_by_id=UUID(by.id), made_at=now,
    )  # fmt: skip
    forget_rules()
    return rule


def end_rule(*, rule_id: UUID, by: Actor, now: datetime) -> AssignmentRule | Refusal:
    """The rule holds no more; what it gave out stays given. Ending it twice changes nothing."""
    rule = AssignmentRule.objects.filter(pk=rule_id).first()
    if rule is None or by.role != Role.UNIT_HEAD or by.unit != rule.unit_id:
        return HEAD_ONLY
    AssignmentRule.objects.filter(pk=rule_id, ended_at=None).update(ended_at=now, ended_by=UUID(by.id))
    rule.refresh_from_db()
    forget_rules()
    return rule


def arrived(dossier: Dossier, now: datetime) -> Dossier:
    """Give out a dossier that has just come to its unit, when a rule there does so by itself.

    Asks nothing of the database where no rule does. Whoever is faster has it; the next run of `give_out` does the rest.
    """
    if dossier.state != State.ACCEPTED or dossier.lead_id or dossier.unit_id not in giving_units():
        return dossier
    done = give(dossier.pk, now)
    return done if isinstance(done, Dossier) else dossier


def give(dossier_id: UUID, now: datetime) -> Dossier | Refusal | None:
    """Give one dossier to whom the rule of its unit chooses; None when no rule does or nobody is there."""
    dossier = queries.for_work(dossier_id)
    if dossier.state != State.ACCEPTED or dossier.lead_id:
        return None
    found = suggestion(dossier, now, automatic=True)
    if found is None or not found.choice.officer:
        return None
    rule = found.rule
    if rule.method == "round_robin":
        AssignmentRule.objects.filter(pk=rule.pk).update(turn=F("turn") + 1)
    try:
        return acts.act(
            dossier_id=dossier_id, verb="assign", by=BY_RULE, now=now, expected_version=dossier.version,
            command_id=str(uuid5(NAMESPACE_OID, f"{dossier_id}:by-rule:{dossier.version}")),
            data={"officer": found.choice.officer, "rule": str(rule.pk), "method": rule.method},
        )  # fmt: skip
    except (audit.Conflict, Stale):
        return None  # somebody took it meanwhile


def give_out(now: datetime) -> int:
    """What came to units with such rules and was not given yet; how many were. May run again at any time."""
    units = giving_units()
    tasks = unassigned(sorted(units)) if units else []
    return sum(isinstance(give(task.dossier_id, now), Dossier) for task in tasks)


def taken(dossier_id: UUID, refusal: Refusal) -> Refusal:
    """What to tell somebody who wanted to take a dossier that another has taken a moment ago."""
    dossier = queries.find(dossier_id)
    if refusal.code != "step_not_open" or dossier is None or dossier.lead_id is None:
        return refusal
    name = people.account_name(str(dossier.lead_id))
    return Refusal("taken", f"{name} đã nhận thụ lý hồ sơ này trước bạn. Bạn không phải làm gì thêm.", refusal.rule)
