"""An index of a unit, an official or the agency: the average of dossiers' points, or what the agency itself earns."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from motcua.measure.assessment.rules.points import NO_SOURCE, NOT_APPLICABLE, POINTS, Point, Status

MOST = Decimal(2)


@dataclass(frozen=True, slots=True)
class IndexFigure:
    """One index. `value`: average of points, one decimal (Σ points ÷ dossiers); None when `status` is not "points".

    `earned`: sum of points over `counted` dossiers; `left_out`: dossiers it does not apply to; `unknown`: dossiers
    about which nobody has the data. `why` says in words what stands behind it or what is missing.
    """

    number: int
    value: Decimal | None
    status: Status
    earned: int = 0
    counted: int = 0
    left_out: int = 0
    unknown: int = 0
    why: str = ""


def average(number: int, points: Iterable[Point]) -> IndexFigure:
    """The index over dossiers, rounded to one decimal, halves up."""
    seen = list(points)
    kinds = Counter(point.status for point in seen)
    earned = sum(point.value or 0 for point in seen)
    counted = kinds[POINTS]
    left_out, unknown = kinds[NOT_APPLICABLE], kinds[NO_SOURCE]
    if counted:
        value = one_decimal(Fraction(earned, counted))
        return IndexFigure(number, value, POINTS, earned, counted, left_out, unknown)
    status: Status = NO_SOURCE if unknown else NOT_APPLICABLE
    why = next((point.why for point in seen if point.status == status), "không có hồ sơ nào trong kỳ")
    return IndexFigure(number, None, status, earned, counted, left_out, unknown, why)


def missing(number: int, why: str) -> IndexFigure:
    """An index about which nobody has the data."""
    return IndexFigure(number, None, NO_SOURCE, why=why)


def feedback_figure(number: int, answered: int | None, received: int | None, *, good_percent: int) -> IndexFigure:
    """8: all feedback settled in time, or none came: 2; from `good_percent` on: 1; below: 0."""
    if answered is None or received is None:
        return missing(number, "chưa có sổ phản ánh, kiến nghị")
    if answered >= received:
        words = "mọi phản ánh, kiến nghị đúng hạn" if received else "không có phản ánh, kiến nghị"
        return _given(number, 2, words)
    good = answered * 100 >= good_percent * received
    return _given(number, 1 if good else 0, f"{answered} trên {received} phản ánh, kiến nghị đúng hạn")


def online_figure(
    number: int,
    *,
    procedures: int,
    offered: int,
    received: int,
    online: int,
    late: int,
    thresholds: tuple[int, int, int],
) -> IndexFigure:
    """9: enough procedures online, enough dossiers online and none late: 2; deployed and some: 1; few or late: 0.

    `offered` of `procedures` are online in part or in full; `online` of `received` dossiers came online, `late` of
    these are late. `thresholds`: percent of procedures, of dossiers, and the least percent of dossiers.
    """
    if not procedures:
        return missing(number, "chưa khai mức độ dịch vụ công trực tuyến")
    if not received:
        return IndexFigure(number, None, NOT_APPLICABLE, why="không có hồ sơ nào trong kỳ")
    words = f"{offered} trên {procedures} thủ tục, {online} trên {received} hồ sơ trực tuyến, {late} hồ sơ trễ"
    of_procedures, of_dossiers, least = thresholds
    if late or online * 100 < least * received or not offered:
        return _given(number, 0, words)
    full = offered * 100 >= of_procedures * procedures and online * 100 >= of_dossiers * received
    return _given(number, 2 if full else 1, words)


def one_decimal(value: Fraction) -> Decimal:
    """Rounded to one decimal, halves up."""
    return Decimal(floor(value * 10 + Fraction(1, 2))) / 10


def _given(number: int, value: int, why: str) -> IndexFigure:
    return IndexFigure(number, Decimal(value), POINTS, earned=value, counted=1, why=why)
