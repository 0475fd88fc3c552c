"""The one writer of procedures and versions. Every change is an event on the stream ("procedure", code)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.ids import new_id
from motcua.kernel.text import search_key
from motcua.operate.catalogue import queries, rules
from motcua.operate.catalogue.models import Procedure, ProcedureVersion

Outcome = Literal["created", "updated", "unchanged"]
STARTER = "starter"
State = ProcedureVersion.State


@dataclass(frozen=True, slots=True)
class Text:
    """What is to be recorded: the content of one period, where it comes from and how complete its source is."""

    code: str
    era: str
    content: rules.ProcedureContent
    completeness: str
    source: Mapping[str, Any]
    loaded_from: str
    origin: str = ProcedureVersion.Origin.REFERENCE
    is_national: bool = True
    repealed: bool = False
    effective_from: date | None = None
    effective_to: date | None = None


@transaction.atomic
def record(*, text: Text, by: Actor, now: datetime) -> Outcome:
    """Keep `text` as a version of its procedure, unless the same text is there already.

    A newer period comes into force and the older text becomes "replaced". A text from outside never takes the
    place of one that the agency wrote: it waits beside it as a draft. The starter never replaces an import.
    """
    procedure = Procedure.objects.filter(code=text.code).first()
    rows = list(procedure.versions.order_by("number")) if procedure else []
    digest = rules.content_hash(text.content)
    if procedure is not None and _known(text, digest, rows):
        return "updated" if text.repealed and repeal(code=text.code, by=by, now=now) else "unchanged"
    current = next((row for row in rows if row.state in (State.IN_FORCE, State.REPEALED)), None)
    state = _state(text, current)
    outcome: Outcome = "updated" if any(row.era == text.era for row in rows) else "created"
    if procedure is None:
        procedure = new_procedure(text)
    if state == State.IN_FORCE:
        describe(procedure, text.content, now)
        held = procedure.versions.filter(state__in=(State.IN_FORCE, State.REPEALED))
        held.update(state=State.REPLACED)
    version = write(procedure, text, state, by=by, now=now)
    tell(procedure, "procedure.version_recorded", facts_of(version), by=by, now=now)
    if text.repealed:
        repeal(code=text.code, by=by, now=now)
    return outcome


@transaction.atomic
def repeal(*, code: str, by: Actor, now: datetime, successor: str | None = None, reason: str = "") -> bool:
    """Mark a procedure as abolished or replaced by `successor`; False when it is so already or not known."""
    procedure = queries.procedure(code)
    follower = Procedure.objects.filter(code=successor).first() if successor else None
    if procedure is None or (procedure.is_repealed and (follower is None or procedure.successor_id == follower.pk)):
        return False
    procedure.state = Procedure.State.REPEALED
    procedure.successor = follower or procedure.successor
    procedure.changed_at = now
    procedure.versions.filter(state=State.IN_FORCE).update(state=State.REPEALED)
    tell(procedure, "procedure.repealed", {"successor": successor, "reason": reason}, by=by, now=now)
    return True


def _known(text: Text, digest: str, rows: list[ProcedureVersion]) -> bool:
    same = [row for row in rows if row.era == text.era and row.origin == text.origin]
    if text.loaded_from == STARTER and any(row.loaded_from != STARTER for row in rows if row.era == text.era):
        return True
    return bool(same) and same[-1].content_hash == digest


def _state(text: Text, current: ProcedureVersion | None) -> str:
    if current is None:
        return State.IN_FORCE
    if current.origin == ProcedureVersion.Origin.AGENCY and text.origin != ProcedureVersion.Origin.AGENCY:
        return State.DRAFT
    newer = rules.era_order(text.era) >= rules.era_order(current.era)
    return State.IN_FORCE if newer else State.REPLACED


def new_procedure(text: Text) -> Procedure:
    """A procedure to be saved with its first version; its stream may be longer already, by drafts."""
    stream = StreamRef("procedure", text.code)
    return Procedure(code=text.code, is_national=text.is_national, stream_version=log.version(stream))


def describe(procedure: Procedure, content: rules.ProcedureContent, now: datetime) -> None:
    """Name, field and search key of the procedure follow the text in force."""
    procedure.name = content.name
    procedure.field = content.field or ""
    procedure.kind = content.kind or ""
    procedure.internal_scope = content.internal_scope or ""
    procedure.competent = content.competent or ""
    procedure.state = Procedure.State.IN_FORCE
    procedure.successor = None
    procedure.repealed_on, procedure.repeal_decision, procedure.repealed_for = None, "", None
    procedure.aliases = queries.aliases(procedure.code)
    procedure.search_key = search_key(procedure.name, procedure.code, procedure.field, *procedure.aliases)
    procedure.changed_at = now
    procedure.save()


def write(procedure: Procedure, text: Text, state: str, *, by: Actor, now: datetime) -> ProcedureVersion:
    """One more frozen version, numbered in the order of recording."""
    last = procedure.versions.order_by("-number").first()
    return ProcedureVersion.objects.create(
        procedure=procedure,
        number=last.number + 1 if last else 1,
        era=text.era,
        state=state,
        effective_from=text.effective_from,
        effective_to=text.effective_to,
        content=text.content.to_json(),
        content_hash=rules.content_hash(text.content),
        completeness=text.completeness,
        missing=list(rules.missing_parts(text.content)),
        origin=text.origin,
        loaded_from=text.loaded_from,
        source=dict(text.source),
        recorded_at=now,
        recorded_by=by.id,
    )


def facts_of(version: ProcedureVersion) -> dict[str, Any]:
    """What an event says of a version."""
    keys = ("number", "era", "state", "content_hash", "completeness", "origin")
    return {"version_id": version.pk, **{key: str(getattr(version, key)) for key in keys}, "number": version.number}


def tell(procedure: Procedure, type: str, payload: dict[str, Any], *, by: Actor, now: datetime) -> None:
    """Append the event and keep the length of the stream on the procedure."""
    _append(procedure.code, procedure.stream_version, type, payload, by=by, now=now)
    procedure.stream_version += 1
    procedure.save()


def tell_code(code: str, type: str, payload: dict[str, Any], *, by: Actor, now: datetime) -> None:
    """The same for a code whose procedure may not be there yet: a draft of a new one."""
    procedure = Procedure.objects.filter(code=code).first()
    if procedure is not None:
        tell(procedure, type, payload, by=by, now=now)
    else:
        _append(code, log.version(StreamRef("procedure", code)), type, payload, by=by, now=now)


def _append(code: str, expected: int, type: str, payload: dict[str, Any], *, by: Actor, now: datetime) -> None:
    queries.forget()
    append(
        stream=StreamRef("procedure", code),
        expected_version=expected,
        type=type,
        payload=payload,
        actor=by,
        occurred_at=now,
        recorded_at=now,
        command_id=str(new_id()),
    )
