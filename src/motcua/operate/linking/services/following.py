"""What follows from acts elsewhere: a child that ended settles its part, a parent that ended takes its parts back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers import services as dossier_services
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import FINAL, Refusal, State
from motcua.operate.linking import rules
from motcua.operate.linking.models import Leg, Plan
from motcua.operate.linking.services.planning import withdraw_child
from motcua.operate.linking.services.recording import OFFICER, RECEPTION, record
from motcua.operate.linking.services.sending import close, go_on

NO_RESULT = frozenset({State.REJECTED, State.STOPPED, State.WITHDRAWN})


def follow(*, dossier_id: UUID, now: datetime) -> int:
    """Do what follows from where this dossier stands now; returns how many parts were settled. Repeatable."""
    dossier = dossiers.find(dossier_id)
    if dossier is None:
        return 0
    if dossier.parent_id is not None:
        return _child(dossier, now)
    return sum(_take_back(plan, now) for plan in _open_plans(dossier)) if dossier.is_final else 0


def watch(*, now: datetime) -> int:
    """Follow every part that is out and every plan whose dossier ended; returns how many parts were settled."""
    out = Leg.objects.filter(state=rules.Leg.SENT, child__state__in=[*NO_RESULT, State.PROCESSED, State.RETURNED])
    ended = Plan.objects.filter(standing=rules.Standing.OPEN, dossier__state__in=FINAL)
    ids = [*out.order_by("pk").values_list("child", flat=True), *ended.order_by("pk").values_list("dossier", flat=True)]
    return sum(follow(dossier_id=key, now=now) for key in ids)


def _open_plans(dossier: Dossier) -> list[Plan]:
    rows = Plan.objects.filter(dossier=dossier.pk, standing=rules.Standing.OPEN)
    return list(rows.select_related("dossier").order_by("number"))


def _child(child: Dossier, now: datetime) -> int:
    leg = Leg.objects.filter(child=child.pk, state=rules.Leg.SENT).select_related("plan__dossier").first()
    if leg is None:
        return 0
    key = f"linking:{leg.pk}"
    with transaction.atomic():
        if child.current_state is State.PROCESSED:
            child = _hand_over(child, now, key)
        if child.current_state in NO_RESULT:
            return _settled(leg, rules.Leg.REFUSED, "", now, key)
        if child.current_state is not State.RETURNED:
            return 0
        result = getattr(child, "result", None)
        return _settled(leg, rules.Leg.DONE, result.kind if result is not None else "", now, key)


def _hand_over(child: Dossier, now: datetime, key: str) -> Dossier:
    """An electronic result is with the sending agency as soon as it is issued; a paper one is handed over by hand."""
    result = getattr(child, "result", None)
    if result is None or result.issued_file_id is None:
        return child
    done = dossier_services.act(
        dossier_id=child.pk, verb="return_result", by=RECEPTION, now=now, command_id=f"{key}:return",
        data={"how": "electronic"},
    )  # fmt: skip
    return child if isinstance(done, Refusal) else done


def _settled(leg: Leg, state: rules.Leg, outcome: str, now: datetime, key: str) -> int:
    rows = Leg.objects.filter(pk=leg.pk, state=rules.Leg.SENT)
    if not rows.update(state=state, closed_at=now, outcome=outcome):
        return 0
    what = "leg_done" if state is rules.Leg.DONE else "leg_refused"
    late = leg.due_at is not None and now > leg.due_at
    payload = {"leg": str(leg.pk), "child": str(leg.child_id), "outcome": outcome, "late": late}
    record(leg.plan, what, payload, OFFICER, now, f"{key}:{what}")
    if not leg.plan.dossier.is_final:
        go_on(leg.plan, OFFICER, now, f"{key}:on")
    return 1


@transaction.atomic
def _take_back(plan: Plan, now: datetime) -> int:
    """The parent was withdrawn, stopped or returned: open children are withdrawn, parts not sent stay unsent."""
    settled = 0
    for leg in plan.legs.filter(state=rules.Leg.SENT).order_by("place"):
        key = f"linking:{leg.pk}:end"
        leg.plan = plan
        if isinstance(withdraw_child(leg, now, key), Refusal):
            continue  # its result is on the way, and settles it
        Leg.objects.filter(pk=leg.pk, state=rules.Leg.SENT).update(state=rules.Leg.RECALLED, closed_at=now)
        record(plan, "leg_recalled", {"leg": str(leg.pk), "child": str(leg.child_id)}, OFFICER, now, key)
        settled += 1
    if not plan.legs.filter(state=rules.Leg.SENT).exists():
        close(plan, rules.Standing.ENDED, now, f"linking:{plan.pk}:end")
    return settled
