"""What happened in a process, and what is wrong with one: two small values that everything else uses."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that happened: `step` was finished (with an `outcome`, where a choice follows), or sent `back_to`."""

    step: str
    back_to: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a definition, and where."""

    place: str
    message: str
