"""A part of a dossier that another agency handles: a dossier of its own, filed by the agency that has the whole."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.kernel import audit
from motcua.kernel import rows as table
from motcua.kernel.actors import Actor
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.ids import tracking_code
from motcua.kernel.text import search_key
from motcua.kernel.time import local_date
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Dossier, Paper
from motcua.operate.dossiers.rules import STEPS, Channel, Delivery, Part, Refusal, State
from motcua.operate.dossiers.services import commands, papers, tasks
from motcua.people import queries as people

ORIGIN, SOURCE = "linked", "parent"


def send_part(*, parent_id: UUID, part: Part, by: Actor, now: datetime, command_id: str) -> Dossier | Refusal:
    """File a part at another agency, in state 1; its own code comes when that agency accepts it.

    Who may make the parent wait may send a part of it. A repeated `command_id` returns the part made the first time.
    Raises Dossier.DoesNotExist for an unknown parent.
    """
    try:
        with transaction.atomic():
            earlier = commands.carried_out(command_id=command_id, verb="submit", by=by)
            return earlier or _send(queries.for_work(parent_id), part, by, now, command_id)
    except audit.Repeated as again:
        return commands.answer(again.event, verb="submit", by=by)
    except IntegrityError:
        made = commands.carried_out(command_id=command_id, verb="submit", by=by)
        if made is None:
            raise
        return made


def _send(parent: Dossier, part: Part, by: Actor, now: datetime, command_id: str) -> Dossier | Refusal:
    decision = queries.decision(parent, by, "place_hold")
    if isinstance(decision, Refusal):
        return decision
    refusal = _unfit(parent, part, now)
    if refusal is not None:
        return refusal
    version = parent.procedure_version
    if part.procedure_code and part.procedure_code != parent.procedure.code:
        found = catalogue.version_in_force(part.procedure_code, local_date(now))
        if found is None:
            message = f"Không có thủ tục mã {part.procedure_code} đang có hiệu lực."
            return Refusal("unknown_procedure", message, "NĐ 63/2010/NĐ-CP điều 8")
        version = found
    dossier = _row(parent, part, version, now)
    rows = _papers(parent, part, dossier, now)
    task = tasks.open_receive_unsaved(dossier, now)
    dossier.next_due = task.due_at
    append(
        stream=StreamRef("dossier", str(dossier.pk)),
        expected_version=0,
        type=STEPS["submit"].event,
        payload=_payload(parent, dossier, rows),
        actor=by,
        occurred_at=now,
        recorded_at=now,
        command_id=command_id,
        rows=[table.inserting(row) for row in (dossier, *rows, task)],
    )
    queries.put(dossier, "submit")
    return dossier


def _unfit(parent: Dossier, part: Part, now: datetime) -> Refusal | None:
    """Why this part cannot be sent: to itself, of a part, to nobody, or with a paper that is not the parent's."""
    if parent.parent_id is not None:
        return Refusal("part_of_another", "Đây đã là phần liên thông; không gửi tiếp phần của một phần.")
    if parent.accepted_at is None:
        return Refusal("wrong_state", "Hồ sơ chưa được tiếp nhận nên chưa gửi liên thông được.")
    units = {unit.key: unit for unit in people.units(part.agency, local_date(now))}
    if part.agency == parent.agency_id or not {part.unit, part.receipt_unit} <= units.keys():
        return Refusal("no_such_unit", "Cơ quan nhận phần liên thông không có đơn vị này trên hệ thống.")
    missing = [
        words
        for role, unit, words in (
            ("reception", part.receipt_unit, "công chức tiếp nhận"),
            ("case_officer", part.unit, "chuyên viên thụ lý"),
        )
        if not people.officials_with(role, unit, now)
    ]
    if missing:
        name = units[part.unit].agency.name
        return Refusal("nobody_there", f"{name} chưa có {' và '.join(missing)} trên hệ thống, nên chưa gửi được.")
    known = set(parent.papers.filter(replaced_at=None).values_list("pk", flat=True))
    if not known.issuperset(part.papers):
        return Refusal("no_such_paper", "Hồ sơ không có giấy tờ này.")
    return None


def _row(parent: Dossier, part: Part, version: Any, now: datetime) -> Dossier:
    reference = tracking_code()
    return Dossier(
        version=1,
        state=State.SUBMITTED,
        tracking_code=reference,
        procedure=version.procedure,
        procedure_version=version,
        owner=parent.owner,
        filer=parent.filer,
        subject=parent.subject,
        matter=part.matter or parent.matter,
        agency_id=part.agency,
        receipt_unit_id=part.receipt_unit,
        unit_id=part.unit,
        parent=parent,
        channel=int(Channel.ONLINE),
        delivery=str(Delivery.ELECTRONIC),
        limit_text=part.limit,
        limit_basis=part.limit_basis,
        submitted_at=now,
        search_key=search_key(reference, parent.code or "", parent.owner.full_name, parent.filer.full_name),
    )


def _papers(parent: Dossier, part: Part, dossier: Dossier, now: datetime) -> list[Paper]:
    """The papers that go with the part, as rows of its own over the same files: neither side changes the other's."""
    chosen = parent.papers.filter(pk__in=part.papers).select_related("reused_from").order_by("handed_in_at", "pk")
    return [
        Paper(
            dossier=dossier,
            component_code=paper.component_code,
            name=paper.name,
            digitise=paper.digitise,
            stored_file_id=paper.stored_file_id or (paper.reused_from.stored_file_id if paper.reused_from else None),
            file_name=paper.file_name or (paper.reused_from.file_name if paper.reused_from else ""),
            source=SOURCE,
            originals=paper.originals,
            copies=paper.copies,
            handed_in_at=now,
        )
        for paper in chosen
    ]


def _payload(parent: Dossier, dossier: Dossier, rows: list[Paper]) -> dict[str, Any]:
    return {
        "procedure": dossier.procedure.code,
        "version_id": dossier.procedure_version_id,
        "agency": dossier.agency_id,
        "unit": dossier.unit_id,
        "receipt_unit": dossier.receipt_unit_id,
        "channel": dossier.channel,
        "origin": ORIGIN,
        "assisted": False,
        "parent": str(parent.pk),
        "components": [papers.fact(row) for row in rows],
        "paper_result": None,
        "form_version_id": None,
        "state": int(State.SUBMITTED),
        "open_steps": [tasks.RECEIVE],
    }
