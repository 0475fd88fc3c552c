"""Recurring work of publication."""

from datetime import datetime

from motcua.operate.publications import services


def remind(now: datetime) -> None:
    """Write the reminders that have fallen due since the last time."""
    services.remind(now=now)
