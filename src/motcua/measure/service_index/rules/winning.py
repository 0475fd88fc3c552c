"""Points that can still be won, the cheapest first, and how many cases each needs. Pure.

A metric is "mend" when cases that are already counted can be put right (a result file linked, a dossier synchronised):
each adds one to the numerator. It is "new" when what is counted is past mending (a late dossier stays late): only new
cases that count raise the ratio, each adding one to numerator and denominator.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from motcua.measure.service_index.rules.points import IndexScore, MetricScore, cents, points_for, ratio_of
from motcua.measure.service_index.rules.scale import Metric

STEP = Decimal(1)
"""Ways are compared by what the next point costs, or by less when less is left."""


@dataclass(frozen=True, slots=True)
class Chance:
    """Points to be won at one metric: `cases` more for `points` more; `to_full` more for all `lost` points.

    `to_full` None: new cases alone never earn all points, because one that does not count stays.
    """

    metric: Metric
    cases: int
    points: Decimal
    lost: Decimal
    to_full: int | None

    @property
    def price(self) -> Fraction:
        """Cases for one point."""
        return Fraction(self.cases) / Fraction(self.points)

    @property
    def mends(self) -> bool:
        return self.metric.win == "mend"


def chances(score: IndexScore) -> tuple[Chance, ...]:
    """Every metric with points left that more cases can earn; the fewest cases for a point first."""
    found = [one for one in map(chance, score.metrics) if one is not None]
    return tuple(sorted(found, key=lambda one: (one.price, one.metric.code)))


def chance(one: MetricScore) -> Chance | None:
    """What is left at one metric; None when nothing is, or when it is not counted from cases."""
    metric, given = one.metric, one.given
    if one.status != "counted" or metric.win is None or metric.points is None or not given.denominator:
        return None
    ratio = ratio_of(given)
    if one.score is None or ratio is None or one.score >= metric.points or not given.factor:
        return None
    lost = metric.points - one.score
    to_full = _cases(one, metric.points)
    # New cases come near to all points and never reach them: then half of what is left is the next step.
    step = min(STEP, lost if to_full is not None else cents(lost / 2))
    cases = _cases(one, one.score + step)
    if not cases:
        return None
    gain = cents(points_for(metric, _ratio_after(one, cases))) - one.score
    return Chance(metric, cases, gain, lost, to_full) if gain > 0 else None


def _cases(one: MetricScore, wanted: Decimal) -> int | None:
    """The fewest cases after which the points reach `wanted`; None when they never do."""
    assert one.given.numerator is not None
    assert one.given.denominator is not None
    assert one.metric.points is not None
    full = Fraction(one.metric.full_at) / 100
    ratio = Fraction(wanted) / Fraction(one.metric.points) * full / one.given.factor
    top, whole = Fraction(one.given.numerator), Fraction(one.given.denominator)
    if one.metric.win == "mend":
        return max(0, ceil(ratio * whole - top)) if ratio <= 1 else None
    return max(0, ceil((ratio * whole - top) / (1 - ratio))) if ratio < 1 else None


def _ratio_after(one: MetricScore, cases: int) -> Fraction:
    assert one.given.numerator is not None
    assert one.given.denominator is not None
    whole = Fraction(one.given.denominator) + (0 if one.metric.win == "mend" else cases)
    return (Fraction(one.given.numerator) + cases) / whole * one.given.factor
