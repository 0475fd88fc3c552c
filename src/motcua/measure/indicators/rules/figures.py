"""A figure: numerator, denominator, value, and what stands behind it. `null`, 0 and "not applicable" stay apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import ceil

from motcua.measure.indicators.rules.definitions import Definition

NO_SOURCE = "chưa có nguồn dữ liệu"


@dataclass(frozen=True, slots=True)
class Line:
    """A second reading shown beside the official one, never under its name."""

    name: str
    numerator: int | None
    denominator: int | None

    @property
    def value(self) -> float | None:
        return percent(self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator in one period.

    status: "value"; "not_applicable" when nothing fell due (denominator 0); "no_source" when nobody has told us.
    source_kind: "facts" computed here, "register" from a list brought in, "declared" with its evidence, "none".
    `gaps` are the words for what is known to be missing.
    """

    code: str
    name: str
    numerator: int | None
    denominator: int | None
    value: float | None
    target: float
    operator: str
    target_text: str
    met: bool | None
    status: str
    source: str
    source_kind: str
    formula_id: str
    formula_version: int
    cut_off: datetime
    lines: tuple[Line, ...] = ()
    gaps: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    short_name: str = ""

    @property
    def short_of_target(self) -> int | None:
        """How many more of the denominator would have to count for the target to be reached; 0 when it is."""
        if self.numerator is None or not self.denominator:
            return None
        needed = ceil(Fraction(self.denominator) * Fraction(str(self.target)) / 100)
        return max(0, needed - self.numerator)

    @property
    def shown(self) -> float | None:
        """The value for eyes: rounding never makes a missed target look met (99,999 % shows as 99,99 %)."""
        return shown_percent(self.numerator, self.denominator, below=self.target if self.met is False else None)


def shown_percent(numerator: int | None, denominator: int | None, *, below: float | None = None) -> float | None:
    """The ratio in percent; cut instead of rounded up when it must stay `below` a target that is missed."""
    if numerator is None or not denominator:
        return None
    value = percent(numerator, denominator)
    return numerator * 10_000 // denominator / 100 if below is not None and value and value >= below else value


def percent(numerator: int | None, denominator: int | None) -> float | None:
    """The ratio in percent with two decimals; None when there is none (never a silent 0)."""
    if numerator is None or not denominator:
        return None
    return round(numerator * 100 / denominator, 2)


def figure(
    definition: Definition,
    *,
    numerator: int | None,
    denominator: int | None,
    source: str,
    source_kind: str,
    cut_off: datetime,
    lines: Sequence[Line] = (),
    gaps: Sequence[str] = (),
) -> Figure:
    """Build the figure of `definition`. Raises ValueError when more count than there are."""
    if numerator is not None and denominator is not None and not 0 <= numerator <= denominator:
        raise ValueError(f"{definition.code}: {numerator} of {denominator}")
    value = percent(numerator, denominator)
    status = "value" if value is not None else "no_source" if denominator is None else "not_applicable"
    return Figure(
        code=definition.code,
        name=definition.name,
        numerator=numerator,
        denominator=denominator,
        value=value,
        target=definition.target,
        operator=definition.operator,
        target_text=definition.target_text,
        met=definition.met(numerator, denominator),
        status=status,
        source=source,
        source_kind=source_kind,
        formula_id=definition.formula_id,
        formula_version=definition.formula_version,
        cut_off=cut_off,
        lines=tuple(lines),
        gaps=tuple(gaps),
        owner=definition.owner,
        short_name=definition.short_name,
    )
