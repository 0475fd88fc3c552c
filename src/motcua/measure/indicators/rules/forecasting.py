"""Where a running period will end if it goes on as it has: a value with an honest interval, and what must come."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, sqrt
from statistics import fmean, stdev
from typing import Final

LEAST: Final = 3
"""Fewer whole months say nothing of how much months differ."""
SURE: Final = 90
"""Per cent of the interval."""
STUDENT: Final = {2: 2.92, 3: 2.353, 4: 2.132, 5: 2.015, 6: 1.943, 7: 1.895, 8: 1.86, 9: 1.833, 10: 1.812, 11: 1.796}
"""Two-sided 90 % by degrees of freedom."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Percentages at the end of the period. `coming`: how many more of the denominator are expected; `needed`: how many
    of those must count for the target to be reached; more than `coming` when it is out of reach.
    """

    value: float
    low: float
    high: float
    coming: int
    needed: int

    @property
    def reachable(self) -> bool:
        return self.needed <= self.coming


def forecast(
    *, numerator: int, denominator: int, target: float, months: Sequence[tuple[int, int]], elapsed: int, remaining: int
) -> Forecast | None:
    """The end of a period of which `elapsed` days are gone and `remaining` are to come; None when too little is known.

    `months`: (numerator, denominator) of the latest whole months. What is to come is taken to be like one more month
    drawn from those: the interval is that of a single new month, not of a mean, because months of one office are alike
    and their errors do not cancel; and it is never narrower than chance alone makes it. Both the ratio and the
    number of what is to come vary in it.
    """
    known = [(n, d) for n, d in months if d]
    if len(known) < LEAST or denominator <= 0 or elapsed <= 0 or remaining <= 0:
        return None
    coming = round(denominator * remaining / elapsed)
    if not coming:
        return None
    rate = sum(n for n, _ in known) / sum(d for _, d in known)
    reach = STUDENT[min(len(known) - 1, max(STUDENT))]
    more = sqrt(1 + 1 / len(known))
    spread = max(stdev(n / d for n, d in known) * more, sqrt(rate * (1 - rate) / coming)) * reach
    sizes = [d for _, d in known]
    swing = min(0.9, reach * more * stdev(sizes) / fmean(sizes))
    ends = [
        _ended(numerator, denominator, rest, part)
        for rest in (coming * (1 - swing), coming * (1 + swing))
        for part in (max(0.0, rate - spread), min(1.0, rate + spread))
    ]
    value = _ended(numerator, denominator, coming, rate)
    needed = ceil(Fraction(denominator + coming) * Fraction(str(target)) / 100) - numerator
    return Forecast(_shown(value), _shown(min(*ends, value)), _shown(max(*ends, value)), coming, max(0, needed))


def _ended(numerator: int, denominator: int, rest: float, rate: float) -> float:
    return (numerator + rest * rate) / (denominator + rest)


def _shown(value: float) -> float:
    return round(value * 100, 1)
