"""What a check of the log found."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf
from typing import Any, Final

SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `version` and `position` say where; None where it cannot be said.

    `order` is where in the log it belongs, for things that are not there any more: between two positions.
    """

    what: str
    kind: str | None = None
    id: str | None = None
    version: int | None = None
    position: int | None = None
    order: float = inf

    def as_dict(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "id": self.id,
            "version": self.version,
            "position": self.position,
            "what": self.what,
        }

    def __str__(self) -> str:
        where = f"{self.kind}/{self.id} version {self.version}" if self.kind else "the log"
        at = f" at position {self.position}" if self.position else ""
        return f"{where}{at}: {self.what}"


@dataclass(slots=True)
class VerifyReport:
    """The outcome of `queries.verify`: `first_bad` is the problem that stands first in the log."""

    events: int = 0
    streams: int = 0
    sealed_days: int = 0
    root: str | None = None
    problems: list[Problem] = field(default_factory=list)
    found: int = 0

    @property
    def ok(self) -> bool:
        return not self.found

    @property
    def first_bad(self) -> Problem | None:
        return self.problems[0] if self.problems else None

    def add(self, problems: Iterable[Problem]) -> None:
        """Keep the problems that stand first and count the others, however many there are."""
        for problem in problems:
            self.found += 1
            self.problems.append(problem)
        if len(self.problems) > 10 * SHOWN:
            self.settle()

    def settle(self) -> None:
        """Put the problems in order; of those without a place, the ones that name a stream first."""
        self.problems = sorted(self.problems, key=lambda problem: (problem.order, problem.kind is None))[:SHOWN]

    def as_dict(self) -> dict[str, Any]:
        first = self.first_bad
        return {
            "ok": self.ok,
            "events": self.events,
            "streams": self.streams,
            "sealed_days": self.sealed_days,
            "root": self.root,
            "first_bad": first.as_dict() if first else None,
            "found": self.found,
            "problems": [problem.as_dict() for problem in self.problems],
        }
