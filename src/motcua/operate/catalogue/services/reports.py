"""What became of each thing a file holds. created + updated + unchanged + refused == read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from motcua.operate.catalogue.formats import Item, Wrong

Outcome = Literal["created", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class Fate:
    """One thing that was created or updated. `note`: what is not plain from that, such as a text that waits."""

    code: str
    name: str
    outcome: Outcome
    note: str = ""


@dataclass
class Report:
    """What became of each record read. created + updated + unchanged + refused == read."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refusals: list[tuple[int, str, str]] = field(default_factory=list)  # (place in the file, id, reason)
    nulls: Counter[str] = field(default_factory=Counter)
    shape: str = ""
    ignored: tuple[str, ...] = ()  # what the file says and we have no place for
    fates: list[Fate] = field(default_factory=list)
    faults: list[Item] = field(default_factory=list)  # the refused things with every place

    def count(self, outcome: str) -> None:
        setattr(self, outcome, getattr(self, outcome) + 1)

    def tell(self, fate: Fate) -> None:
        """Count one thing taken, and remember it when it changed the catalogue."""
        self.count(fate.outcome)
        if fate.outcome != "unchanged":
            self.fates.append(fate)

    def refuse(self, index: int, id: str, wrong: Sequence[Wrong]) -> None:
        """Put one thing down as refused, with every reason."""
        self.refusals.append((index, id, "; ".join(map(str, wrong))))
        self.faults.append(Item(id, None, tuple(wrong)))

    def __str__(self) -> str:
        return (
            f"đọc {self.read}: tạo mới {self.created}, cập nhật {self.updated}, "
            f"không đổi {self.unchanged}, từ chối {len(self.refusals)}"
        )

    def to_json(self) -> dict[str, Any]:
        counts = {key: getattr(self, key) for key in ("read", "created", "updated", "unchanged")}
        refused = [{"id": id, "reason": reason} for _, id, reason in sorted(self.refusals)]
        said: dict[str, Any] = {**counts, "refused": refused, "nulls": dict(sorted(self.nulls.items()))}
        if self.shape:
            said["format"] = self.shape
        if self.ignored:
            said["ignored"] = list(self.ignored)
        return said
