"""What must hold after every step, and what must hold when the storm is over."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import connection

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.models import Event
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.files import services as files
from motcua.kernel.time import checker
from motcua.measure.facts import cells
from motcua.measure.facts import services as facts
from motcua.measure.facts.models import DossierFact, PaymentFact
from motcua.measure.signals import services as signals
from motcua.measure.signals.models import Signal
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import ClockSpan, Dossier, Result
from motcua.operate.dossiers.rules import FINAL, STEPS, State
from motcua.operate.dossiers.services.deadlines import SKEW
from motcua.operate.dossiers.services.happening import waiting_events
from motcua.operate.intake.models import BlockNumber, Ticket
from motcua.operate.processes import queries as processes

Tables = dict[str, list[tuple[Any, ...]]]
WATCHED = ("audit", "outbox", "facts", "signals", "dossiers", "intake", "consultations", "conversations", "paperwork",
           "people", "law", "imports", "satisfaction", "editions", "checks")  # fmt: skip
# What may stay behind of a command that was refused or cut: content-addressed files nobody names, numbers of letters
# that were never sent (a year's numbers may have gaps), a signature that was begun and never completed.
LOOSE = frozenset({"files_storedfile", "dossiers_issuecounter", "dossiers_signingsession", "paperwork_slipcounter"})
# Ways on for a dossier that is not stuck; each of these leads nearer to its end, or takes away what hinders.
ONWARD = frozenset(STEPS) - {
    "withdraw", "stop", "rate", "mark_paper", "place_hold", "extend", "apologise", "move_due", "request_supplement",
    "request_payment", "change_process",
}  # fmt: skip
NUMBERING = {"dossier.issued", "dossier.result_replaced"}
COLUMNS = ("state", "open_steps", "legal_due", "portal_due", "process_version_id")
SOURCES: dict[str, set[State]] = {}
for one in STEPS.values():
    SOURCES.setdefault(one.event, set()).update(one.sources)


def watched() -> list[str]:
    """The tables that commands write, without those that may keep something of a command that failed."""
    known = {config.label for config in apps.get_app_configs()}
    others = {
        config.label
        for config in apps.get_app_configs()
        if config.name.startswith("motcua.operate.")
        and config.label not in {"catalogue", "codelists", "eforms", "processes", "publications", "journeys"}
    }
    labels = sorted({*WATCHED, *others} & known)
    models = (model for label in labels for model in apps.get_app_config(label).get_models(include_auto_created=True))
    return sorted({model._meta.db_table for model in models} - LOOSE)


def everything(tables: Iterable[str]) -> Tables:
    """All rows of `tables`."""
    found: Tables = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = cursor.fetchall()
    return found


def changes(before: Tables, after: Tables) -> dict[str, tuple[int, int]]:
    """Tables that differ, each with how many rows went and came."""
    differing = {table for table, rows in after.items() if rows != before[table]}
    counted = {table: (Counter(map(repr, before[table])), Counter(map(repr, after[table]))) for table in differing}
    return {
        table: (sum((old - new).values()), sum((new - old).values()))
        for table, (old, new) in counted.items()
        if old != new
    }


def faults(dossier: Dossier) -> Iterator[str]:
    """What is wrong with one dossier: row against events, tasks, spans, both due dates with their proofs."""
    events = log.events(StreamRef("dossier", str(dossier.pk)))
    if [event.version for event in events] != list(range(1, dossier.version + 1)):
        yield f"version {dossier.version}, events {[event.version for event in events]}"
    told_here = _replayed(events, dossier)
    if dossier.observed:  # a history of elsewhere is kept as it was, and nothing is counted or handled here
        told_here = {name: told_here[name] for name in ("state", "open steps", "rating", "holds")}
    for name, (told, stored) in told_here.items():
        if told != stored:
            yield f"{name}: the events say {told}, the row {stored}"
    if not dossier.observed:
        yield from _transitions(events)
    for event in events[1:]:
        if event.recorded_at < events[event.version - 2].recorded_at - SKEW:
            yield f"{event.type} was recorded at {event.recorded_at}, before what it follows"
    for span in ClockSpan.objects.filter(dossier=dossier).order_by("started_at"):
        if span.ended_at is not None and span.ended_at < span.started_at - SKEW:
            yield f"a span {span.kind} ends before it begins"
    for task in dossier.tasks.order_by("opened_at"):
        if task.closed_at is not None and task.closed_at < task.opened_at - SKEW:
            yield f"step {task.step} was closed before it was opened"
    if (dossier.next_due is None) != (dossier.state in FINAL):
        yield f"state {dossier.state}, next instant {dossier.next_due}"
    yield from _unproved(dossier)


def _unproved(dossier: Dossier) -> Iterator[str]:
    proofs = queries.proofs(dossier)
    if proofs is None:
        return
    for name, due, stored in (
        ("legal", proofs.legal, dossier.legal_due),
        ("portal", proofs.portal, dossier.portal_due),
    ):
        if due.at != stored:
            yield f"{name} due {stored}, the count gives {due.at}"
        for fault in checker.check(json.loads(json.dumps(due.proof()))):
            yield f"{name} proof: {fault}"


def _replayed(events: list[Event], dossier: Dossier) -> dict[str, tuple[Any, Any]]:
    """Columns as the events tell them beside the columns as they are stored."""
    told: dict[str, Any] = {}
    holds: set[str] = set()
    for event in events:
        said = event.payload
        told |= {name: said[name] for name in COLUMNS if name in said}
        told |= {"code": said["code"]} if event.type == "dossier.accepted" and not dossier.observed else {}
        told |= {"lead": said["officer"]} if event.type == "dossier.assigned" else {}
        told |= {"rating": said["score"]} if event.type == "dossier.rated" else {}
        told |= {"number": said["number"]} if event.type in NUMBERING and not dossier.observed else {}
        if event.type == "dossier.corrected" and said["kind"] == "unit":
            told["lead"] = None
        if event.type == "dossier.corrected" and said["kind"] == "number":
            told["number"] = said["number"]
        if event.type == "dossier.hold_placed":
            holds.add(said["code"])
        if event.type == "dossier.hold_released":
            holds.discard(said["code"])
        if State(said["state"]) in FINAL:
            holds.clear()
    result = Result.objects.filter(dossier=dossier).first()
    open_now = sorted(dossier.tasks.filter(closed_at=None).values_list("step", flat=True))
    open_holds = sorted(dossier.holds.filter(released_at=None).values_list("code", flat=True))
    return {
        "state": (told["state"], dossier.state),
        "open steps": (sorted(told["open_steps"]), open_now),
        "code": (told.get("code"), dossier.code),
        "legal due": (_instant(told.get("legal_due")), dossier.legal_due),
        "portal due": (_instant(told.get("portal_due")), dossier.portal_due),
        "process": (told.get("process_version_id"), dossier.process_version_id),
        "lead": (told.get("lead"), str(dossier.lead_id) if dossier.lead_id else None),
        "rating": (told.get("rating"), dossier.rating),
        "number": (told.get("number", ""), result.number_symbol if result else ""),
        "holds": (sorted(holds), open_holds),
    }


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _transitions(events: list[Event]) -> Iterator[str]:
    state: State | None = None
    for event in events:
        after = State(event.payload["state"])
        if state is not None and state not in SOURCES[event.type]:
            yield f"{event.type} from {state!r} is not in the table of steps"
        state = after


def stuck(dossier: Dossier, may: Iterable[str]) -> bool:
    """Whether an open dossier stands where nobody can bring it on. `may`: what anybody may do with it now."""
    if dossier.is_final or dossier.observed or ONWARD.intersection(may):
        return False
    graph = processes.graph(dossier.process_version_id) if dossier.process_version_id else None
    return not waiting_events(dossier, graph)


def doubled() -> list[str]:
    """Numbers that were given twice, and numbers of blocks that are neither free, used by their dossier, nor void."""
    found = []
    lists: Mapping[str, list[Any]] = {
        "dossier code": list(Dossier.objects.exclude(code=None).values_list("code", flat=True)),
        "result number": list(Result.objects.exclude(number_symbol="").values_list("number_symbol", "issued_on__year")),
        "ticket": list(Ticket.objects.values_list("unit", "day", "number")),
    }
    for what, numbers in lists.items():
        found += [f"{what} {number} twice" for number, count in Counter(numbers).items() if count > 1]
    codes = set(lists["dossier code"])
    for number in BlockNumber.objects.select_related("dossier").order_by("code"):
        if (number.code in codes) != (number.state == "used"):
            found.append(f"block number {number.code} is {number.state}")
        if number.dossier is not None and number.dossier.code != number.code:
            found.append(f"block number {number.code} stands for {number.dossier.code}")
    return found


def streams_out_of_order() -> list[str]:
    """Streams with a gap, or in which a later event was recorded clearly before an earlier one."""
    found, last = [], dict[tuple[str, str], Event]()
    for event in log.all_events():
        key = (event.stream_kind, event.stream_id)
        before = last.get(key)
        if event.version != (before.version + 1 if before else 1):
            found.append(f"{key} goes from {before} to version {event.version}")
        if before is not None and event.recorded_at < before.recorded_at - SKEW:
            found.append(f"{key}: {event.type} was recorded before {before.type}")
        last[key] = event
    return found


def projections_differ() -> list[str]:
    """Rows that a rebuild from the events would make otherwise."""
    found = [f"fact {one}" for one in facts.check()] + [f"cell {one}" for one in cells.check()]
    for rebuild, models in ((facts.rebuild, (DossierFact, PaymentFact)), (signals.rebuild, (Signal,))):
        before = [_rows(model) for model in models]
        rebuild()
        if [_rows(model) for model in models] != before:
            found.append(f"{rebuild.__module__} rebuilds otherwise")
    return found + [f"cell {one}" for one in cells.check()]


def _rows(model: Any) -> list[dict[str, Any]]:
    """What the events say. How far the cells have counted a fact is theirs, and checked by what they hold; what the
    portal confirmed is told by its lists, and is looked up anew after a rebuild.
    """
    rows = model.objects.order_by("pk").values()
    said = [name for name in (field.attname for field in model._meta.concrete_fields)
            if name not in {"dirty", "confirmed"} and name[:4] != "was_"]  # fmt: skip
    return [{name: row[name] for name in said} for row in rows]


def damaged_files() -> list[str]:
    return [str(fault) for fault in files.check() if fault is not None]


def unheard(heard: list[str], told: set[str]) -> list[str]:
    """Messages that never arrived, and streams whose messages first arrived out of order."""
    found = sorted(told - set(heard))
    last = dict[str, int]()
    for key in dict.fromkeys(heard):
        stream, _, version = key.rpartition("/")
        if int(version) < last.get(stream, 0):
            found.append(f"{key} came late")
        last[stream] = int(version)
    return found


AGES = timedelta(days=2)  # longer than every step of the ladder on which a failed delivery is tried again
