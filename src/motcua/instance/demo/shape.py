"""The shape of the demo year as data: how much of what, when, by which channel, and how often something goes wrong."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings

Weighted = tuple[tuple[Any, float], ...]
FOLDER = "demo"


@dataclass(frozen=True, slots=True)
class Kind:
    """One group of procedures: its share of the year, who files, which papers come along, and when."""

    key: str
    procedures: tuple[str, ...]
    share: float
    owner: str
    papers: Weighted
    months: tuple[float, ...]
    window: tuple[str, str] | None
    limit: str
    recent: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """Everything of data/demo/year.json; `rest` are its plain numbers by name."""

    label: str
    kinds: tuple[Kind, ...]
    online: tuple[float, ...]
    slow_unit: str
    rest: Mapping[str, Any]

    def rate(self, name: str) -> float:
        return float(self.rest["rates"][name])


@lru_cache(maxsize=1)
def shape() -> Shape:
    """The shape that ships with the product."""
    raw = read("year.json")
    kinds = tuple(_kind(row, raw["months"]) for row in raw["kinds"])
    return Shape(raw["label"], kinds, tuple(raw["online"]), raw["slow_unit"], raw)


@lru_cache(maxsize=1)
def words() -> Mapping[str, Any]:
    """The short texts written with the steps."""
    found: Mapping[str, Any] = read("words.json")
    return found


def read(name: str) -> Any:
    """The JSON of a file of data/demo."""
    return json.loads((Path(settings.DATA_DIR) / FOLDER / name).read_text(encoding="utf-8"))


def one_of(rng: Random, weighted: Any) -> Any:
    """One of [value, weight] pairs."""
    return rng.choices([pair[0] for pair in weighted], [pair[1] for pair in weighted])[0]


def _kind(row: Mapping[str, Any], months: list[float]) -> Kind:
    window = row.get("window")
    return Kind(
        key=row["key"],
        procedures=tuple(row["procedures"]),
        share=float(row["share"]),
        owner=row["owner"],
        papers=tuple((tuple(codes), weight) for codes, weight in row["papers"]),
        months=tuple(row.get("months", months)),
        window=(window[0], window[1]) if window else None,
        limit=row.get("limit", ""),
        recent=bool(row.get("recent")),
    )
