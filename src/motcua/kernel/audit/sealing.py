"""Sealing: folding a day's events into a root that is chained to the day before and meant to be published."""

from datetime import date, datetime, time, timedelta

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from motcua.kernel.actors import SYSTEM
from motcua.kernel.audit import NotSealable, rules
from motcua.kernel.audit.appending import append
from motcua.kernel.audit.models import DailyRoot, Event
from motcua.kernel.audit.queries import version
from motcua.kernel.audit.roots import SEALS, fold


@transaction.atomic
def seal_day(*, day: date, now: datetime) -> DailyRoot:
    """Seal the local `day`, once: a second call gives the same root back.

    The root covers every event that was in the log when the day closed and that no earlier root covers, by place
    in the log; an event that was recorded for an earlier day but entered late is thus covered too, and no day needs
    to be sealed for the next to be. Raises `NotSealable` when the day is not over or a later one is already sealed.
    """
    done = DailyRoot.objects.filter(day=day).first()
    if done:
        return done
    ends = datetime.combine(day + timedelta(days=1), time(), tzinfo=timezone.get_default_timezone())
    if now < ends:
        raise NotSealable(f"{day} is not over")
    before = DailyRoot.objects.order_by("-day").first()
    if before and before.day > day:
        raise NotSealable(f"{day} is covered by the root of {before.day}")
    wait_for_writers()
    newest = Event.objects.filter(recorded_at__lt=ends).aggregate(newest=Max("position"))["newest"]
    after = before.last_position if before else 0
    root = fold(before.root if before else rules.GENESIS, day, after, max(newest or 0, after))
    root.sealed_at = now
    root.save(force_insert=True)
    _record(root)
    return root


def _record(root: DailyRoot) -> None:
    """The seal is an event itself, so that a seal taken away is missed and subscribers can publish it."""
    append(
        stream=SEALS,
        expected_version=version(SEALS),
        type="audit.sealed",
        payload={"day": root.day.isoformat(), "root": root.root, "count": root.count},
        actor=SYSTEM,
        occurred_at=root.sealed_at,
        recorded_at=root.sealed_at,
        command_id=f"audit.seal:{root.day}",
    )


def mark_published(*, day: date, now: datetime) -> bool:
    """Note when the root of `day` was made public; False when there is none or it already was."""
    return DailyRoot.objects.filter(day=day, published_at=None).update(published_at=now) == 1


def wait_for_writers() -> None:
    """Let transactions that have taken a position but not committed yet come to their end.

    On PostgreSQL a smaller position may become visible after a larger one, and would then be missing from the root.
    SQLite has one writer at a time: there is nobody to wait for.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '5s'")
            cursor.execute("LOCK TABLE audit_event IN SHARE ROW EXCLUSIVE MODE")
