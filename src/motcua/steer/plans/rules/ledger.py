"""The account of every line: which element took it up, what could not be understood, what deserves a remark."""

from .lines import Line
from .shape import Remark


class Ledger:
    """Filled while reading. A line may be taken up and remarked upon; no line may be left without an entry."""

    def __init__(self) -> None:
        self.taken: dict[int, str] = {}
        self.not_understood: list[Remark] = []
        self.warnings: list[Remark] = []

    def take(self, line: Line, element: str) -> None:
        """`element` uses the words of `line`."""
        self.taken[line.number] = element

    def refuse(self, line: Line, why: str) -> None:
        """Nothing uses `line`, or not all of it; `why` is shown to the person who imports (Vietnamese)."""
        self.not_understood.append(Remark(line.number, line.text or line.raw.strip() or "…", why))

    def warn(self, line: Line, why: str) -> None:
        """`line` was read, but with an assumption a person should look at."""
        self.warnings.append(Remark(line.number, line.text, why))
