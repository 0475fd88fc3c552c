"""Reminders: one message in the outbox for each clock and stage, however often the job runs.

They have streams of their own ("publication_reminder"), so that a reminder never disturbs somebody who is recording a
step. Messages hold codes and dates only; whoever sends them (e-mail, notices) subscribes to "publication.reminded".
"""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import Conflict, Repeated
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.time import local_date
from motcua.operate.publications import queries, rules
from motcua.operate.publications.rules import Clock

STREAM = "publication_reminder"


def remind(*, now: datetime) -> int:
    """Write the reminders that are due and were not written yet; returns how many."""
    today = local_date(now)
    before = queries.publicity()["remind_before_days"]
    grouped: dict[tuple[str, str, str, date], list[Clock]] = defaultdict(list)
    for item in queries.running(today):
        clock = item.clock
        grouped[clock.decision, clock.step, clock.variant, clock.due_on].append(clock)
    written = 0
    for (decision, step, variant, due_on), clocks in sorted(grouped.items()):
        stage = rules.stage(due_on, today, before)
        command = f"remind:{decision}:{step}:{variant}:{due_on}:{stage}"
        if stage and log.by_command(command) is None:
            payload = {
                "decision": decision,
                "step": step,
                "variant": variant,
                "due_on": due_on.isoformat(),
                "stage": stage,
                "procedures": sorted({clock.code for clock in clocks if clock.code}),
            }
            written += _write(decision, payload, command, now)
    return written


def _write(decision: str, payload: dict[str, Any], command: str, now: datetime) -> int:
    stream = StreamRef(STREAM, decision)
    try:
        with transaction.atomic():
            append(
                stream=stream,
                expected_version=log.version(stream),
                type="publication.reminded",
                payload=payload,
                actor=SYSTEM,
                occurred_at=now,
                recorded_at=now,
                command_id=command,
            )
    except (Repeated, Conflict):  # another worker has just written it, or writes beside us: the next run finds it
        return 0
    return 1
