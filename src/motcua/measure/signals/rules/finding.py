"""What a rule finds: a question about a dossier, an official or a unit, with every event it rests on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from math import comb
from typing import Any, Final
from uuid import UUID, uuid5

from motcua.kernel.time import Calendar

SPACE: Final = UUID("5d0c6f0e-6a3b-5b57-9d52-0a4d1b6c7f21")
MOST_EVIDENCE: Final = 200


@dataclass(frozen=True, slots=True)
class Evidence:
    """One event of one dossier, with what is odd about it in words. Ids and instants, never a person's name."""

    dossier: str
    code: str
    version: int
    at: datetime
    words: str

    @property
    def key(self) -> str:
        return f"{self.dossier}:{self.version}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A question. `subject`: dossier id, account id or unit key by `kind`; `officer`: account id asked, "" for the
    head of `unit`; `window`: "" or the month or quarter it speaks of."""

    rule: str
    version: int
    kind: str
    subject: str
    window: str
    unit: str
    officer: str
    words: str
    evidence: tuple[Evidence, ...]

    @property
    def id(self) -> UUID:
        """The same question always has the same id, whatever found it."""
        return signal_id(self.rule, self.subject, self.window)


@dataclass(frozen=True, slots=True)
class View:
    """What every rule may use: the calendar, the instant of looking, its own thresholds."""

    calendar: Calendar
    now: datetime
    limits: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `kind`: what it speaks of; `window`: "", "month" or "quarter"; `whole`: only once that is over."""

    id: str
    version: int
    title: str
    question: str
    basis: str
    kind: str
    find: Callable[[Any, View], Finding | None]
    window: str = ""
    whole: bool = False


def signal_id(rule: str, subject: str, window: str) -> UUID:
    return uuid5(SPACE, f"{rule}|{subject}|{window}")


def digest(keys: list[str]) -> str:
    """A short name of a set of evidence."""
    return sha256("|".join(sorted(keys)).encode()).hexdigest()[:24]


def chance(hits: int, tries: int, usual: float) -> float:
    """The probability of at least `hits` in `tries` when each is one with probability `usual` (binomial tail)."""
    if hits <= 0:
        return 1.0
    if not 0 < usual < 1 or hits > tries:
        return float(usual >= 1)
    return min(1.0, sum(comb(tries, k) * usual**k * (1 - usual) ** (tries - k) for k in range(hits, tries + 1)))
