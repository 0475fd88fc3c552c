"""Reads of the outbox."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.kernel.outbox.models import Message


def dead_letters() -> QuerySet[Message]:
    """Messages that were given up, oldest first. Each holds back the later ones of its stream until it is settled."""
    return Message.objects.filter(delivered_at=None).exclude(dead_at=None).order_by("id")


def due(now: datetime, after_id: int = 0) -> QuerySet[Message]:
    """Messages to deliver now, in order: none whose stream has an earlier one that must wait or is dead."""
    waiting = Message.objects.filter(delivered_at=None)
    held_back = waiting.filter(
        Q(next_try_at__gt=now) | ~Q(dead_at=None),
        stream_kind=OuterRef("stream_kind"),
        stream_id=OuterRef("stream_id"),
        id__lt=OuterRef("id"),
    )
    ready = waiting.filter(dead_at=None, next_try_at__lte=now, id__gt=after_id)
    return ready.filter(~Exists(held_back)).order_by("id")


def backlog() -> int:
    """How many messages have not gone out yet."""
    return Message.objects.filter(delivered_at=None, dead_at=None).count()
