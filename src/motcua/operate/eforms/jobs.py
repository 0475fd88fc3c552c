"""Scheduled work: forgetting drafts nobody came back to."""

from datetime import datetime

from motcua.operate.eforms import services


def expire_drafts(now: datetime) -> None:
    """Delete drafts that expired by `now`."""
    services.expire_drafts(now=now)
