"""Parts go out: the child dossier is filed at the other agency, and the plan goes on or comes to its end."""

from datetime import datetime
from uuid import UUID

from motcua.kernel.actors import Actor
from motcua.law import queries as law
from motcua.operate.dossiers import services as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Part, Refusal
from motcua.operate.linking import rules
from motcua.operate.linking.models import Leg, Plan
from motcua.operate.linking.services.recording import OFFICER, record
from motcua.people import queries as people
from motcua.people.rules import Role

ONE_STOP_DUTY = "tiep_nhan_tra_ket_qua"  # as data/people names it


def legs_of(plan: Plan) -> list[Leg]:
    return list(plan.legs.select_related("unit__agency").order_by("place"))


def go_on(plan: Plan, by: Actor, now: datetime, command_id: str) -> Refusal | None:
    """Send what is to go out now; when nothing is awaited any more, close the plan and let the parent go on."""
    legs = legs_of(plan)
    refused: Refusal | None = None
    for place in rules.to_send(plan.order, [leg.state for leg in legs]):
        refused = send(plan, legs[place], by, now, f"{command_id}:{place}") or refused
    if rules.is_over([leg.state for leg in legs_of(plan)]):
        close(plan, rules.Standing.DONE, now, command_id)
    return refused


def send(plan: Plan, leg: Leg, by: Actor, now: datetime, command_id: str) -> Refusal | None:
    """File the child dossier of one part. Refused: why it cannot be sent; it stays planned."""
    agency, due = leg.unit.agency, rules.deadline(now, leg.days, law.calendar())
    part = Part(
        agency=agency.key,
        unit=leg.unit_id,
        receipt_unit=receiving(agency.key, leg.unit_id, now),
        limit=f"{leg.days} ngày làm việc",
        limit_basis=f"Phần thời hạn của hồ sơ {plan.dossier.code} giao cho cơ quan này"[:300],
        procedure_code=leg.procedure_code,
        matter=leg.what,
        papers=tuple(leg.papers.values_list("pk", flat=True)),
    )
    child = dossiers.send_part(parent_id=plan.dossier_id, part=part, by=by, now=now, command_id=f"{command_id}:part")
    if isinstance(child, Refusal):
        return child
    sent = Leg.objects.filter(pk=leg.pk, state=rules.Leg.PLANNED)
    sent.update(state=rules.Leg.SENT, child=child.pk, sent_at=now, due_at=due.at, proof=due.proof())
    payload = {"leg": str(leg.pk), "child": str(child.pk), "agency": agency.key, "due_at": due.at.isoformat()}
    record(plan, "leg_sent", payload, by, now, f"{command_id}:sent")
    return None


def close(plan: Plan, standing: rules.Standing, now: datetime, command_id: str) -> None:
    """The plan is over; the parent waits for it no more."""
    if not Plan.objects.filter(pk=plan.pk, standing=rules.Standing.OPEN).update(standing=standing, closed_at=now):
        return
    record(plan, "finished", {"standing": standing.value}, OFFICER, now, f"{command_id}:finished")
    if standing is rules.Standing.DONE:
        # Somebody may have released the hold by hand, or the dossier has ended meanwhile: both are fine.
        release(plan.dossier_id, plan.hold, now, f"{command_id}:release")


def release(dossier_id: UUID, hold: str, now: datetime, command_id: str) -> Dossier | Refusal:
    return dossiers.act(
        dossier_id=dossier_id, verb="release_hold", by=OFFICER, now=now, command_id=command_id, data={"code": hold}
    )


def receiving(agency_key: str, unit_key: str, now: datetime) -> str:
    """Key of the unit that receives: the agency's one-stop unit when somebody is there, else the handling unit."""
    for unit in people.units(agency_key):
        if ONE_STOP_DUTY in unit.duties and people.officials_with(Role.RECEPTION, unit.key, now):
            return str(unit.key)
    return unit_key
