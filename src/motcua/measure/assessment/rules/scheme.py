"""How points become classes: the dated rule set of kind "assessment", read into values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True)
class Index:
    """One of the nine; `per_dossier`: its points are given to dossiers and averaged, else to the agency as a whole."""

    number: int
    name: str
    per_dossier: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A class: totals from `least` on, up to the class above."""

    least: Decimal
    name: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """Names of the indices, which of them make a total, classes, and thresholds in percent.

    `verified_until`: the last day for which the text was read; later periods are for orientation.
    """

    id: str
    article: str
    indices: tuple[Index, ...]
    officer: tuple[int, ...]
    officer_bands: tuple[Band, ...]
    agency: tuple[int, ...]
    agency_bands: tuple[Band, ...]
    feedback_percent: int
    online_procedures: int
    online_dossiers: int
    online_least: int
    verified_until: date | None
    readings: tuple[str, ...]

    def index(self, number: int) -> Index:
        """The index `number`; raises KeyError."""
        return {item.number: item for item in self.indices}[number]

    def verified_for(self, last: date) -> bool:
        """Whether the text was read for periods that end on `last`."""
        return self.verified_until is None or last <= self.verified_until


def read_scheme(rule_id: str, content: Mapping[str, Any]) -> Scheme:
    """The scheme of a rule set. Raises KeyError or ValueError when something is missing."""
    online = content["online"]
    until = content.get("verified_until")
    return Scheme(
        id=rule_id,
        article=content["article"],
        indices=tuple(Index(row["number"], row["name"], row["per_dossier"]) for row in content["indices"]),
        officer=tuple(content["officer"]["indices"]),
        officer_bands=_bands(content["officer"]["bands"]),
        agency=tuple(content["agency"]["indices"]),
        agency_bands=_bands(content["agency"]["bands"]),
        feedback_percent=content["feedback"]["good_percent"],
        online_procedures=online["procedures_percent"],
        online_dossiers=online["dossiers_percent"],
        online_least=online["least_percent"],
        verified_until=date.fromisoformat(until) if until else None,
        readings=tuple(content["readings"]),
    )


def _bands(rows: list[dict[str, str]]) -> tuple[Band, ...]:
    found = tuple(Band(Decimal(row["from"]), row["name"]) for row in rows)
    if not found or found[-1].least != 0 or any(a.least <= b.least for a, b in pairwise(found)):
        raise ValueError("bands must fall from the best to one that begins at 0")
    return found
