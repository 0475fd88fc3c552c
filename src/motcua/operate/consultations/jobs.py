"""Recurring work of consultations."""

from datetime import datetime

from motcua.operate.consultations import services


def watch(now: datetime) -> None:
    """Remind before the deadline, mark what is overdue, and do what the rule says of silence."""
    services.watch(now=now)
