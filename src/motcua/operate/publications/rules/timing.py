"""The numbers of the publication clocks, read from rule sets, and which of them hold on a day. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from motcua.operate.publications.rules.shapes import Level

Variant = Literal["law", "portal", "local", "plan"]
VARIANTS: Final[Mapping[str, str]] = {
    "law": "Theo luật",
    "portal": "Theo cách tính của Cổng",
    "local": "Theo quy định riêng của tỉnh",
}
"""The readings a person can switch between; "plan" is the date that the plan sets for internal procedures."""

UNITS: Final[Mapping[str, str]] = {"day": "ngày", "working_day": "ngày làm việc"}
MOST_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many days of a kind. ValueError when it is none."""

    value: int
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise ValueError(f"đơn vị “{self.unit}” không phải day hay working_day")
        if type(self.value) is not int or not 1 <= self.value <= MOST_DAYS:
            raise ValueError(f"số ngày “{self.value}” không phải số nguyên từ 1 đến {MOST_DAYS}")

    @property
    def words(self) -> str:
        return f"{self.value:02d} {UNITS[self.unit]}"


@dataclass(frozen=True, slots=True)
class Timing:
    """One variant for one level, from one rule set. None: the rule set does not say."""

    rule_set: str
    variant: Variant
    level: str
    effective_from: date | None
    effective_to: date | None
    source: str
    status: str
    decide_before_effect: Allowance | None
    post_after_signing: Allowance | None
    shortened_decide_after_text: Allowance | None
    shortened_post_after_signing: Allowance | None
    note: str = ""

    def holds_on(self, on: date) -> bool:
        return (self.effective_from or date.min) <= on <= (self.effective_to or date.max)


def read_timings(
    *,
    rule_set: str,
    variant: Variant,
    content: Mapping[str, Any],
    effective_from: date | None,
    effective_to: date | None,
    source: str,
    status: str,
    note: str = "",
) -> list[Timing]:
    """The timings of a rule set, one for each level it speaks of. ValueError when a number cannot be used."""
    short = content.get("shortened") or {}
    return [
        Timing(
            rule_set=rule_set,
            variant=variant,
            level=level,
            effective_from=effective_from,
            effective_to=effective_to,
            source=source,
            status=status,
            decide_before_effect=_allowance(content[level], "decide_before_effect"),
            post_after_signing=_allowance(content[level], "post_after_signing"),
            shortened_decide_after_text=_allowance(short, "decide_after_text"),
            shortened_post_after_signing=_allowance(short, "post_after_signing"),
            note=note,
        )
        for level in (Level.MINISTRY.value, Level.PROVINCE.value)
        if level in content
    ]


@dataclass(frozen=True, slots=True)
class Timings:
    """All timings that are known."""

    items: tuple[Timing, ...]

    def on(self, variant: str, level: str, day: date) -> Timing | None:
        """The timing of `variant` that holds on `day`; the newest when several do."""
        fitting = [
            item for item in self.items if item.variant == variant and item.level == level and item.holds_on(day)
        ]
        return max(fitting, key=lambda item: item.effective_from or date.min, default=None)

    @property
    def variants(self) -> tuple[str, ...]:
        """The variants anything is known of, in the order of `VARIANTS`."""
        held = {item.variant for item in self.items}
        return tuple(variant for variant in VARIANTS if variant in held)


def timings_of(groups: Iterable[Iterable[Timing]]) -> Timings:
    return Timings(tuple(item for group in groups for item in group))


def _allowance(content: Mapping[str, Any], name: str) -> Allowance | None:
    said = content.get(name)
    return None if said is None else Allowance(said["value"], said["unit"])
