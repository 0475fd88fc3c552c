"""Reads about workers and recurring work."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db.models import QuerySet

from motcua.kernel.jobs.models import Heartbeat, Schedule

SILENT = timedelta(seconds=45)


@dataclass(frozen=True, slots=True)
class WorkerState:
    """`running`: a worker was heard of in the last 45 seconds; `silent`: not since `beat_at`; `none`: never."""

    state: Literal["running", "silent", "none"]
    beat_at: datetime | None = None
    workers: int = 0

    @property
    def ok(self) -> bool:
        return self.state == "running"


def worker_state(now: datetime) -> WorkerState:
    """Whether background work is being done, for /healthz (1 query)."""
    beats = list(Heartbeat.objects.order_by("-beat_at").values_list("beat_at", flat=True)[:100])
    if not beats:
        return WorkerState("none")
    alive = sum(now - beat <= SILENT for beat in beats)
    return WorkerState("running" if alive else "silent", beats[0], alive)


def failing() -> QuerySet[Schedule]:
    """Recurring work whose last run failed."""
    return Schedule.objects.exclude(last_error="").order_by("name")
