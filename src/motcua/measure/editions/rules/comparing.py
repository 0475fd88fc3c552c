"""What differs between two editions, and where two texts of one part."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

HEADER = frozenset({"format", "number", "cut_off", "position", "inputs"})  # differs between any two editions


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that the newer edition states differently. `came`, `went`: ids that entered or left the denominator."""

    code: str
    before: tuple[int | None, int | None]
    after: tuple[int | None, int | None]
    came: tuple[str, ...]
    went: tuple[str, ...]
    turned: tuple[str, ...]


def changes(older: Mapping[str, Any], newer: Mapping[str, Any]) -> list[Change]:
    """The figures in which two contents differ, in the order of the newer."""
    before = {row["code"]: row for row in older["figures"]}
    found = []
    for row in newer["figures"]:
        was = before.get(row["code"])
        if was is not None and was != row:
            found.append(_change(was, row))
    return found


def same_figures(older: Mapping[str, Any], newer: Mapping[str, Any]) -> bool:
    """Whether two contents say the same of the period, whenever they were made."""
    return {k: v for k, v in older.items() if k not in HEADER} == {k: v for k, v in newer.items() if k not in HEADER}


def first_difference(have: Any, want: Any, at: str = "") -> str:
    """The place of the first difference between two JSON values, "" when there is none."""
    if isinstance(have, dict) and isinstance(want, dict):
        for key in sorted(have.keys() | want.keys()):
            if (place := first_difference(have.get(key), want.get(key), f"{at}.{key}" if at else key)) or (
                (key in have) != (key in want) and (place := f"{at}.{key}")
            ):
                return place
        return ""
    if isinstance(have, list) and isinstance(want, list):
        for index, (one, other) in enumerate(zip(have, want, strict=False)):
            name = one.get("code", index) if isinstance(one, dict) else index
            if place := first_difference(one, other, f"{at}[{name}]"):
                return place
        return f"{at}[{min(len(have), len(want))}]" if len(have) != len(want) else ""
    return "" if have == want and type(have) is type(want) else at or "content"


def _change(was: Mapping[str, Any], now: Mapping[str, Any]) -> Change:
    old, new = ({*row["counted"], *row["not_counted"]} for row in (was, now))
    turned = (set(was["counted"]) ^ set(now["counted"])) & old & new
    return Change(
        now["code"],
        (was["numerator"], was["denominator"]),
        (now["numerator"], now["denominator"]),
        *(tuple(sorted(one)) for one in (new - old, old - new, turned)),
    )
