"""What an indicator was measured against when its period was closed: its formula and its target. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.measure.indicators.rules import Definition, reaches


@dataclass(frozen=True, slots=True)
class Yardstick:
    """The part of a definition that an edition states. `target` in percent; `operator` ">=" or "="."""

    code: str
    formula: str
    version: int
    target: float
    operator: str

    @classmethod
    def of(cls, item: Definition) -> "Yardstick":
        """What an edition keeps of a definition."""
        return cls(item.code, item.formula_id, item.formula_version, item.target, item.operator)

    def met(self, numerator: int | None, denominator: int | None) -> bool | None:
        """Whether the exact ratio reaches the target; None when there is no ratio."""
        return reaches(numerator, denominator, self.target, self.operator)


def read_yardsticks(rows: Sequence[Mapping[str, Any]] | None) -> tuple[Yardstick, ...] | None:
    """The rows of a file of inputs, in its order; None for a file that kept none. Raises ValueError."""
    if rows is None:
        return None
    try:
        return tuple(Yardstick(**row) for row in rows)
    except TypeError as error:
        raise ValueError(f"not an indicator's formula and target: {error}") from error


def stated_yardsticks(content: Mapping[str, Any]) -> tuple[Yardstick, ...]:
    """What an edition says it measured against: all there is where its inputs kept nothing (formats 1 and 2).

    Nobody can move such a target afterwards: the hash of the edition stands in the log.
    """
    named = ("code", "formula", "version", "target", "operator")
    return tuple(Yardstick(**{name: row[name] for name in named}) for row in content["figures"])
