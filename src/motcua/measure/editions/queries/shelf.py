"""What was closed."""

import json
from typing import Any

from motcua.measure.editions.models import Edition


def editions(key: str = "") -> list[Edition]:
    """All editions, the newest period first and of a period the newest edition first; of one period with `key`."""
    rows = Edition.objects.select_related("content", "inputs")
    return list(rows.filter(key=key) if key else rows)


def periods(limit: int = 200) -> list[list[Edition]]:
    """The editions period by period."""
    found: dict[str, list[Edition]] = {}
    for one in Edition.objects.all()[: limit * 4]:
        found.setdefault(one.key, []).append(one)
    return list(found.values())[:limit]


def edition(key: str, number: int) -> Edition | None:
    """One edition."""
    return Edition.objects.select_related("content", "inputs").filter(key=key, number=number).first()


def latest(key: str) -> Edition | None:
    """The newest edition of a period."""
    return Edition.objects.select_related("content", "inputs").filter(key=key).order_by("-number").first()


def content(one: Edition) -> dict[str, Any]:
    """What an edition says. Raises `vault.Damaged` when its file is not what it was."""
    said: dict[str, Any] = json.loads(one.content.read())
    return said
