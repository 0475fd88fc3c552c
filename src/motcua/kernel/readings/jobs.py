"""Scheduled work of the reading log."""

from datetime import datetime

from motcua.kernel.readings import services


def prune(now: datetime) -> None:
    """Forget readings after their time."""
    services.prune(now=now)
