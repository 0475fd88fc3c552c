"""Demo mode: whether demo accounts may be used, and which there are."""

import json
from functools import lru_cache

from django.conf import settings
from django.core.cache import cache

from motcua.people.models import Account

_KEY = "people:demo"
KEEP_SECONDS = 30


def demo_mode() -> bool:
    """Whether the sign-in-as list and the demo marks are shown.

    MOTCUA_DEMO=1 and 0 say so; "auto" means: as soon as a demo account exists. The answer is remembered for half a
    minute, because every page asks.
    """
    if settings.MOTCUA_DEMO != "auto":
        return bool(settings.MOTCUA_DEMO == "1")
    known = cache.get(_KEY)
    if known is None:
        known = Account.objects.filter(is_demo=True).exists()
        cache.set(_KEY, known, KEEP_SECONDS)
    return bool(known)


def forget_demo() -> None:
    """Ask again at the next page; called when demo accounts are made."""
    cache.delete(_KEY)


def demo_accounts() -> list[Account]:
    """The cast that may be played, in the order of its file; the other people of a demo year are not offered."""
    found = Account.objects.filter(is_demo=True, is_active=True, username__in=cast_usernames())
    return sorted(found, key=lambda account: cast_usernames().index(account.username))


@lru_cache(maxsize=1)
def cast_usernames() -> tuple[str, ...]:
    """The usernames of the cast, one for each role, as data/people lists them."""
    content = json.loads((settings.DATA_DIR / "people" / "cast.json").read_text(encoding="utf-8"))
    return tuple(row["username"] for row in content["accounts"])
