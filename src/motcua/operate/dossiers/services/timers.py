"""Recurring work: timers of drawn processes fire by the one write path, as the system's own act, each once."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from motcua.kernel import audit
from motcua.kernel.actors import Actor
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Dossier, Task
from motcua.operate.dossiers.rules import RUNNING, Refusal, State
from motcua.operate.dossiers.services import acts
from motcua.operate.dossiers.services.context import Stale
from motcua.operate.dossiers.services.happening import already_fired, over_at, waiting_events
from motcua.operate.processes import queries as processes
from motcua.operate.processes.rules import events

CLOCK = Actor("system", "timers", "system")
MOST = 500  # dossiers of one run; the next run goes on
MOST_IN_A_ROW = 20  # events of one dossier, each of which may start the next timer


def fire_due(now: datetime, most: int = MOST) -> int:
    """Fire every timer that has run out by `now`; how many did. May be run again at any time, and by several."""
    return sum(fire_of(dossier_id, now) for dossier_id in _candidates(now, most))


def fire_of(dossier_id: UUID, now: datetime) -> int:
    """Fire the timers of one dossier that have run out, the earliest first; how many did."""
    for count in range(MOST_IN_A_ROW):
        dossier = queries.for_work(dossier_id)
        event = _earliest(dossier, now)
        if event is None or not _fire(dossier, event, now):
            return count
    return MOST_IN_A_ROW


def command_of(dossier: Dossier, event: events.Pending) -> str:
    """The same for the same event of the same marking, however often it is tried."""
    return str(uuid5(NAMESPACE_OID, f"{dossier.pk}:{event.key}:{dossier.moves!r}"))


def _fire(dossier: Dossier, event: events.Pending, now: datetime) -> bool:
    try:
        done = acts.act(
            dossier_id=dossier.pk, verb="fire_timer", by=CLOCK, now=now, command_id=command_of(dossier, event),
            data={"event": event.key}, expected_version=dossier.version,
        )  # fmt: skip
    except (audit.Conflict, Stale):
        return False  # somebody was faster: the next run looks again
    return not isinstance(done, Refusal)


def _earliest(dossier: Dossier, now: datetime) -> events.Pending | None:
    if dossier.process_version_id is None or State(dossier.state) not in RUNNING | {State.PROCESSED}:
        return None
    waiting = waiting_events(dossier, processes.graph(dossier.process_version_id))
    over = [
        (at, event)
        for event in waiting
        if event.kind == "timer" and (at := over_at(dossier, event)) and at <= now and not already_fired(dossier, event)
    ]
    return min(over, key=lambda pair: pair[0])[1] if over else None


def _candidates(now: datetime, most: int) -> list[UUID]:
    """Dossiers in which a step with a timer has been open at least as long, by the wall, as its working time."""
    found: list[UUID] = []
    for version, timers in processes.timed().items():
        steps = {step for timer in timers for step in timer.inside}
        hours = min(_hours(timer) for timer in timers)
        rows = Task.objects.filter(
            closed_at=None, step__in=steps, opened_at__lte=now - timedelta(hours=hours),
            dossier__process_version=version, dossier__state__in=[*RUNNING, State.PROCESSED],
        )  # fmt: skip
        found += rows.order_by("opened_at").values_list("dossier_id", flat=True)[: most - len(found)]
    return list(dict.fromkeys(found))


def _hours(timer: events.Pending) -> int:
    """The least hours of the clock that must pass: a working day may end the next morning, an hour is an hour."""
    wait = events.wait_of(timer.text)
    return wait.value if wait is not None and wait.unit == "working_hour" else 1
