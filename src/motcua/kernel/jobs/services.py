"""Running recurring work, one worker at a time, and the workers' signs of life."""

import logging
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from motcua.kernel.jobs.models import Heartbeat, Schedule
from motcua.kernel.jobs.queries import SILENT
from motcua.kernel.plugins import Recurring, schedule

logger = logging.getLogger(__name__)
CLAIMS = 3
LEASE = timedelta(minutes=30)
"""After this long work is taken over by another worker, even from one that is alive; from a silent one at once."""


def tick(*, now: datetime, worker: str) -> list[str]:
    """Do all recurring work that is due at `now` and that no other worker has in hand; the names of what was run.

    A failure is noted with the work and logged; it is tried again when it is next due.
    """
    rows = {row.name: row for row in Schedule.objects.all()}
    missing = [Schedule(name=work.name, next_at=now) for work in schedule.items() if work.name not in rows]
    if missing:
        Schedule.objects.bulk_create(missing, ignore_conflicts=True)
        rows = {row.name: row for row in Schedule.objects.all()}
    return [work.name for work in schedule.items() if _run_if_due(work, rows[work.name], now, worker)]


def _in_hand(row: Schedule, now: datetime) -> bool:
    if row.lease_until is None or row.lease_until <= now:
        return False
    just_begun = row.started_at is not None and now - row.started_at <= SILENT
    return just_begun or row.lease_holder in _alive(now)


def _alive(now: datetime) -> set[str]:
    return set(Heartbeat.objects.filter(beat_at__gte=now - SILENT).values_list("worker", flat=True))


def _run_if_due(work: Recurring, row: Schedule, now: datetime, worker: str) -> bool:
    if row.next_at > now or _in_hand(row, now):
        return False
    same = Schedule.objects.filter(pk=row.pk, next_at=row.next_at, lease_until=row.lease_until)
    if not same.update(lease_until=now + LEASE, lease_holder=worker, started_at=now):
        return False
    error = ""
    try:
        import_string(work.path)(now)
    except Exception as caught:
        logger.exception("recurring work %s failed", work.name)
        error = f"{type(caught).__name__}: {caught}"[:500]
    mine = Schedule.objects.filter(pk=row.pk, lease_holder=worker, started_at=now)
    mine.update(next_at=now + work.every, lease_until=None, lease_holder="", last_error=error)
    return True


def beat(*, worker: str, now: datetime) -> None:
    """Say that `worker` is alive, and forget workers not heard of for a day."""
    if not Heartbeat.objects.filter(pk=worker).update(beat_at=now):
        Heartbeat.objects.create(worker=worker, started_at=now, beat_at=now)
        Heartbeat.objects.filter(Q(beat_at__lt=now - timedelta(days=1))).delete()


def farewell(*, worker: str) -> None:
    """`worker` has ended in good order: give back what it had in hand."""
    Heartbeat.objects.filter(pk=worker).delete()
    Schedule.objects.filter(lease_holder=worker).update(lease_until=None, lease_holder="")


def rescue(*, now: datetime) -> int:
    """Queue again the tasks of workers that were cut off; given up after the third. Returns how many were found."""
    alive = _alive(now)
    lost = [
        task
        for task in DBTaskResult.objects.running().filter(started_at__lt=now - SILENT)
        if not task.worker_ids or task.worker_ids[-1] not in alive
    ]
    for task in lost:
        logger.warning("task %s was cut off with worker %s", task.task_path, task.worker_ids[-1:])
        if len(task.worker_ids) >= CLAIMS:
            task.set_failed(WorkerLost(f"{len(task.worker_ids)} workers were cut off while doing it"))
        else:
            DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at).update(status="READY")
    return len(lost)


class WorkerLost(Exception):
    """The workers that had the task ended without finishing it."""
