"""When a dossier will probably be finished: an interval taken from what happened to others, and nothing without them.

No model: of the finished dossiers that stood at the same step for at least as long, how much office time did they still
take. The interval leaves one in ten below and one in ten above, with ranks that stay honest for few dossiers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 20
"""With fewer dossiers than this an 80 % interval says nothing."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Office seconds still to come: one in ten takes less than `low`, one in ten more than `high`, of `seen`."""

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
    low = left[max(0, int(0.1 * (count + 1)) - 1)]
    high = left[min(count - 1, -int(-0.9 * (count + 1) // 1) - 1)]
    return Forecast(low, left[count // 2], high, count)
