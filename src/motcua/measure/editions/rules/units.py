"""What an edition says of each unit: its dossiers received, finished, on time, and its ratings. Pure."""

from dataclasses import dataclass, field

SCORES = 5


@dataclass(slots=True)
class UnitCount:
    """Dossiers of one unit in the period. `undated`: finished without a due date, neither on time nor late.

    `returned`: results handed over in the period; `scores`: how many of these were rated 1, 2, 3, 4, 5.
    """

    received: int = 0
    on_time: int = 0
    late: int = 0
    undated: int = 0
    returned: int = 0
    scores: list[int] = field(default_factory=lambda: [0] * SCORES)

    def finish(self, verdict: bool | None) -> None:
        """One more finished dossier; `verdict`: whether it kept the date of the law."""
        if verdict is None:
            self.undated += 1
        elif verdict:
            self.on_time += 1
        else:
            self.late += 1

    def give_back(self, rating: int | None) -> None:
        """One more result handed over, with its rating when there is one."""
        self.returned += 1
        if rating is not None and 1 <= rating <= SCORES:
            self.scores[rating - 1] += 1
