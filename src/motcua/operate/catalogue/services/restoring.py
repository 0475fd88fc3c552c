"""Taking one procedure with its whole history (JSON): as it was where it is new, with care beside another history."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.operate.catalogue import formats, queries
from motcua.operate.catalogue.models import Decentralisation, HeldMark, Procedure, ProcedureVersion, ServiceLevel
from motcua.operate.catalogue.services.reports import Fate
from motcua.operate.catalogue.services.taking import WAITS, link
from motcua.operate.catalogue.services.versions import (
    Text,
    describe,
    facts_of,
    new_procedure,
    record,
    repeal,
    tell,
    write,
)

State = ProcedureVersion.State
APART = "lịch sử ở đây khác trong tệp: chỉ xét văn bản đang áp dụng"


@transaction.atomic
def take_history(history: formats.History, *, by: Actor, now: datetime, source: str) -> Fate:
    """Bring one procedure up to the file.

    A procedure not known here is restored with every version. Where the history here is the beginning of the file's,
    the rest is added. Where the file's is the beginning of ours, nothing is taken back. Histories that went apart keep
    ours: the file's text in force is recorded like any text from outside, so one of the agency stays in force.
    """
    procedure = Procedure.objects.filter(code=history.code).first()
    name = history.shown.content.name
    if procedure is None:
        procedure = _restore(history, by=by, now=now)
        _finish(procedure, history, by=by, now=now)
        return Fate(history.code, name, "created")
    before = procedure.stream_version
    note = _advance(procedure, history, by=by, now=now, source=source)
    procedure = Procedure.objects.get(code=history.code)
    _finish(procedure, history, by=by, now=now)
    changed = Procedure.objects.get(code=history.code).stream_version != before
    return Fate(history.code, name, "updated" if changed else "unchanged", note if changed else "")


def complete(history: formats.History, *, by: Actor, now: datetime) -> None:
    """What needs the other procedures of the file: who follows a repealed one, now or on a decided day."""
    link(history, by=by, now=now)
    follower = Procedure.objects.filter(code=history.repealed_for).first() if history.repealed_for else None
    if follower is not None:
        rows = Procedure.objects.filter(code=history.code, repealed_for=None, repealed_on=history.repealed_on)
        rows.filter(repealed_on__isnull=False).update(repealed_for=follower)


def _restore(history: formats.History, *, by: Actor, now: datetime) -> Procedure:
    procedure = new_procedure(_text(history, history.shown))
    describe(procedure, history.shown.content, now)
    for version in history.versions:
        row = write(procedure, _text(history, version), version.state, by=by, now=now)
        tell(procedure, "procedure.version_recorded", facts_of(row), by=by, now=now)
    return procedure


def _advance(procedure: Procedure, history: formats.History, *, by: Actor, now: datetime, source: str) -> str:
    """Take over what the file's history has beyond ours; what is worth saying about it."""
    rows = list(procedure.versions.order_by("number"))
    ours = [queries.version_facts(row) for row in rows]
    same = sum(_same(one, other) for one, other in zip(ours, history.versions, strict=False))
    shorter = min(len(ours), len(history.versions))
    if same == shorter == len(history.versions):
        return ""
    live = next((row for row in rows if row.state == State.IN_FORCE), None)
    kept = live is None or live.is_reference or _still_in_force(history, live.number)
    if same == shorter == len(ours) and kept and (history.repealed or not procedure.is_repealed):
        _add(procedure, rows, history, by=by, now=now)
        return ""
    text = _text(history, history.shown, origin=ProcedureVersion.Origin.REFERENCE, loaded_from=source[:200])
    if history.repealed or any(_same_text(one, history.shown) for one in ours):
        return APART
    record(text=text, by=by, now=now)
    newest = procedure.versions.order_by("number").last()
    return WAITS if newest is not None and newest.state == State.DRAFT else APART


def _add(
    procedure: Procedure, rows: list[ProcedureVersion], history: formats.History, *, by: Actor, now: datetime
) -> None:
    """The versions that follow ours, with the states the file gives all of them: first those that end."""
    for row, version in zip(rows, history.versions, strict=False):
        days = (_date(version.effective_from), _date(version.effective_to))
        if (row.state, row.effective_from, row.effective_to) != (version.state, *days):
            changed = ProcedureVersion.objects.filter(pk=row.pk)
            changed.update(state=version.state, effective_from=days[0], effective_to=days[1])
    if not procedure.is_repealed:
        describe(procedure, history.shown.content, now)
    for version in history.versions[len(rows) :]:
        row = write(procedure, _text(history, version), version.state, by=by, now=now)
        tell(procedure, "procedure.version_recorded", facts_of(row), by=by, now=now)


def _finish(procedure: Procedure, history: formats.History, *, by: Actor, now: datetime) -> None:
    """The facts beside the texts: those of the file that are not here yet. None that is here is changed."""
    if history.repealed and not procedure.is_repealed and _may_repeal(procedure):
        repeal(code=history.code, by=by, now=now)
        procedure.refresh_from_db()
    if history.repealed_on and procedure.repealed_on is None and (not procedure.is_repealed or history.repealed):
        procedure.repealed_on, procedure.repeal_decision = _date(history.repealed_on), history.repeal_decision
        said = {"decision": history.repeal_decision, "effective_from": history.repealed_on}
        tell(procedure, "procedure.repeal_decided", said, by=by, now=now)
    _levels(procedure, history, by=by, now=now)
    _marks(procedure, history, by=by, now=now)
    _options(procedure, history, by=by, now=now)


def _may_repeal(procedure: Procedure) -> bool:
    """No text of the agency is in force here: such a one ends by a decision alone."""
    live = procedure.versions.filter(state=State.IN_FORCE).first()
    return live is None or live.is_reference


def _levels(procedure: Procedure, history: formats.History, *, by: Actor, now: datetime) -> None:
    keys = ("agency_key", "since", "source", "level", "eligible_full_online")
    here = set(procedure.service_levels.values_list(*keys))
    for level in history.levels:
        facts = (level.agency, _date(level.since), level.source, level.level, level.eligible_full_online)
        if facts in here:
            continue
        ServiceLevel.objects.create(
            procedure=procedure, recorded_by=by.id, recorded_at=now, **dict(zip(keys, facts, strict=True))
        )
        said = {"agency": level.agency, "level": level.level, "since": level.since}
        said["eligible_full_online"] = level.eligible_full_online  # type: ignore[assignment]
        tell(procedure, "procedure.level_set", said, by=by, now=now)


def _marks(procedure: Procedure, history: formats.History, *, by: Actor, now: datetime) -> None:
    here = set(procedure.held_marks.values_list("component_code", flat=True))
    for mark in history.marks:
        if mark.component not in here:
            HeldMark.objects.create(
                procedure=procedure,
                component_code=mark.component,
                held_by=mark.held_by,
                note=mark.note,
                recorded_at=now,
                recorded_by=by.id,
            )
            said = {"component": mark.component, "held_by": mark.held_by}
            tell(procedure, "procedure.component_marked", said, by=by, now=now)


def _options(procedure: Procedure, history: formats.History, *, by: Actor, now: datetime) -> None:
    here = set(procedure.decentralisations.values_list("decision", flat=True))
    for option in history.decentralisations:
        if option.decision in here:
            continue
        days = {key: _date(getattr(option, key)) for key in ("decided_on", "due_on", "started_on", "executed_on")}
        words = {key: getattr(option, key) for key in ("decision", "from_level", "to_level", "evidence")}
        Decentralisation.objects.create(procedure=procedure, recorded_at=now, recorded_by=by.id, **days, **words)
        said: dict[str, Any] = {key: getattr(option, key) for key in (*days, *words)}
        tell(procedure, "procedure.decentralisation_recorded", said, by=by, now=now)


def _same(one: formats.Version, other: formats.Version) -> bool:
    return _same_text(one, other) and (one.origin, one.loaded_from) == (other.origin, other.loaded_from)


def _same_text(one: formats.Version, other: formats.Version) -> bool:
    return one.era == other.era and one.content == other.content


def _text(history: formats.History, version: formats.Version, **changes: Any) -> Text:
    facts: dict[str, Any] = {
        "origin": version.origin,
        "loaded_from": version.loaded_from,
        "is_national": history.is_national,
        "effective_from": _date(version.effective_from),
        "effective_to": _date(version.effective_to),
    }
    return Text(
        code=history.code,
        era=version.era,
        content=version.content,
        completeness=version.completeness,
        source=version.source,
        **{**facts, **changes},
    )


def _still_in_force(history: formats.History, number: int) -> bool:
    return any(version.number == number and version.state == "in_force" for version in history.versions)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
