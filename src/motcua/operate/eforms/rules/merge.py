"""What a draft keeps: everything typed, wrong or right, and what happens when two windows save the same section."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.operate.eforms.rules.definition import Section
from motcua.operate.eforms.rules.values import NO_NUMBER, is_blank

LONGEST = 20_000
MOST_ROWS = 200
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Collision:
    """Two windows answered the same question differently; `other` is what the other window had saved."""

    path: str
    label: str
    other: str


@dataclass(frozen=True, slots=True)
class Merge:
    """The answers to keep and the collisions to tell the person about."""

    answers: dict[str, Any]
    collisions: tuple[Collision, ...] = ()


def storable(raw: Any, depth: int = 0) -> Any:
    """`raw` as plain JSON that both databases can hold: no NUL, no half characters, nothing endless."""
    if raw is None or isinstance(raw, bool):
        return raw
    if isinstance(raw, int | float):
        return raw if abs(raw) < 10**15 else NO_NUMBER
    if isinstance(raw, str):
        return raw[: LONGEST + 1].replace("\x00", "").encode("utf-8", "ignore").decode()
    if depth >= _DEEPEST:
        return NO_NUMBER  # answered, though by nothing that can be read
    if isinstance(raw, Mapping):
        return {storable(str(key)[:200]): storable(value, depth + 1) for key, value in raw.items()}
    if isinstance(raw, list | tuple):
        return [storable(item, depth + 1) for item in raw[: MOST_ROWS + 1]]
    return ""


def merge(section: Section, stored: Mapping[str, Any], posted: Mapping[str, Any], *, stale: bool) -> Merge:
    """Put what was posted for `section` into the `stored` answers.

    Questions that were not posted (hidden by a condition) keep what they had. `stale`: another window saved this
    section since the page was shown; what was posted last wins and each difference is reported.
    """
    if section.repeat is not None:
        keys = {section.key: section.title}
    else:
        keys = {field.key: field.label for field in section.fields if field.typed}
    answers = dict(stored)
    collisions = []
    for key, label in keys.items():
        if key not in posted:
            continue
        fresh, before = storable(posted[key]), stored.get(key)
        if stale and not is_blank(before) and before != fresh:
            collisions.append(Collision(key, label, _words(before)))
        answers[key] = fresh
    return Merge(answers, tuple(collisions))


def _words(raw: Any) -> str:
    """A raw answer as one short line."""
    if isinstance(raw, Mapping):
        raw = list(raw.values())
    if isinstance(raw, list):
        return "; ".join(filter(None, (_words(item) for item in raw)))[:500]
    if raw is True:
        return "có"
    return "" if raw is None or raw is False else str(raw)[:500]
