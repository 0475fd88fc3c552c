"""What a subscriber gets, and when a failed delivery is tried again. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

LADDER: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
"""Waiting before the second, third, ... try; after the last one the message is a dead letter."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One try to tell one subscriber. `key` is the same on every try: a subscriber that has seen it does nothing."""

    key: str
    topic: str
    stream_kind: str
    stream_id: str
    version: int
    event_position: int
    payload: dict[str, Any]
    created_at: datetime
    attempt: int
    now: datetime


def next_try(tries: int, now: datetime) -> datetime | None:
    """When to try again after `tries` failed ones; None: give up."""
    return now + LADDER[tries - 1] if tries <= len(LADDER) else None
