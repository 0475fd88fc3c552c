"""One measure as one line: what was measured, ours, the reference, their ratio."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: a figure of each round, in one unit."""

    rounds: tuple[float, ...]
    unit: str
    what: str

    @property
    def middle(self) -> float:
        return median(self.rounds)

    def __str__(self) -> str:
        low, high = min(self.rounds), max(self.rounds)
        return f"{number(self.middle)} {self.unit} ({number(low)}–{number(high)}, {self.what})"


@dataclass(frozen=True, slots=True)
class Line:
    """`name: ours … reference … ratio …`. `aim` says what was hoped for; nothing is asserted."""

    name: str
    ours: Side
    reference: Side | None = None
    aim: str = ""
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """The median of the rounds' ratios when both sides ran round by round, else of the medians."""
        if self.reference is None:
            return None
        if len(self.ours.rounds) == len(self.reference.rounds):
            pairs = zip(self.ours.rounds, self.reference.rounds, strict=True)
            return median(mine / theirs for mine, theirs in pairs)
        return self.ours.middle / self.reference.middle

    def __str__(self) -> str:
        reference = str(self.reference) if self.reference else "none"
        ratio = f"{self.ratio:.2f}" if self.ratio is not None else "none"
        tail = "".join(f"; {text}" for text in (self.aim and f"aim {self.aim}", self.note) if text)
        return f"{self.name}: ours {self.ours} reference {reference} ratio {ratio}{tail}"

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": self.ratio}


def number(value: float) -> str:
    """Three figures: enough for a machine that is not ours alone."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.3g}"


def p95(seconds: Sequence[float]) -> float:
    """The 95th percentile (nearest rank)."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def interleaved(sides: Sequence[Callable[[], float]], rounds: int) -> list[tuple[float, ...]]:
    """Run every side once to warm up, then all in turn `rounds` times; the figures of each side."""
    for side in sides:
        side()
    table = [[side() for side in sides] for _ in range(rounds)]
    return [tuple(column) for column in zip(*table, strict=True)]
