"""A brake on guessing and on flooding: how often somebody may do something in an hour."""

import hashlib

from django.core.cache import cache

PERIOD = 60 * 60  # seconds


def full(name: str, who: str, most: int) -> bool:
    """Whether `who` (an account, a network address) has done `name` as often as allowed."""
    return int(cache.get(_key(name, who), 0)) >= most


def count(name: str, who: str) -> None:
    """Remember one more time."""
    key = _key(name, who)
    cache.add(key, 0, PERIOD)
    try:
        cache.incr(key)
    except ValueError:  # it ran out between the two lines
        cache.set(key, 1, PERIOD)


def _key(name: str, who: str) -> str:
    return f"journeys:{name}:{hashlib.sha256(who.encode()).hexdigest()[:32]}"
