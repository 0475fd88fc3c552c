"""Recurring work of dossiers."""

from datetime import datetime

from motcua.operate.dossiers.services import warning


def warn(now: datetime) -> None:
    """Warn of due dates that come near or have passed."""
    warning.warn(now=now)
