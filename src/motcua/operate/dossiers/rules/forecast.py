"""When a dossier will probably be finished: an interval taken from what happened to others, and nothing without them.

No model: of the finished dossiers that stood at the same step for at least as long, how much office time did they still
take. Nine in ten lie within the interval, one in twenty below and one above, with ranks that stay honest for few.
"""

from collections.abc import Sequence
from dataclasses import dataclass

TAIL = 20  # one in twenty on either side
FEWEST = 20
"""With fewer dossiers than this nine in ten cannot be told: of 19 the first and the last leave out two of twenty."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Office seconds still to come: nine in ten take between `low` and `high`, of `seen`."""

    low: int
    middle: int
    high: int
    seen: int


def forecast(elapsed: int, history: Sequence[int]) -> Forecast | None:
    """What is left after `elapsed` office seconds at a step; None with too few dossiers to say.

    `history`: office seconds from the opening of the same step to the end, of finished dossiers.
    """
    left = sorted(whole - elapsed for whole in history if whole > elapsed)
    count = len(left)
    if count < FEWEST:
        return None
    low = left[max(0, (count + 1) // TAIL - 1)]
    high = left[min(count - 1, count - (count + 1) // TAIL)]
    return Forecast(low, left[count // 2], high, count)
