"""Numbers for people who wait: given once, called once, by whoever asks first."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from motcua.kernel.actors import Actor
from motcua.kernel.statements import ask
from motcua.kernel.text import clean
from motcua.kernel.time import local_date
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.intake.models import Ticket, TicketCounter
from motcua.operate.intake.queries import queue as reading
from motcua.operate.intake.rules import queue

BEHIND = Refusal("ticket_taken", "Số này vừa được quầy khác gọi hoặc đã xong. Danh sách dưới đây là mới nhất.")
NOBODY = Refusal("nobody_waits", "Không còn ai đang chờ.")
TRIES = 5


def issue(*, unit: str, kind: str, by: Actor, now: datetime) -> Ticket | Refusal:
    """Give the next number of the day to somebody who comes for `kind` (a key of rules.queue.KINDS).

    The number is counted and given in one transaction: no number is missing from the day, none comes twice.
    """
    if kind not in queue.KINDS:
        return Refusal("unknown_kind", "Hãy chọn việc cần làm.")
    day = local_date(now)
    with transaction.atomic():
        number = _next_number(unit, day)
        return Ticket.objects.create(
            unit_id=unit, day=day, number=number, kind=kind, state=queue.WAITING, issued_at=now
        )


def call_next(*, unit: str, desk: str, by: Actor, now: datetime) -> Ticket | Refusal:
    """Call whoever is next to `desk`; two counters that call at once get two different people.

    Whoever is still being served at this desk by this official is done with that, in the same transaction.
    """
    for _ in range(TRIES):
        chosen = reading.following(unit=unit, now=now)
        if chosen is None:
            return NOBODY
        with transaction.atomic():
            called = _call(chosen.pk, queue.WAITING, desk, by, now)
            if called is not None:
                _finish_others(called, by, now)
                return called
    return BEHIND


def call_again(*, ticket_id: UUID, desk: str, by: Actor, now: datetime) -> Ticket | Refusal:
    """Call a number once more: one that does not answer, or one that came back after it was not there."""
    ticket = Ticket.objects.filter(pk=ticket_id).first()
    if ticket is None or ticket.state not in {queue.CALLED, queue.NO_SHOW}:
        return BEHIND
    if ticket.state == queue.CALLED and str(ticket.called_by_id) != by.id:
        return BEHIND
    return _call(ticket.pk, ticket.state, desk, by, now) or BEHIND


def close(*, ticket_id: UUID, state: str, by: Actor, now: datetime) -> Ticket | Refusal:
    """Who was called is served, or did not come. Only the official who called closes it."""
    if state not in {queue.SERVED, queue.NO_SHOW}:
        return Refusal("unknown_state", "Hãy chọn đã phục vụ xong hoặc không có mặt.")
    rows = Ticket.objects.filter(pk=ticket_id, state=queue.CALLED, called_by=UUID(by.id))
    if not rows.update(state=state, closed_at=now):
        return BEHIND
    return Ticket.objects.get(pk=ticket_id)


def _next_number(unit: str, day: date) -> int:
    """Count one on. The second writer waits for the first one's transaction."""
    table = TicketCounter._meta.db_table
    found = ask(
        f"INSERT INTO {table} (unit_key, day, last) VALUES (%s, %s, 1)"
        f" ON CONFLICT (unit_key, day) DO UPDATE SET last = {table}.last + 1 RETURNING last",
        [unit, TicketCounter._meta.get_field("day").get_db_prep_value(day, connection)],
    )
    assert found is not None, "the statement returns the number"
    return int(found[0])


def _call(ticket_id: UUID, was: str, desk: str, by: Actor, now: datetime) -> Ticket | None:
    """Compare and set: the ticket as called, None when somebody was faster."""
    rows = Ticket.objects.filter(pk=ticket_id, state=was)
    desk = clean(desk)[:20]
    done = rows.update(
        state=queue.CALLED, called_at=now, called_by=by.id, desk=desk, calls=F("calls") + 1, closed_at=None
    )
    return Ticket.objects.get(pk=ticket_id) if done else None


def _finish_others(called: Ticket, by: Actor, now: datetime) -> None:
    rows = Ticket.objects.filter(unit__key=called.unit_id, day=called.day, state=queue.CALLED, called_by=UUID(by.id))
    rows.exclude(pk=called.pk).update(state=queue.SERVED, closed_at=now)
