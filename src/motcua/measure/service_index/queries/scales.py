"""The scales in data/service_index, and which of them is used for a period."""

import json
from datetime import date
from functools import lru_cache

from django.conf import settings

from motcua.measure.service_index.rules import Scale, read_scale

ALL_SCALES = ("portal_2026", "decision_2022")


class NoScale(ValueError):
    """No scale of that name; the message lists those there are."""


@lru_cache(maxsize=8)
def scale(name: str) -> Scale:
    """The scale of that id. Raises NoScale."""
    if name not in ALL_SCALES:
        raise NoScale(f"Không có thang điểm {name[:40]!r}. Có: {', '.join(ALL_SCALES)}.")
    path = settings.DATA_DIR / "service_index" / f"{name}.json"
    return read_scale(json.loads(path.read_text(encoding="utf-8")))


def scales() -> tuple[Scale, ...]:
    """Every scale, the newest first."""
    return tuple(sorted(map(scale, ALL_SCALES), key=lambda one: one.effective_from, reverse=True))


def scale_for(on: date) -> Scale:
    """The newest scale in use on `on` whose points are known; before it the oldest known one, for orientation."""
    known = [one for one in scales() if one.readable]
    return next((one for one in known if one.holds_on(on)), known[-1])
