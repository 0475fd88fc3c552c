"""The coming of a day: approved texts enter, texts whose last day is over end, decided repeals take place."""

from datetime import datetime

from django.db import transaction

from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.time import local_date
from motcua.operate.catalogue import queries, rules
from motcua.operate.catalogue.models import Procedure, ProcedureVersion, TextDraft
from motcua.operate.catalogue.rules import life
from motcua.operate.catalogue.services.together import one_at_a_time
from motcua.operate.catalogue.services.versions import (
    Text,
    describe,
    facts_of,
    new_procedure,
    repeal,
    tell,
    write,
)
from motcua.people.rules import Refusal

State = ProcedureVersion.State


def enter_due(*, now: datetime) -> int:
    """What the day of `now` brings, for every procedure by itself; how many were looked at. Again changes nothing."""
    codes = queries.coming_into_force(local_date(now))
    for code in codes:
        apply_day(code=code, now=now)
    return len(codes)


@transaction.atomic
def apply_day(*, code: str, now: datetime) -> None:
    """Carry out for one procedure what the rules say of today, in their order: end the old text, then begin the new."""
    today = local_date(now)
    for change in rules.day_changes(queries.held_texts(code), today):
        if change.state is rules.State.IN_FORCE:
            _enter(int(change.key[1:]) if change.key.startswith("d") else 0, now)
        else:
            _end(code, change, now)
    procedure = Procedure.objects.filter(code=code, state=Procedure.State.IN_FORCE, repealed_on__lte=today).first()
    if procedure is not None:
        _repeal_planned(procedure, now)


@one_at_a_time
def decide_repeal(
    *, code: str, effect: rules.Effect, by: Actor, now: datetime, successor: str = "", reason: str = ""
) -> Procedure | Refusal:
    """Repeal by a decision: `effect.effective_from` is the first day without the procedure; it may lie ahead.

    `successor`: the code of the procedure that takes its place, if one does.
    """
    procedure = queries.procedure(code)
    follower = Procedure.objects.filter(code=successor).first() if successor else None
    if procedure is None:
        return Refusal("unknown_procedure", f"Không có thủ tục mã {code}.")
    state = rules.State.REPEALED if procedure.is_repealed else rules.State.IN_FORCE
    doer = rules.Doer(by.role, is_system=by.kind == "system")
    refusal = rules.refuse("repeal", state, doer) or life.refuse_decision(effect, local_date(now))
    if refusal is not None:
        return refusal
    if successor and (follower is None or follower.pk == procedure.pk or follower.is_repealed):
        return Refusal("bad_successor", f"successor: không có thủ tục nào khác đang áp dụng với mã {successor}.")
    procedure.repealed_on, procedure.repeal_decision = effect.effective_from, effect.decision.strip()
    procedure.repealed_for = follower
    procedure.changed_at = now
    payload = {
        "decision": procedure.repeal_decision,
        "decided_on": effect.decided_on.isoformat(),
        "effective_from": effect.effective_from.isoformat(),
        "successor": successor or None,
        "reason": reason.strip(),
    }
    tell(procedure, "procedure.repeal_decided", payload, by=by, now=now)
    apply_day(code=code, now=now)
    return Procedure.objects.get(pk=procedure.pk)


def _enter(draft_id: int, now: datetime) -> None:
    """The approved draft becomes the version in force; what stood there has been ended before."""
    draft = TextDraft.objects.get(pk=draft_id)
    if draft.effective_from is None:  # approved texts have their day
        raise ValueError(f"draft {draft_id} was approved without a day")
    text = Text(
        code=draft.code,
        era=str(draft.effective_from.year),
        content=draft.parsed,
        completeness="full",
        source={"pages": [], "decision": draft.decision, "draft": draft.pk},
        loaded_from="soạn tại cơ quan",
        origin=ProcedureVersion.Origin.AGENCY,
        is_national=draft.is_national,
        effective_from=draft.effective_from,
        effective_to=draft.effective_to,
    )
    procedure = Procedure.objects.filter(code=draft.code).first() or new_procedure(text)
    describe(procedure, text.content, now)
    procedure.versions.filter(state=State.REPEALED).update(state=State.REPLACED)
    version = write(procedure, text, State.IN_FORCE, by=SYSTEM, now=now)
    draft.state, draft.version, draft.changed_at = rules.State.IN_FORCE, version, now
    draft.save(update_fields=["state", "version", "changed_at"])
    facts = {**facts_of(version), "draft": draft.pk, "effective_from": draft.effective_from.isoformat()}
    tell(procedure, "procedure.version_entered", facts, by=SYSTEM, now=now)


def _end(code: str, change: rules.Held, now: datetime) -> None:
    """A version is replaced, or its last day is over and nothing follows it."""
    if change.key.startswith("d"):  # entered just now and over already
        version = TextDraft.objects.select_related("version").get(pk=int(change.key[1:])).version
    else:
        version = ProcedureVersion.objects.filter(pk=int(change.key[1:])).first()
    if version is None:
        raise ValueError(f"no version behind {change.key}")
    ProcedureVersion.objects.filter(pk=version.pk).update(state=change.state.value, effective_to=change.until)
    procedure = Procedure.objects.get(code=code)
    if change.state is rules.State.REPEALED:
        procedure.state, procedure.changed_at = Procedure.State.REPEALED, now
    until = change.until.isoformat() if change.until else None
    payload = {"version_id": version.pk, "number": version.number, "state": change.state.value, "effective_to": until}
    tell(procedure, "procedure.version_ended", payload, by=SYSTEM, now=now)


def _repeal_planned(procedure: Procedure, now: datetime) -> None:
    follower, decision, on = procedure.repealed_for, procedure.repeal_decision, procedure.repealed_on
    live = procedure.versions.filter(state=State.IN_FORCE)
    if on is not None:
        eve = rules.eve(on)
        live.filter(effective_from__isnull=True).update(effective_to=eve)
        live.filter(effective_from__lte=eve).update(effective_to=eve)
    repeal(code=procedure.code, successor=follower.code if follower else None, reason=decision, by=SYSTEM, now=now)
