"""The forecast of a dossier in work, from finished dossiers of the same procedure and unit."""

from dataclasses import dataclass
from datetime import datetime

from motcua.kernel.time import after_working_seconds, working_seconds_between
from motcua.operate.dossiers.models import Dossier, Task
from motcua.operate.dossiers.queries.clocks import calendar_of
from motcua.operate.dossiers.queries.one import open_tasks
from motcua.operate.dossiers.rules import RUNNING, State
from motcua.operate.dossiers.rules.forecast import forecast

NEWEST = 300


@dataclass(frozen=True, slots=True)
class Finish:
    """Between which instants nine in ten such dossiers are finished; `seen`: from how many that is known."""

    low: datetime
    middle: datetime
    high: datetime
    seen: int


def expected_finish(dossier: Dossier, now: datetime) -> Finish | None:
    """When the dossier will probably be finished, if nothing is asked of the applicant; None when too little is known.

    Counted from the opening of its oldest open step, against dossiers without a wait for the applicant.
    """
    tasks = sorted(open_tasks(dossier), key=lambda task: task.opened_at)
    if not tasks or State(dossier.state) not in RUNNING:
        return None
    calendar = calendar_of(dossier)
    same = Task.objects.filter(
        step=tasks[0].step,
        dossier__procedure=dossier.procedure_id,
        dossier__unit__key=dossier.unit_id,
        dossier__state__in=(State.PROCESSED, State.RETURNED),
        dossier__finished_at__isnull=False,
        dossier__spans=None,
    ).order_by("-opened_at", "pk")
    rows = same.values_list("opened_at", "dossier__finished_at")[:NEWEST]
    history = [working_seconds_between(opened, finished, calendar) for opened, finished in rows if finished]
    found = forecast(working_seconds_between(tasks[0].opened_at, now, calendar), history)
    if found is None:
        return None
    low, middle, high = (after_working_seconds(now, left, calendar) for left in (found.low, found.middle, found.high))
    return Finish(low, middle, high, found.seen)
