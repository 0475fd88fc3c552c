"""Units in the order of what they surely reach, so that one dossier does not win."""

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.measure.satisfaction.rules import wilson


@dataclass(frozen=True, slots=True)
class Place:
    """A unit with `counted` of `whole`; the place it holds lies between `best` and `worst`."""

    unit: str
    counted: int
    whole: int
    low: float
    high: float
    best: int = 0
    worst: int = 0

    @property
    def words(self) -> str:
        """ "2" or "1–3"."""
        return str(self.best) if self.best == self.worst else f"{self.best}–{self.worst}"


def ranking(counts: Iterable[tuple[str, int, int]]) -> list[Place]:
    """Units (name, counted, whole) by the lower end of their interval; units without anything to count are left out.

    A unit stands surely before another only where the intervals do not touch: its place is a span, and units whose
    spans overlap are level.
    """
    found = []
    for unit, counted, whole in counts:
        if (interval := wilson(counted, whole)) is not None:
            found.append(Place(unit, counted, whole, *interval))
    placed = [
        Place(
            one.unit, one.counted, one.whole, one.low, one.high,
            best=1 + sum(other.low > one.high for other in found),
            worst=len(found) - sum(other.high < one.low for other in found),
        )
        for one in found
    ]  # fmt: skip
    return sorted(placed, key=lambda one: (-one.low, -one.high, one.unit))
