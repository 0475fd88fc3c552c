"""What linking hears of dossiers after commit, and looks after from time to time."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from motcua.kernel.outbox.rules import Delivery
from motcua.operate.linking import services


def hear(delivery: Delivery) -> None:
    """A dossier ended or has its result: if it is a part, or has parts, they follow. Hearing it twice is harmless."""
    services.follow(dossier_id=UUID(delivery.stream_id), now=timezone.now())


def watch(now: datetime) -> None:
    """Follow whatever was missed."""
    services.watch(now=now)
