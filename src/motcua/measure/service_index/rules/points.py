"""Points of a metric, of a group and of the whole, from counts or from points that somebody else gave. Pure.

Everything that is shown adds up: a metric's points are rounded to two decimals (half up), a group is the sum of its
metrics, the total the sum of the groups. Missing (nobody told us), not applicable (nothing fell due, or no task of the
agency) and 0 are three things: only 0 is a number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

from motcua.measure.service_index.rules.scale import Group, Metric, Scale

Status = Literal["counted", "ratio", "given", "not_applicable", "missing", "unread", "not_scored"]
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of one metric: counts, else a ratio in percent, else points; all None: nothing.

    `factor`: what the notes multiply the ratio with (3.3: the share that was synchronised). `out_of_scope`: why the
    metric does not concern the unit; `gaps`: words for what is known to be missing.
    """

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    ratio: Decimal | None = None
    points: Decimal | None = None
    factor: Fraction = Fraction(1)
    out_of_scope: str = ""
    gaps: tuple[str, ...] = ()


NOTHING = Given()


@dataclass(frozen=True, slots=True)
class MetricScore:
    """One metric with its points; `score` None unless `status` is counted, ratio or given."""

    metric: Metric
    given: Given
    status: Status
    score: Decimal | None
    ratio: Decimal | None
    why: str = ""

    @property
    def lost(self) -> Decimal | None:
        """Points that were not won; None without a score."""
        return None if self.score is None or self.metric.points is None else self.metric.points - self.score


@dataclass(frozen=True, slots=True)
class GroupScore:
    """One group: `score` of what is known, `most` that this part could have earned; `missing` metrics by code."""

    group: Group
    metrics: tuple[MetricScore, ...]
    score: Decimal | None
    most: Decimal
    given: bool
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True)
class IndexScore:
    """The whole index of one unit. `total` is of what is known; `partial` says that something is missing."""

    scale: Scale
    groups: tuple[GroupScore, ...]
    total: Decimal | None
    most: Decimal

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(code for group in self.groups for code in group.missing)

    @property
    def partial(self) -> bool:
        return bool(self.missing)

    @property
    def metrics(self) -> tuple[MetricScore, ...]:
        return tuple(item for group in self.groups for item in group.metrics)

    @property
    def band(self) -> str:
        """The class of the total; empty unless the whole scale was scored."""
        return self.scale.band(self.total) if self.total is not None and self.most == self.scale.most else ""


@dataclass(frozen=True, slots=True)
class Scored:
    """What a unit brings to be scored: by metric, and points of whole groups where the parts are not known."""

    metrics: Mapping[str, Given]
    groups: Mapping[str, Decimal] = field(default_factory=dict)


def cents(value: Fraction | Decimal) -> Decimal:
    """Two decimals, half up."""
    if isinstance(value, Fraction):
        hundredths = (value * 100 + Fraction(1, 2)).__floor__()
        return Decimal(hundredths) / 100 if hundredths % 100 else Decimal(hundredths // 100)
    return value.quantize(CENT, ROUND_HALF_UP)


def ratio_of(given: Given) -> Fraction | None:
    """The ratio as a part of 1: from the counts, else from the given percent; None without either, or over 0."""
    if given.numerator is not None and given.denominator is not None:
        if not given.denominator:
            return None
        return Fraction(given.numerator) / Fraction(given.denominator) * given.factor
    return Fraction(given.ratio) / 100 if given.ratio is not None else None


def points_for(metric: Metric, ratio: Fraction) -> Fraction:
    """Unrounded points of a ratio: all from the threshold on, below it in proportion. ValueError without points."""
    if metric.points is None:
        raise ValueError(f"{metric.code}: points were not read")
    most = Fraction(metric.points)
    return min(most, most * max(ratio, Fraction(0)) / (Fraction(metric.full_at) / 100))


def score_metric(metric: Metric, given: Given = NOTHING) -> MetricScore:
    """One metric from what is given."""
    ratio = ratio_of(given)
    shown = cents(ratio * 100) if ratio is not None else None
    status, score, why = _judge(metric, given, ratio)
    return MetricScore(metric, given, status, score, shown, why)


def _judge(metric: Metric, given: Given, ratio: Fraction | None) -> tuple[Status, Decimal | None, str]:
    if not metric.scored:
        return "not_scored", None, "chỉ để xem, không chấm điểm"
    if given.out_of_scope:
        return "not_applicable", None, given.out_of_scope
    if metric.points is None:
        return "unread", None, "điểm của chỉ số này chưa đọc được"
    if ratio is not None:
        status: Status = "counted" if given.denominator is not None else "ratio"
        return status, cents(points_for(metric, ratio)), ""
    if given.denominator is not None and given.denominator == 0 and given.numerator is not None:
        return _nothing_due(metric)
    if given.points is not None:
        return "given", given.points, "lấy theo điểm đã cho"
    return "missing", None, "chưa có nguồn dữ liệu"


def _nothing_due(metric: Metric) -> tuple[Status, Decimal | None, str]:
    words = f"không có {metric.noun} nào phải tính"
    if metric.when_nothing == "full":
        return "counted", metric.points, f"{words}: Cổng cho đủ điểm"
    if metric.when_nothing == "zero":
        return "counted", Decimal(0), f"{words}: Cổng cho 0 điểm"
    return "not_applicable", None, words


def score_index(scale: Scale, said: Scored) -> IndexScore:
    """All groups of one unit. Order of what is given never matters."""
    groups = tuple(_score_group(scale, group, said) for group in scale.groups)
    known = [group.score for group in groups if group.score is not None]
    most = sum((group.most for group in groups), Decimal())
    return IndexScore(scale, groups, sum(known, Decimal()) if known else None, most)


def _score_group(scale: Scale, group: Group, said: Scored) -> GroupScore:
    shown = [item for item in scale.metrics if item.group == group.code]
    metrics = tuple(score_metric(item, said.metrics.get(item.code, NOTHING)) for item in shown)
    missing = tuple(one.metric.code for one in metrics if one.status in ("missing", "unread"))
    given = said.groups.get(group.code)
    if missing and given is not None and group.points is not None:
        return GroupScore(group, metrics, given, group.points, True, ())
    scored = [one for one in metrics if one.score is not None]
    score = sum((one.score for one in scored if one.score is not None), Decimal()) if scored else None
    most = sum((one.metric.points for one in scored if one.metric.points is not None), Decimal())
    return GroupScore(group, metrics, score, most, False, missing)
