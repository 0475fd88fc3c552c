"""Submission: the one way a dossier comes into being here."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction

from motcua.kernel import audit, making
from motcua.kernel import rows as table
from motcua.kernel.actors import Actor
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.fixed import together
from motcua.kernel.ids import tracking_code
from motcua.kernel.recall import Recall
from motcua.kernel.statements import Statement, run
from motcua.kernel.text import clean, search_key
from motcua.kernel.time import local_date
from motcua.law import queries as law
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.catalogue import rules as catalogue_rules
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Dossier, Note, Paper
from motcua.operate.dossiers.rules import STEPS, Application, Party, Refusal, State, Verdict
from motcua.operate.dossiers.services import commands, papers, preflight, tasks
from motcua.operate.processes import queries as process_queries
from motcua.people import queries as people
from motcua.people import services as people_services

ONE_STOP_DUTY = "tiep_nhan_tra_ket_qua"  # as data/people names it
Preflight = Callable[[Application, Any, datetime], Verdict]
_kept = Recall()


def submit(
    *, application: Application, by: Actor, now: datetime, command_id: str, check: Preflight | None = None
) -> Dossier | Refusal:
    """Make a dossier in state 1 with a tracking reference; the dossier code comes with acceptance.

    A repeated `command_id` (a double click, a resent request) returns the dossier made the first time. `check`: the
    preflight, where nobody has judged the application before.
    """
    try:
        with transaction.atomic():
            outcome = _submit(application, by, now, command_id, check)
        # Refused the second time because it was done the first time.
        earlier = commands.carried_out(command_id=command_id, verb="submit", by=by) if _again(outcome) else None
        return earlier or outcome
    except audit.Repeated as again:
        return commands.answer(again.event, verb="submit", by=by)
    except IntegrityError:
        earlier = commands.carried_out(command_id=command_id, verb="submit", by=by)
        if earlier is None:
            raise
        return earlier


def _again(outcome: Dossier | Refusal) -> bool:
    return isinstance(outcome, Refusal) and bool(outcome.defects)


def _submit(
    application: Application, by: Actor, now: datetime, command_id: str, check: Preflight | None
) -> Dossier | Refusal:
    if by.role not in STEPS["submit"].roles:
        return Refusal("wrong_role", "Vai trò của bạn không được nộp hồ sơ.")
    owner = _entry(application.owner)
    asking = owner.asking() if isinstance(owner, people_services.Entry) else ()
    mark, *known = together(law.asking_mark(), *asking)
    version = catalogue.known_in_force(application.procedure_code, local_date(now))
    if version is None:
        message = f"Không có thủ tục mã {application.procedure_code} đang có hiệu lực."
        return Refusal("unknown_procedure", message, "NĐ 63/2010/NĐ-CP điều 8")
    if isinstance(owner, ValueError):
        raise owner
    if check is not None:
        verdict = check(application, version, now)
        if (refusal := preflight.refusal_of(verdict, application.go_on_reason)) is not None:
            return refusal
        application = replace(application, checked=verdict.fact())
    with law.pinned(mark[0]):
        return _filed(application, version, owner.settled(known, now), by, now, command_id)


def _filed(
    application: Application, version: Any, owner: tuple[Any, Statement], by: Actor, now: datetime, command_id: str
) -> Dossier | Refusal:
    field = version.procedure.field
    unit = process_queries.unit_for(procedure_code=version.procedure.code, field=field)
    if unit is None:
        return Refusal("no_unit", "Chưa phân công phòng xử lý thủ tục này.", "", "Người quản trị hệ thống")
    content = version.parsed
    persons = _persons(application, *owner, by=by, now=now)
    dossier = _row(application, version, unit, persons, by, now)
    rows = papers.rows_of(dossier=dossier, content=content, handed_in=application.papers, now=now)
    if isinstance(rows, Refusal):
        transaction.set_rollback(True)  # the persons were written already
        return rows
    task = tasks.open_receive_unsaved(dossier, now)
    dossier.next_due = task.due_at
    notes = _notes(application, dossier, by, now)
    append(
        stream=StreamRef("dossier", str(dossier.pk)),
        expected_version=0,
        type=STEPS["submit"].event,
        payload=_payload(application, dossier, content, rows) | ({"note_id": str(notes[0].pk)} if notes else {}),
        actor=by,
        occurred_at=dossier.submitted_at,
        recorded_at=now,
        command_id=command_id,
        rows=[*persons.writing, *(table.inserting(row) for row in (dossier, *rows, task, *notes))],
        last=True,
    )
    queries.put(dossier, "submit")
    return dossier


class _Persons(NamedTuple):
    """Who stands in the dossier, and what is still to be written of them."""

    owner: Any
    filer: Any
    subject: Any
    writing: tuple[Statement, ...] = ()


def _persons(application: Application, owner: Any, writing: Statement, *, by: Actor, now: datetime) -> _Persons:
    """An owner who is alone is written together with the dossier; else first, because others may be the same person."""
    if application.filer is None and application.subject is None:
        return _Persons(owner, owner, None, (writing,))
    run([writing])
    filer = _party(application.filer, by, now) if application.filer else owner
    return _Persons(owner, filer, _party(application.subject, by, now) if application.subject else None)


def _row(application: Application, version: Any, unit: str, persons: _Persons, by: Actor, now: datetime) -> Dossier:
    owner, filer, subject = persons.owner, persons.filer, persons.subject
    reference = tracking_code()
    return making.new(
        Dossier,
        version=1,
        state=State.SUBMITTED,
        tracking_code=reference,
        procedure=version.procedure,
        procedure_version=version,
        answers_id=application.answers_id,
        owner=owner,
        filer=filer,
        subject=subject,
        authority_ground=application.authority_ground,
        matter=application.matter or version.procedure.name,
        agency_id=people.agency().key,
        receipt_unit_id=_receipt_unit(by),
        unit_id=unit,
        channel=int(application.channel),
        delivery=str(application.delivery),
        delivery_address=application.delivery_address,
        submitted_at=application.received_at or now,
        search_key=search_key(reference, owner.full_name, filer.full_name, subject.full_name if subject else ""),
    )


def _notes(application: Application, dossier: Dossier, by: Actor, now: datetime) -> list[Note]:
    """Why it was sent although a dossier like it is running, in the words of who sent it."""
    reason = clean(application.go_on_reason, lines=True).strip()
    writer = by.id if by.kind == "official" else None
    made = Note(dossier=dossier, verb="submit", text=reason, written_by_id=writer, written_at=now)
    return [made] if reason else []


def _party(party: Party, by: Actor, now: datetime) -> Any:
    return people_services.register_applicant(**_given(party), account=party.account, by=by, now=now)


def _entry(party: Party) -> people_services.Entry | ValueError:
    """The person on the way to a row; the error is kept, because an unknown procedure is said first."""
    try:
        return people_services.Entry(party.account, **_given(party))
    except ValueError as error:
        return error


def _given(party: Party) -> dict[str, Any]:
    return {
        "kind": party.kind,
        "full_name": party.full_name,
        "identity_number": party.identity_number,
        "date_of_birth": party.date_of_birth,
        "tax_code": party.tax_code,
        "phone": party.phone,
        "email": party.email,
        "address": party.address,
    }


def _receipt_unit(by: Actor) -> str:
    """The counter's own unit, or for online filing the one-stop unit of the agency."""
    if by.role == "reception" and by.unit:
        return by.unit
    return str(_kept("one-stop", _one_stop_unit))


def _one_stop_unit() -> str:
    return next(unit.key for unit in people.units() if ONE_STOP_DUTY in unit.duties)


def _payload(
    application: Application, dossier: Dossier, content: catalogue_rules.ProcedureContent, rows: list[Paper]
) -> dict[str, Any]:
    required = [result.paper_required for result in content.results or ()]
    checked = {} if application.checked is None else {"preflight": dict(application.checked)}
    return {
        **checked,
        "procedure": dossier.procedure.code,
        "version_id": dossier.procedure_version_id,
        "agency": dossier.agency_id,
        "unit": dossier.unit_id,
        "receipt_unit": dossier.receipt_unit_id,
        "channel": dossier.channel,
        "origin": application.origin,
        "assisted": application.assisted,
        "components": [papers.fact(row) for row in rows],
        # A published result that the data does not mark counts as a document; no published result leaves it open.
        "paper_result": any(mark is not False for mark in required) if required else None,
        "form_version_id": application.form_version_id,
        "state": int(State.SUBMITTED),
        "open_steps": [tasks.RECEIVE],
    }
