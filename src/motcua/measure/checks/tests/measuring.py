"""Precision and recall of the checks over many simulated offices; printed by the benchmark, held by a test."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from motcua.kernel.time import local_date
from motcua.law import queries as law
from motcua.measure.checks.queries import thresholds
from motcua.measure.checks.tests.offices import NOW, STRENGTHS, TRICKS, found, office, right
from motcua.measure.signals import queries as signals


@dataclass
class Measured:
    """By (check, strength): units tricked and found; by check: findings, right ones; and alarms in honest offices."""

    sown: Counter[tuple[str, float]] = field(default_factory=Counter)
    caught: Counter[tuple[str, float]] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    honest: int = 0
    alarms: Counter[str] = field(default_factory=Counter)

    def precision(self, check: str) -> float:
        return self.right[check] / self.asked[check] if self.asked[check] else 0.0

    def recall(self, check: str, strength: float) -> float:
        return self.caught[check, strength] / self.sown[check, strength]


@contextmanager
def ground() -> Iterator[Mapping[str, Any]]:
    """Calendar and thresholds out of the shipped files."""
    with law.from_files():
        on = local_date(NOW)
        yield {
            "calendar": law.calendar(), "limits": thresholds(on).content, "shared": signals.thresholds(on).limits
        }  # fmt: skip


def measure(on: Mapping[str, Any], honest: Iterable[int], tricked: Iterable[int]) -> Measured:
    """Every trick at every strength in an office for each seed of `tricked`; an honest one for each of `honest`."""
    told = Measured()
    for seed in honest:
        made = office(seed, on["calendar"])
        told.honest += 1
        told.alarms.update(finding.check for finding in found(made, on))
    told.asked.update(told.alarms)
    for seed in tricked:
        for place, trick in enumerate(TRICKS):
            for more, strength in enumerate(STRENGTHS):
                made = office(1000 * seed + 10 * place + more, on["calendar"], trick=trick, strength=strength)
                findings = found(made, on)
                told.sown[trick, strength] += len(made.tricked)
                told.caught[trick, strength] += len({one.unit for one in findings if right(one, made, trick)})
                told.asked.update(one.check for one in findings)
                told.right.update(one.check for one in findings if right(one, made, trick))
    return told
