"""Writing a reading down, and forgetting old ones."""

from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.kernel.readings import rules
from motcua.kernel.readings.models import Reading

HOUR = 3600


def note(
    *,
    by: Actor,
    subject: tuple[str, str],
    kind: str,
    purpose: str,
    now: datetime,
    basis: str = "",
    rows: int | None = None,
) -> None:
    """Write down that `by` reads `subject` (kind, id) now. At most one statement, none when it was noted this hour.

    To be called before anything is shown: when it fails, the exception goes on and nothing is shown. `purpose` is one
    of `rules.PURPOSES`, `kind` one of `rules.KINDS`, `basis` a number and never a name, `rows` for exports.
    """
    slot = rules.slot(kind, now)
    known = f"reading:{by.id}:{subject[0]}:{subject[1]}:{kind}:{purpose}:{slot.timestamp()}"
    if cache.get(known):
        return
    row = Reading(
        read_at=now, slot=slot, reader=by.id, role=by.role, unit=by.unit, subject_kind=subject[0],
        subject_id=subject[1], kind=kind, purpose=purpose, basis=basis, rows=rows,
    )  # fmt: skip
    Reading.objects.bulk_create([row], ignore_conflicts=True)
    # Only what is certain to stay is remembered as written.
    transaction.on_commit(lambda: cache.set(known, True, HOUR))


def prune(*, now: datetime) -> int:
    """Delete what is older than the office keeps it; returns how many rows."""
    return Reading.objects.all().forget_before(rules.kept_from(now, settings.MOTCUA_READING_MONTHS))
