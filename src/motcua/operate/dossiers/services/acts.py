"""The one path by which a dossier changes after submission."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.kernel import audit, rows
from motcua.kernel.actors import Actor
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.time import Unreachable
from motcua.law import queries as law
from motcua.operate.dossiers import queries, rules
from motcua.operate.dossiers.models import Dossier
from motcua.operate.dossiers.queries.words import facts
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.services import (
    closing,
    commands,
    correcting,
    deadlines,
    delivering,
    handling,
    happening,
    papers,
    receipt,
    settling,
    tasks,
)
from motcua.operate.dossiers.services.context import Change, Context, Stale
from motcua.operate.processes import queries as process_queries
from motcua.operate.processes import rules as process_rules

Verb = Callable[[Context], Change | Refusal]

VERBS: Mapping[str, Verb] = {
    "accept": receipt.accept,
    "reject": receipt.reject,
    "request_supplement": receipt.request_supplement,
    "supplement": receipt.supplement,
    "request_payment": receipt.request_payment,
    "confirm_payment": receipt.confirm_payment,
    "assign": handling.assign,
    "draft_result": handling.draft_result,
    "forward": handling.forward,
    "send_back": handling.send_back,
    "sign": handling.sign,
    "issue": handling.issue,
    "settle": settling.settle,
    "return_result": delivering.return_result,
    "track_delivery": delivering.track_delivery,
    "hand_over": handling.hand_over,
    "propose_correction": correcting.propose,
    "approve_correction": correcting.approve,
    "refuse_correction": correcting.refuse,
    "replace_result": correcting.replace_result,
    "withdraw": closing.withdraw,
    "stop": closing.stop,
    "take_result": closing.take_result,
    "rate": closing.rate,
    "extend": deadlines.extend,
    "apologise": deadlines.apologise,
    "move_due": deadlines.move_due,
    "mark_paper": papers.mark_paper,
    "place_hold": papers.place_hold,
    "release_hold": papers.release_hold,
    "fire_timer": happening.fire_timer,
    "receive_message": happening.receive_message,
    "change_process": happening.change_process,
}


def act(
    *,
    dossier_id: UUID,
    verb: str,
    by: Actor,
    now: datetime,
    command_id: str,
    data: Mapping[str, Any] | None = None,
    expected_version: int | None = None,
) -> Dossier | Refusal:
    """Do `verb` on a dossier: decide, write rows and event in one transaction, return the dossier as it is now.

    An expected "no" comes back as a Refusal. A repeated `command_id` changes nothing and returns the dossier.
    Raises Stale when `expected_version` is not the current one, kernel.audit.Conflict when somebody was faster,
    Dossier.DoesNotExist for an unknown id.
    """
    command = _Command(dossier_id, verb, by, now, command_id, data or {}, expected_version)
    try:
        with transaction.atomic():
            dossier = queries.for_work(dossier_id)
            with law.pinned(queries.ahead(dossier).mark):
                outcome = _act(command, dossier)
    except Unreachable as error:
        return Refusal("no_due_date", str(error), who="Người giữ lịch làm việc")
    except audit.Repeated as again:
        return commands.answer(again.event, verb=verb, by=by, dossier_id=dossier_id)
    except Stale:
        earlier = _earlier(command)
        if earlier is None:
            raise
        return earlier
    except IntegrityError as error:
        return _overtaken(command, error)
    # Refused the second time because it was done the first time.
    return (_earlier(command) or outcome) if isinstance(outcome, Refusal) else outcome


def _overtaken(command: "_Command", error: IntegrityError) -> Dossier | Refusal:
    """The other one's rows came first (a task, a hold, a request of the same number): its event did too."""
    earlier = _earlier(command)
    if earlier is not None:
        return earlier
    stream = StreamRef("dossier", str(command.dossier_id))
    if audit.queries.version(stream) == command.seen:
        raise error
    raise audit.Conflict(stream) from error


@dataclass(slots=True)
class _Command:
    """What `act` was called with, and the version of the dossier it was decided on."""

    dossier_id: UUID
    verb: str
    by: Actor
    now: datetime
    id: str
    data: Mapping[str, Any]
    expected_version: int | None
    seen: int = 0


def _earlier(command: _Command) -> Dossier | Refusal | None:
    if command.verb not in VERBS:
        return None
    return commands.carried_out(command_id=command.id, verb=command.verb, by=command.by, dossier_id=command.dossier_id)


def _act(command: _Command, dossier: Dossier) -> Dossier | Refusal:
    command.seen = dossier.version
    if command.expected_version not in (None, dossier.version):
        raise Stale(str(dossier.pk))
    verb, by = command.verb, command.by
    if command.now < queries.last_known(dossier) - deadlines.SKEW:
        return deadlines.CLOCK_SET_BACK
    situation = queries.situation(dossier, role=by.role, by=by)
    related = queries.related(dossier, by, verb)
    step = rules.decide(situation=situation, verb=verb, role=by.role, related=related, own=queries.is_own(dossier, by))
    if isinstance(step, Refusal):
        return step
    graph = process_queries.graph(dossier.process_version_id) if dossier.process_version_id else None
    context = Context(dossier, step, situation, by, command.now, command.data, graph)
    change = VERBS[verb](context)
    if isinstance(change, Refusal):
        # Verbs refuse before they write; should one have written, the transaction must not keep it.
        transaction.set_rollback(True)
        return change
    _apply(context, change, command.id)
    queries.put(dossier, verb)
    return dossier


def _apply(context: Context, change: Change, command_id: str) -> None:
    """Write the row, the tasks and the event. The event's compare-and-set on the stream decides races."""
    dossier, now = context.dossier, context.now
    version = dossier.version
    graph = change.graph or context.graph
    if change.move is not None:
        asked = facts(dossier, graph.words, now) if graph and graph.words else {}
        move = process_rules.with_facts(change.move, asked)
        dossier.moves = [*dossier.moves, process_rules.row_of(move)]
    dossier.state = rules.target(context.step, context.situation)
    for name, value in change.columns.items():
        setattr(dossier, name, value)
    opened = _open_steps(dossier, graph)
    waited, waits = context.situation.state in rules.WAITING, dossier.state in rules.WAITING
    resumed = waited and not waits
    steps = tasks.sync(
        dossier=dossier, graph=graph, opened=opened, by=context.by, now=now, change=change, resumed=resumed
    )
    dossier.next_due = tasks.next_due(dossier=dossier, graph=graph, now=now, waited=waited)
    dossier.version = version + 1
    columns = {"state", "version", "next_due", *change.columns, *(["moves"] if change.move is not None else [])}
    event = append(
        stream=StreamRef("dossier", str(dossier.pk)),
        expected_version=version,
        type=context.step.event,
        payload={**change.payload, "state": int(dossier.state), "open_steps": list(opened)},
        actor=context.by,
        occurred_at=change.occurred_at or now,
        recorded_at=now,
        command_id=command_id,
        rows=[*steps, rows.updating(dossier, columns)],
        head=queries.ahead(dossier).head,
        last=True,
    )
    assert event.version == dossier.version
    after = queries.ahead(dossier)
    after.head, after.mark = audit.queries.Head(event.version, event.hash, event.recorded_at), None


def _open_steps(dossier: Dossier, graph: process_rules.Graph | None) -> tuple[str, ...]:
    """Keys of the open steps: reception before acceptance, the process after it, nothing once it is final."""
    if dossier.is_final:
        return ()
    if dossier.accepted_at is None or graph is None:
        return (tasks.RECEIVE,)
    return process_rules.open_steps(graph, process_rules.history(dossier.moves))
