"""Recurring work of signals."""

from datetime import datetime

from motcua.measure.signals import services


def look(now: datetime) -> None:
    """Look through what happened since the last time."""
    services.look(now=now)
