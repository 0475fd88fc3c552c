"""What a handful of ratings says, and how sure one can be of it."""

from dataclasses import dataclass, field
from math import sqrt
from typing import Final

from motcua.measure.indicators.rules import percent

FEW: Final = 30
"""Below this many ratings a share is shown with the remark that it says little."""
SATISFIED, DISSATISFIED = 4, 2
Z95 = 1.959964


def wilson(counted: int, whole: int, z: float = Z95) -> tuple[float, float] | None:
    """The Wilson score interval of a share, in percent with two decimals; None without anything to count.

    Unlike the plain interval it stays between 0 and 100 and does not shrink to a point when all agree: one happy
    applicant of one gives 20,65 to 100, not 100 to 100. Source: E. B. Wilson, JASA 22 (1927), 209-212.
    Raises ValueError when more count than there are.
    """
    if not 0 <= counted <= whole:
        raise ValueError(f"{counted} of {whole}")
    if not whole:
        return None
    share, square = counted / whole, z * z
    middle = share + square / (2 * whole)
    reach = z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    below, above = ((middle + sign * reach) / (1 + square / whole) for sign in (-1, 1))
    low = 0.0 if counted == 0 else max(0.0, below)
    high = 1.0 if counted == whole else min(1.0, above)
    return round(low * 100, 2), round(high * 100, 2)


@dataclass(frozen=True, slots=True)
class Ratings:
    """Ratings of the dossiers whose results were returned in a period. `scores`: how many gave 1, 2, 3, 4, 5."""

    returned: int = 0
    scores: tuple[int, int, int, int, int] = field(default=(0, 0, 0, 0, 0))

    @property
    def rated(self) -> int:
        return sum(self.scores)

    @property
    def satisfied(self) -> int:
        return sum(self.scores[SATISFIED - 1 :])

    @property
    def dissatisfied(self) -> int:
        return sum(self.scores[:DISSATISFIED])

    @property
    def share(self) -> float | None:
        """Satisfied ratings of all ratings, in percent; None without ratings."""
        return percent(self.satisfied, self.rated)

    @property
    def response(self) -> float | None:
        """Rated dossiers of returned ones, in percent; None when nothing was returned."""
        return percent(self.rated, self.returned)

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the share of all applicants would lie, were those who rated like those who did not (95 %)."""
        return wilson(self.satisfied, self.rated)

    @property
    def few(self) -> bool:
        return self.rated < FEW

    def __add__(self, other: "Ratings") -> "Ratings":
        a, b, c, d, e = (one + two for one, two in zip(self.scores, other.scores, strict=True))
        return Ratings(self.returned + other.returned, (a, b, c, d, e))
