"""Scheduled work: forgetting drafts nobody came back to, closing invitations nobody answered."""

from datetime import datetime

from motcua.operate.eforms import services


def expire_drafts(now: datetime) -> None:
    """Delete drafts that expired by `now`."""
    services.expire_drafts(now=now)


def expire_cosigners(now: datetime) -> None:
    """Close invitations to sign that nobody answered by `now`."""
    services.expire_cosigners(now=now)
