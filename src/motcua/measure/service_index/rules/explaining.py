"""Our figure beside the portal's, and in words why they differ. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from motcua.measure.service_index.rules.points import Given, MetricScore, cents, points_for, ratio_of
from motcua.measure.service_index.rules.scale import Metric

ROUNDING = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Compared:
    """One metric on both sides. `difference`: ours less theirs in points; None when one side has none."""

    metric: Metric
    ours: MetricScore
    theirs: Given | None
    difference: Decimal | None
    reasons: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Both known and the same to a hundredth, in points and counts."""
        return self.difference is not None and abs(self.difference) <= ROUNDING and not self.reasons


def compare(
    ours: MetricScore, theirs: Given | None, *, scope: str = "", hints: Mapping[str, str] | None = None
) -> Compared:
    """Both sides of one metric. `scope`: words when the published figure is of more than our own dossiers; `hints`:
    by metric, what of our own counts may explain it."""
    difference = None
    if ours.score is not None and theirs is not None and theirs.points is not None:
        difference = ours.score - theirs.points
    reasons = [*_one_sided(ours, theirs)]
    if not reasons and theirs is not None:
        reasons = [*_counts(ours, theirs, scope), *_form(ours.metric, theirs)]
        hint = (hints or {}).get(ours.metric.code, "")
        if hint and any(_unequal(ours, theirs)):
            reasons.append(hint)
    return Compared(ours.metric, ours, theirs, difference, tuple(reasons))


def _one_sided(ours: MetricScore, theirs: Given | None) -> list[str]:
    reasons = []
    if theirs is None or theirs == Given():
        reasons.append("Cổng không công bố số liệu của chỉ số này")
    if ours.status == "not_applicable":
        reasons.append(f"ở đây không tính: {ours.why}")
    elif ours.status in ("missing", "unread"):
        reasons.append("; ".join(ours.given.gaps) or ours.why)
    return reasons


def _counts(ours: MetricScore, theirs: Given, scope: str) -> list[str]:
    mine, other = ours.given, theirs
    if mine.denominator is None or other.denominator is None or mine.numerator is None or other.numerator is None:
        return ["Cổng chỉ công bố tỷ lệ hoặc điểm, không có số đếm để đối chiếu"] if ours.score != other.points else []
    noun, reasons = ours.metric.noun, []
    if mine.denominator != other.denominator:
        more, fewer = mine.denominator - other.denominator, other.denominator - mine.denominator
        words = f"Cổng tính nhiều hơn {_n(fewer)} {noun}" if fewer > 0 else f"Cổng tính ít hơn {_n(more)} {noun}"
        reasons.append(f"{words} ở mẫu số{': ' + scope if scope else ''}")
    elif mine.numerator != other.numerator:
        gap = abs(mine.numerator - other.numerator)
        side = "Cổng" if other.numerator > mine.numerator else "ở đây"
        reasons.append(f"cùng mẫu số, {side} tính được nhiều hơn {_n(gap)} {noun}")
    ratios = ratio_of(mine), ratio_of(other)
    if ratios[0] is not None and ratios[1] is not None and ratios[0] != ratios[1]:
        gap = cents(abs(ratios[0] - ratios[1]) * 100)
        if gap:
            reasons.append(f"tỷ lệ ở đây {'cao' if ratios[0] > ratios[1] else 'thấp'} hơn {_n(gap)} điểm phần trăm")
    return reasons


def _form(metric: Metric, theirs: Given) -> list[str]:
    """Whether the published points follow from the published counts by the scale in use."""
    ratio = ratio_of(theirs)
    if ratio is None or theirs.points is None or metric.points is None:
        return []
    want = cents(points_for(metric, ratio))
    if abs(want - theirs.points) <= ROUNDING:
        return []
    return [f"theo thang điểm đang dùng thì số đếm của Cổng được {_n(want)} điểm, Cổng công bố {_n(theirs.points)}"]


def _unequal(ours: MetricScore, theirs: Given) -> tuple[bool, bool]:
    return ours.given.numerator != theirs.numerator, ours.given.denominator != theirs.denominator


def _n(value: Decimal) -> str:
    """A number as Vietnamese text writes it: 1.234,5."""
    plain = f"{value.normalize():f}"
    whole, _, part = plain.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{part}" if part else grouped
