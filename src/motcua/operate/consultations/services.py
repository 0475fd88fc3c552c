"""Writes of consultations: ask, answer, withdraw, and what time does to those nobody answers."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from motcua.kernel import audit
from motcua.kernel.actors import Actor
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.text import clean
from motcua.kernel.time import local_date
from motcua.law import queries as law
from motcua.operate.consultations import queries, rules
from motcua.operate.consultations.models import Consultation
from motcua.operate.consultations.rules import Asked, Standing
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers import services as dossier_services
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import FINAL, Refusal
from motcua.people import queries as people

__all__ = ["answer", "ask", "watch", "withdraw"]
STREAM = "consultation"
# The hold was placed in the officer's name; when its reason is gone the system takes it away in the same role.
CLERKWORK = Actor("system", "motcua.consultations", "case_officer")
WATCH = Actor("system", "motcua.consultations")
REUSED = Refusal("command_reused", "Lần gửi này mang mã của một việc khác đã làm. Hãy tải lại trang rồi làm lại.")
GONE = Refusal("not_open", "Việc xin ý kiến này đã kết thúc, không trả lời hay rút được nữa.")


def ask(*, dossier_id: UUID, asked: Asked, by: Actor, now: datetime, command_id: str) -> Consultation | Refusal:
    """Ask a unit or an agency for its opinion and hold the dossier until it is there.

    Only who may place a hold may ask (case officer or head of the handling unit). The legal clock stands only under a
    sector rule of the law that names the procedure or its field (NĐ 61/2018/NĐ-CP gives none).
    """
    earlier = _carried_out(command_id, by, "asked")
    if earlier is not None:
        return earlier
    dossier = dossiers.for_work(dossier_id)
    decision = dossiers.decision(dossier, by, "place_hold")
    if isinstance(decision, Refusal):
        return decision
    asked = Asked(
        unit=asked.unit, agency=asked.agency, question=clean(asked.question, lines=True).strip(), days=asked.days,
        papers=asked.papers,
    )  # fmt: skip
    before = Consultation.objects.filter(dossier=dossier)
    open_keys = before.filter(standing=Standing.OPEN).values_list("unit", "agency")
    waiting = {str(key) for pair in open_keys for key in pair if key}
    refusal = rules.judge(
        asked, own_unit=dossier.unit_id, own_agency=settings.MOTCUA_AGENCY, waiting_for=waiting
    ) or _unknown(asked, dossier)
    if refusal is not None:
        return refusal
    with transaction.atomic():
        made = _made(dossier, asked, before.count() + 1, by, now)
        held = _hold(made, dossier, by, now, command_id)
        if isinstance(held, Refusal):
            transaction.set_rollback(True)
            return held
        made.save(force_insert=True)
        made.papers.set(dossier.papers.filter(pk__in=asked.papers))
        payload = {
            "dossier": str(dossier.pk), "number": made.number, "unit": asked.unit, "agency": asked.agency,
            "days": asked.days, "due_at": made.due_at.isoformat(), "papers": len(asked.papers),
            "pauses_clock": bool(made.pause_basis), "silence": "agreed" if made.silence_basis else "escalates",
        }  # fmt: skip
        _record(made, "asked", payload, by, now, command_id)
    return made


def answer(
    *,
    consultation: Consultation,
    opinion: str,
    text: str,
    by: Actor,
    now: datetime,
    command_id: str,
    letter: str = "",
    letter_on: date | None = None,
    sha256: str = "",
    file_name: str = "",
) -> Consultation | Refusal:
    """The opinion of the unit, or of the agency as its letter says; the dossier goes on. Late answers are taken too."""
    earlier = _carried_out(command_id, by, "answered")
    if earlier is not None:
        return earlier
    said = clean(text, lines=True).strip()
    refusal = queries.may_answer(consultation, by) or rules.judge_answer(
        opinion, said, letter=letter, letter_on=letter_on, outside=consultation.agency_id is not None
    )
    if refusal is not None:
        return refusal
    values = {
        "opinion": opinion, "answer": said, "answered_by_id": UUID(by.id), "answered_role": by.role,
        "letter": clean(letter), "letter_on": letter_on, "stored_file_id": sha256 or None, "file_name": file_name,
    }  # fmt: skip
    payload = {"opinion": opinion, "late": now > consultation.due_at, "file": bool(sha256), "entered": by.role}
    return _close(consultation, Standing.ANSWERED, "answered", payload, by, now, command_id, values)


def withdraw(*, consultation: Consultation, by: Actor, now: datetime, command_id: str) -> Consultation | Refusal:
    """The asking unit needs the opinion no longer; the dossier goes on without it."""
    earlier = _carried_out(command_id, by, "withdrawn")
    if earlier is not None:
        return earlier
    if by.unit != consultation.asking_unit_id or by.role not in {"case_officer", "unit_head"}:
        return Refusal("not_yours", "Chỉ đơn vị đã xin ý kiến mới rút được.")
    return _close(consultation, Standing.WITHDRAWN, "withdrawn", {}, by, now, command_id)


def watch(*, now: datetime) -> dict[str, int]:
    """What time does: lapse, remind, mark overdue, and agree or escalate. Returns how many of each; repeatable."""
    done = dict.fromkeys(("lapsed", "reminded", "overdue", "agreed"), 0)
    waiting = Consultation.objects.filter(standing=Standing.OPEN).select_related("dossier").order_by("due_at", "pk")
    for one in waiting.filter(dossier__state__in=FINAL):
        _tell(done, "lapsed", _close(one, Standing.LAPSED, "lapsed", {}, WATCH, now, f"consultation:{one.pk}:lapsed"))
    waiting = waiting.exclude(dossier__state__in=FINAL)
    for one in waiting.filter(remind_at__lte=now, reminded_at=None, due_at__gte=now):
        _tell(done, "reminded", _mark(one, "reminded", {}, now))
    for one in waiting.filter(due_at__lt=now, overdue_at=None):
        # Without a rule that says otherwise, silence is told to the head of the asking unit, who decides.
        payload = {} if one.silence_basis else {"escalated_to": "unit_head", "unit": one.asking_unit_id}
        _tell(done, "overdue", _mark(one, "overdue", payload, now))
    for one in waiting.filter(due_at__lt=now).exclude(silence_basis=""):
        payload = {"basis": one.silence_basis}
        key = f"consultation:{one.pk}:agreed"
        _tell(done, "agreed", _close(one, Standing.AGREED, "agreed_by_silence", payload, WATCH, now, key))
    return done


def _tell(done: dict[str, int], what: str, outcome: object) -> None:
    done[what] += not isinstance(outcome, Refusal)


def _unknown(asked: Asked, dossier: Dossier) -> Refusal | None:
    """Refused when unit, agency or a paper is not one there is."""
    if asked.unit and asked.unit not in {unit.key for unit in people.units()}:
        return Refusal("nobody_asked", "Cơ quan không có đơn vị này.")
    if asked.agency and not people.agencies().filter(key=asked.agency).exists():
        return Refusal("nobody_asked", "Không có cơ quan này trong danh mục.")
    known = {str(key) for key in dossier.papers.values_list("pk", flat=True)}
    if not known.issuperset(asked.papers):
        return Refusal("no_such_paper", "Hồ sơ không có giấy tờ này.")
    return None


def _made(dossier: Dossier, asked: Asked, number: int, by: Actor, now: datetime) -> Consultation:
    calendar, on = law.calendar(), local_date(now)
    code, field = dossier.procedure.code, dossier.procedure_version.parsed.field or ""
    pause = law.sector_pause(procedure=code, field=field, what="consultation", on=on)
    silence = law.consultation_silence(procedure=code, field=field, on=on)
    due = rules.deadline(now, asked.days, calendar)
    return Consultation(
        dossier=dossier, number=number, unit_id=asked.unit or None, agency_id=asked.agency or None,
        question=asked.question, asked_by_id=UUID(by.id), asking_unit_id=by.unit, asked_at=now,
        due_at=due.at, proof=due.proof(), hold=f"Lấy ý kiến lần {number}",
        pause_basis=_basis(pause), silence_basis=_basis(silence), remind_at=rules.remind_at(now, due.at, calendar),
    )  # fmt: skip


def _basis(rule: Any) -> str:
    return f"{rule.source}, {rule.content['article']}"[:300] if rule is not None else ""


def _hold(made: Consultation, dossier: Dossier, by: Actor, now: datetime, command_id: str) -> Dossier | Refusal:
    data: Mapping[str, Any] = {
        "code": made.hold, "words": f"Ý kiến của {made.whom}"[:200], "blocks": list(rules.BLOCKS),
        "pauses_clock": bool(made.pause_basis), "basis": made.pause_basis,
    }  # fmt: skip
    return dossier_services.act(
        dossier_id=dossier.pk, verb="place_hold", by=by, now=now, command_id=f"{command_id}:hold", data=data
    )


def _close(
    one: Consultation, standing: Standing, what: str, payload: Mapping[str, Any], by: Actor, now: datetime,
    command_id: str, values: Mapping[str, Any] | None = None,
) -> Consultation | Refusal:  # fmt: skip
    """End an open consultation once, whoever comes first, and let the dossier go on."""
    with transaction.atomic():
        rows = Consultation.objects.filter(pk=one.pk, standing=Standing.OPEN)
        if not rows.update(standing=standing, closed_at=now, **(values or {})):
            return GONE
        _record(one, what, {"dossier": str(one.dossier_id), "number": one.number, **payload}, by, now, command_id)
        if standing is not Standing.LAPSED:
            # Somebody may have released the hold by hand, or the dossier has ended meanwhile: both are fine. A clock
            # set back is not: closed with its hold left, the dossier would wait for what has come.
            released = dossier_services.act(
                dossier_id=one.dossier_id, verb="release_hold", by=CLERKWORK, now=now,
                command_id=f"{command_id}:release", data={"code": one.hold},
            )  # fmt: skip
            if isinstance(released, Refusal) and released.code == "clock_set_back":
                transaction.set_rollback(True)
                return released
    return queries.find(one.pk) or one


def _mark(one: Consultation, what: str, payload: Mapping[str, Any], now: datetime) -> Consultation | Refusal:
    with transaction.atomic():
        rows = Consultation.objects.filter(pk=one.pk, standing=Standing.OPEN, **{f"{what}_at": None})
        if not rows.update(**{f"{what}_at": now}):
            return GONE
        _record(one, what, {"dossier": str(one.dossier_id), **payload}, WATCH, now, f"consultation:{one.pk}:{what}")
    return one


def _record(
    one: Consultation, what: str, payload: Mapping[str, Any], by: Actor, now: datetime, command_id: str
) -> None:
    # A reminder may have been written since the page was read; that does not make anybody's act stale.
    version = Consultation.objects.values_list("version", flat=True).get(pk=one.pk)
    append(
        stream=StreamRef(STREAM, str(one.pk)),
        expected_version=version,
        type=f"consultation.{what}",
        payload=dict(payload),
        actor=by,
        occurred_at=now,
        recorded_at=now,
        command_id=command_id,
    )
    Consultation.objects.filter(pk=one.pk).update(version=version + 1)
    one.version = version + 1


def _carried_out(command_id: str, by: Actor, what: str) -> Consultation | Refusal | None:
    """What the command led to before; None when it was never carried out."""
    event = audit.queries.by_command(command_id)
    if event is None:
        return None
    same = (event.stream_kind, event.type, event.actor_id) == (STREAM, f"consultation.{what}", by.id)
    return (queries.find(UUID(event.stream_id)) if same else None) or REUSED
