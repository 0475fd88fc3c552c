"""The stream of a plan, and the actor that does what follows from others' acts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.kernel import audit
from motcua.kernel.actors import Actor
from motcua.kernel.audit.services import StreamRef, append
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.linking.models import Plan

STREAM = "linking"
# What follows from the act of another agency the system does, in the role that may.
OFFICER = Actor("system", "motcua.linking", "case_officer")
RECEPTION = Actor("system", "motcua.linking", "reception")
REUSED = Refusal("command_reused", "Lần gửi này mang mã của một việc khác đã làm. Hãy tải lại trang rồi làm lại.")


def record(plan: Plan, what: str, payload: Mapping[str, Any], by: Actor, now: datetime, command_id: str) -> None:
    """Append to the plan's stream. An act on another part makes this one not stale: the newest version is taken."""
    version = Plan.objects.values_list("version", flat=True).get(pk=plan.pk)
    append(
        stream=StreamRef(STREAM, str(plan.pk)),
        expected_version=version,
        type=f"linking.{what}",
        payload={"dossier": str(plan.dossier_id), **payload},
        actor=by,
        occurred_at=now,
        recorded_at=now,
        command_id=command_id,
    )
    Plan.objects.filter(pk=plan.pk).update(version=version + 1)
    plan.version = version + 1


def carried_out(command_id: str, by: Actor, what: str) -> Plan | Refusal | None:
    """The plan the command led to before; None when it was never carried out."""
    event = audit.queries.by_command(command_id)
    if event is None:
        return None
    same = (event.stream_kind, event.type, event.actor_id) == (STREAM, f"linking.{what}", by.id)
    return (Plan.objects.filter(pk=UUID(event.stream_id)).first() if same else None) or REUSED
