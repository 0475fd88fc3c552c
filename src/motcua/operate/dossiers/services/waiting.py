"""Spans in which somebody else is waited for, from the request to its answer or to the end of the dossier."""

from datetime import datetime

from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Greatest, Least

from motcua.operate.dossiers.models import ClockSpan
from motcua.operate.dossiers.services.context import Context


def begin(context: Context, kind: str, *, pauses_legal: bool = False) -> None:
    """From now on the dossier waits: "supplement" or "payment". A payment pauses only under a sector rule."""
    ClockSpan.objects.create(dossier=context.dossier, kind=kind, started_at=context.now, pauses_legal=pauses_legal)


def paused_by_payment(context: Context) -> bool:
    """Whether a sector rule stopped the legal clock while a fee was waited for."""
    return ClockSpan.objects.filter(dossier=context.dossier, kind="payment", pauses_legal=True).exists()


def over(context: Context) -> None:
    """The dossier is received: what it waited for came before that, whatever the clock of another server said.

    The waits before acceptance move no clock; one that seemed to end after it would.
    """
    if context.dossier.version < 2:  # filed, and nothing since
        return
    rows = ClockSpan.objects.filter(dossier=context.dossier, ended_at__gt=context.now)
    now = Value(context.now, output_field=DateTimeField())
    rows.update(started_at=Least(F("started_at"), now), ended_at=now)


def end(context: Context, *kinds: str) -> None:
    """Nobody is waited for any more (only these kinds, or none at all)."""
    rows = ClockSpan.objects.filter(dossier=context.dossier, ended_at=None)
    (rows.filter(kind__in=kinds) if kinds else rows).update(ended_at=_ended(context.now))


def end_everything(context: Context) -> None:
    """The dossier ends: what was waited for comes no more, what was held is held no more.

    A supplement that never came started no clock again, so its span changes its kind.
    """
    supplements = ClockSpan.objects.filter(dossier=context.dossier, kind="supplement", ended_at=None)
    supplements.update(kind="unanswered", ended_at=_ended(context.now))
    end(context)
    end_holds(context)


def end_holds(context: Context) -> None:
    """The dossier is at its end, so nothing can be held any more."""
    context.dossier.holds.filter(released_at=None).update(released_at=context.now, released_by=context.by.id)


def _ended(now: datetime) -> Greatest:
    """Not before the beginning, which another server may have written with a clock some minutes ahead of this one."""
    return Greatest(F("started_at"), Value(now, output_field=DateTimeField()))
