"""Totals and classes (TT 01/2018/TT-VPCP điều 14, 15), honest about indices that are not known.

An unknown index may be worth anything from 0 to 2, so the total is a range; a class is given only when the whole range
lies in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from motcua.measure.assessment.rules.figures import MOST, IndexFigure
from motcua.measure.assessment.rules.scheme import Band


@dataclass(frozen=True, slots=True)
class Total:
    """Sum of `indices`: from `low` (unknown ones worth nothing) to `high` (worth all), of at most `most`.

    `band`: the class, None while the unknown ones could change it; `possible`: the classes it could be, best first.
    `unknown`: numbers of the indices without a value. `nothing`: no index has a value, so there is nothing to class.
    """

    low: Decimal
    high: Decimal
    most: Decimal
    band: str | None
    possible: tuple[str, ...]
    unknown: tuple[int, ...]
    nothing: bool

    @property
    def exact(self) -> bool:
        return self.low == self.high


def total(figures: Iterable[IndexFigure], indices: Sequence[int], bands: Sequence[Band]) -> Total:
    """The total of those `figures` that `indices` name; one that is missing among them is unknown."""
    values = {figure.number: figure.value for figure in figures if figure.number in indices}
    unknown = tuple(number for number in indices if values.get(number) is None)
    low = sum((value for value in values.values() if value is not None), Decimal(0))
    high = low + MOST * len(unknown)
    best, worst = _place(high, bands), _place(low, bands)
    possible = tuple(band.name for band in bands[best : worst + 1])
    nothing = len(unknown) == len(indices)
    band = possible[0] if len(possible) == 1 and not nothing else None
    return Total(low, high, MOST * len(indices), band, possible, unknown, nothing)


def _place(value: Decimal, bands: Sequence[Band]) -> int:
    return next(place for place, band in enumerate(bands) if value >= band.least)
