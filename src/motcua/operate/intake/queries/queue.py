"""Who waits, who is being served, and how long it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from motcua.kernel.actors import Actor
from motcua.kernel.time import local_date
from motcua.operate.intake.models import Ticket
from motcua.operate.intake.rules import queue

BOARD = 6


@dataclass(frozen=True, slots=True)
class Hall:
    """The hall as it stands now. `mine`: whom this official is serving; `absent`: who did not come when called."""

    waiting: Sequence[Ticket]
    serving: Sequence[Ticket]
    absent: Sequence[Ticket]
    mine: Ticket | None
    served: int
    now: datetime

    @property
    def longest_minutes(self) -> int | None:
        """How long the first of those who wait has waited; None when nobody waits."""
        return None if not self.waiting else max(0, int((self.now - self.waiting[0].issued_at).total_seconds() // 60))


def hall(*, unit: str, now: datetime, by: Actor | None = None) -> Hall:
    """Everybody of today at the unit, in the order of their numbers. 2 statements."""
    rows = _today(unit, now).exclude(state=queue.SERVED).order_by("number")
    found = list(rows)
    serving = [one for one in found if one.state == queue.CALLED]
    return Hall(
        waiting=[one for one in found if one.state == queue.WAITING],
        serving=serving,
        absent=[one for one in found if one.state == queue.NO_SHOW],
        mine=next((one for one in serving if by is not None and str(one.called_by_id) == by.id), None),
        served=_today(unit, now).filter(state=queue.SERVED).count(),
        now=now,
    )


def board(*, unit: str, now: datetime) -> list[Ticket]:
    """The numbers to show in the hall, called last first."""
    return list(_today(unit, now).filter(state=queue.CALLED).order_by("-called_at", "number")[:BOARD])


def following(*, unit: str, now: datetime) -> Ticket | None:
    """Whom to call next."""
    rows = _today(unit, now)
    called = rows.exclude(called_at=None).order_by("-called_at", "-number").values_list("kind", flat=True)
    return queue.following(rows.filter(state=queue.WAITING), called=called[: queue.PRIORITY_TURNS])


def find(ticket_id: UUID) -> Ticket | None:
    """One ticket by its id."""
    return Ticket.objects.filter(pk=ticket_id).first()


def ahead(ticket: Ticket) -> int:
    """How many wait with a lower number."""
    return Ticket.objects.filter(
        unit__key=ticket.unit_id, day=ticket.day, state=queue.WAITING, number__lt=ticket.number
    ).count()


def _today(unit: str, now: datetime) -> QuerySet[Ticket]:
    return Ticket.objects.filter(unit__key=unit, day=local_date(now))
