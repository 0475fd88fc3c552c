"""Verbs of what nobody does by hand: a timer runs out, a message comes in, the process goes on in another version."""

from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist

from motcua.kernel.text import search_key
from motcua.kernel.time import Limit, due
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Dossier
from motcua.operate.dossiers.queries.words import facts
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.services.context import Change, Context
from motcua.operate.processes import queries as processes
from motcua.operate.processes import rules as process_rules
from motcua.operate.processes.rules import Graph, Move, events


def fire_timer(context: Context) -> Change | Refusal:
    """A timer has run out. `data`: event (its key). Refused when it is not running, not over, or has fired already."""
    found = _pending(context.dossier, context.graph, "timer", context.text("event"))
    if found is None:
        return Refusal("event_not_waiting", "Không còn chờ hẹn giờ này.")
    at = over_at(context.dossier, found)
    if at is None or context.now < at or already_fired(context.dossier, found):
        return Refusal("event_not_waiting", "Hẹn giờ này chưa hết, hoặc đã được tính.")
    return Change(
        {"step": found.host or found.key, "event": found.key, "over_at": at.isoformat()}, move=Move(found.key)
    )


def receive_message(context: Context) -> Change | Refusal:
    """A message has come in. `data`: name, as the drawing calls it. Refused when nothing waits for it."""
    name = context.text("name")
    found = _pending(context.dossier, context.graph, "message", name)
    if found is None or (found.host and already_fired(context.dossier, found)):
        return Refusal("event_not_waiting", f"Hồ sơ không chờ tin “{name}”.")
    return Change({"step": found.host or found.key, "event": found.key, "name": name}, move=Move(found.key))


def change_process(context: Context) -> Change | Refusal:
    """Go on under another version of the process. `data`: version (its id), undo (it goes back to where it was)."""
    target, dossier = context.data.get("version"), context.dossier
    if type(target) is not int or context.graph is None or target == dossier.process_version_id:
        return Refusal("wrong_process", "Hồ sơ đã theo phiên bản này, hoặc không có quy trình.")
    try:
        new = processes.graph(target)
    except ObjectDoesNotExist:
        return Refusal("wrong_process", "Không có phiên bản quy trình này.")
    if new.key != context.graph.key:
        return Refusal("wrong_process", "Đó là phiên bản của một quy trình khác.")
    carried = carried_to(dossier, context.graph, new, context.now)
    if carried.reason:
        return Refusal("cannot_move", carried.reason)
    payload = {
        "process_version_id": target, "from_version_id": dossier.process_version_id, "number": new.number,
        "undo": bool(context.data.get("undo")),
    }  # fmt: skip
    done = [row for row in dossier.moves if row[0]]
    columns = {"process_version_id": target, "moves": [*process_rules.beginning(carried.facts), *done]}
    return Change(payload, columns, graph=new)


def carried_to(dossier: Dossier, old: Graph, new: Graph, now: datetime) -> process_rules.Carried:
    """Whether the dossier may go on under `new`, and with which facts."""
    asked = facts(dossier, new.words, now) if new.words else {}
    return process_rules.carry(old, new, process_rules.history(dossier.moves), asked)


def waiting_events(dossier: Dossier, graph: Graph | None) -> tuple[events.Pending, ...]:
    """The timers and messages that the dossier waits for now."""
    if graph is None or graph.net is None or dossier.accepted_at is None or dossier.is_final:
        return ()
    return events.pending(graph.net, process_rules.history(dossier.moves))


def over_at(dossier: Dossier, event: events.Pending) -> datetime | None:
    """When the timer runs out: its working time from the moment its step, or the first one within, was opened."""
    wait, began = events.wait_of(event.text), _began(dossier, event)
    if wait is None or began is None:
        return None
    words = {"working_hour": "giờ làm việc", "working_day": "ngày làm việc"}[wait.unit]
    return due(began, Limit(wait.value, wait.unit, f"{wait.value} {words}"), queries.calendar_of(dossier)).at


def already_fired(dossier: Dossier, event: events.Pending) -> bool:
    """Whether an event that leaves its step open has happened as often as the step was opened."""
    if event.cancels or not event.host:
        return False
    fired = sum(row[0] == event.key for row in dossier.moves)
    opened = dossier.tasks.filter(step=event.host).count() if event.host in event.inside else 1
    return bool(fired >= opened)


def _pending(dossier: Dossier, graph: Graph | None, kind: str, word: str) -> events.Pending | None:
    wanted = search_key(word)
    return next(
        (
            event
            for event in waiting_events(dossier, graph)
            if event.kind == kind
            and word
            and (event.key == word or wanted in {search_key(event.text), search_key(event.name)})
        ),
        None,
    )


def _began(dossier: Dossier, event: events.Pending) -> datetime | None:
    """When work began where the event waits; within a sub-process that is followed back from step to step."""
    open_now = [task.opened_at for task in queries.open_tasks(dossier) if task.step in event.inside]
    if not open_now or event.host in event.inside or not event.host:
        return min(open_now, default=None)
    began = min(open_now)
    for task in dossier.tasks.filter(step__in=event.inside).order_by("-opened_at"):
        if task.opened_at < began and (task.closed_at is None or task.closed_at >= began):
            began = task.opened_at
    return began
