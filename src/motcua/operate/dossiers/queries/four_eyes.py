"""Who did what to a dossier, and whom that keeps from the next duty (nguyên tắc hai người)."""

from datetime import datetime

from django.db.models import CharField, UUIDField

from motcua.kernel.actors import Actor
from motcua.kernel.fixed import Fixed
from motcua.kernel.time import local_date
from motcua.law import queries as law
from motcua.law.rules import DUTIES, RuleSet, pairs_of
from motcua.operate.dossiers.models import Dossier, Task
from motcua.operate.dossiers.queries.one import own_nodes
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.processes import queries as process_queries
from motcua.people import queries as people

_done = Fixed(
    lambda key, role: (
        Task.objects.filter(dossier=key, role=role, outcome="done", closed_by__isnull=False)
        .exclude(step="assign")
        .only("closed_by")
        .order_by()
    ),
    UUIDField(),
    CharField(),
)
_DUTY_OF_ROLE = {"case_officer": "appraise", "unit_head": "review", "signatory": "sign", "clerk": "issue"}


def separation_rule(dossier: Dossier, now: datetime) -> RuleSet | None:
    """The rule of the dossier's procedure, else the general one."""
    return law.separation(procedure=dossier.procedure.code, field=dossier.procedure.field, on=local_date(now))


def four_eyes(dossier: Dossier, by: Actor, verb: str, now: datetime) -> Refusal | None:
    """Why this person may not do `verb` (forward, sign, issue) after what he did to the dossier before; None when he
    may. Roles do not count here, persons do: a stand-in is kept from what he would be kept from himself."""
    duty = _duty(by, verb)
    same = _same_hand(dossier, by, now) if duty == "review" else None
    if same is not None:
        return same
    rule = separation_rule(dossier, now) if duty else None
    apart = {first for first, later in pairs_of(rule.content) if later == duty} if rule else set()
    if rule is None or not apart:
        return None
    earlier = next((one for one in DUTIES if one in apart and by.id in _who(dossier, one)), "")
    if not earlier:
        return None
    unchecked = "" if rule.status == "verified" else " (chưa đối chiếu với văn bản)"
    return Refusal(
        "four_eyes",
        f"Bạn đã {DUTIES[earlier]} hồ sơ này nên không {DUTIES[duty]} nữa; việc này phải do người khác làm.",
        f"{rule.source}, {rule.content['article']}{unchecked}",
        "Người khác cùng vai trò, hoặc người được uỷ quyền khác",
    )


def _same_hand(dossier: Dossier, by: Actor, now: datetime) -> Refusal | None:
    """Two levels of heads one after the other are two persons (phó phòng, then trưởng phòng), where a unit has two."""
    if dossier.process_version_id is None:
        return None
    graph = process_queries.graph(dossier.process_version_id)
    for node in own_nodes(dossier, by):
        below = [
            one.key for one in graph.steps if one.role == node.role and one.action == "forward" and node.key in one.next
        ]
        if node.action != "forward" or not below:
            continue
        done = dossier.tasks.filter(step__in=below, outcome="done").order_by("-closed_at", "-pk")
        last = done.values_list("closed_by", flat=True).first()
        if str(last) == by.id and len(people.officials_with(node.role, dossier.unit_id, now)) > 1:
            return Refusal(
                "four_eyes", f"Bạn đã ký nháy ở cấp trước nên “{node.name}” phải do người khác làm.",
                "Quy trình của thủ tục", "Lãnh đạo phòng khác",
            )  # fmt: skip
    return None


def _duty(by: Actor, verb: str) -> str:
    if verb == "forward":
        return "review" if by.role == "unit_head" else ""
    return {"sign": "sign", "issue": "issue"}.get(verb, "")


def _who(dossier: Dossier, duty: str) -> set[str]:
    """Ids of who has had the duty on this dossier."""
    result = getattr(dossier, "result", None)
    if duty == "sign":
        return {str(result.signer_id)} if result is not None and result.signer_id else set()
    role = next(role for role, name in _DUTY_OF_ROLE.items() if name == duty)
    found = {str(task.closed_by_id) for task in _done(dossier.pk, role)}
    if duty == "appraise" and result is not None:
        found.add(str(result.drafted_by_id))
    return found
