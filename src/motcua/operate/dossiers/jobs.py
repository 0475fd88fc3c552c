"""Recurring work of dossiers."""

from datetime import datetime

from motcua.operate.dossiers.services import assigning, bulk, warning


def warn(now: datetime) -> None:
    """Warn of due dates that come near or have passed."""
    warning.warn(now=now)


def give_out(now: datetime) -> None:
    """Give out what has come to units whose rules do so by themselves."""
    assigning.give_out(now)


def go_on(now: datetime) -> None:
    """Go on with acts on many dossiers that were cut off."""
    bulk.take_up(now)
