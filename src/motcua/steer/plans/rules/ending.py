"""The last lines: the closing sentence and the list of recipients."""

import re
from dataclasses import dataclass, field
from typing import Final

from motcua.kernel.text import fold

from .ledger import Ledger
from .lines import Line
from .markers import Kind, Marker
from .shape import Plan

_RECIPIENTS: Final = re.compile(r"^noi nhan\s*[:.]?\s*")
_FILED: Final = re.compile(r"^[-–—+•*]?\s*luu\s*:")
_CLOSING: Final = re.compile(
    r"^(tren day la (noi dung )?ke hoach|trong qua trinh (thuc hien|trien khai)|yeu cau (cac|thu truong|truong)"
    r"|de nghi (cac|thu truong)|(so|phong|ubnd|co quan|giam doc|van phong)\b.{0,40}\byeu cau\b)"
)
_LONG: Final = 120
"""A recipient's name is shorter than this; a task is rarely."""


def is_closing(line: Line) -> bool:
    """The sentence that ends the plan: its last words, or the mark "./."."""
    return line.text.endswith("./.") or bool(_CLOSING.match(line.folded))


def is_recipients(line: Line) -> bool:
    """The heading "Nơi nhận:"."""
    return bool(_RECIPIENTS.match(line.folded)) and len(line.text) < _LONG


def block(lines: list[Line]) -> frozenset[int]:
    """The numbers of the lines of the list that ends in "Lưu: …", found from its end, heading or not."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if not _FILED.match(line.folded):
            continue
        found.add(line.number)
        for above in reversed(lines[:index]):
            if len(above.text) >= _LONG or not above.text.endswith((";", ",")) or "\t" in above.raw:
                break
            found.add(above.number)
    return frozenset(found)


@dataclass(slots=True)
class Ending:
    """Takes the closing sentence and the recipients."""

    ledger: Ledger
    closing: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    @property
    def finished(self) -> bool:
        """The closing sentence or the recipients have been read."""
        return bool(self.closing or self.recipients)

    def close(self, line: Line) -> None:
        self.closing.append(line.text)
        self.ledger.take(line, "closing")

    def head(self, line: Line) -> None:
        """The heading of the list, with a first name when it stands in the same line."""
        rest = line.text[_RECIPIENTS.match(line.folded).end() :] if _same_length(line.text) else ""  # type: ignore[union-attr]
        if rest.strip(" -–—:"):
            self._add(rest)
        self.ledger.take(line, "recipients")

    def take(self, line: Line, marker: Marker | None) -> None:
        """One recipient, or the rest of one."""
        if marker is None and self.recipients and line.text[:1].islower():
            self.recipients[-1] = f"{self.recipients[-1]} {line.text}".rstrip(" ;.")
        else:
            self._add(marker.rest if marker and marker.kind is Kind.BULLET else line.text)
        self.ledger.take(line, "recipients")

    def _add(self, text: str) -> None:
        name = text.strip(" -–—").rstrip(" ;.")
        if name and name not in self.recipients:
            self.recipients.append(name)

    def finish(self, plan: Plan) -> None:
        plan.closing, plan.recipients = " ".join(self.closing), self.recipients


def _same_length(text: str) -> bool:
    """Folding keeps the places of letters in text of normal form C without unusual signs."""
    return len(fold(text)) == len(text)
