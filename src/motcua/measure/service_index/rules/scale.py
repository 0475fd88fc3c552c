"""A scale: the groups, metrics and points of the index as one document gives them, with the dates it holds.

A metric whose points were not read has `points` None: it can be counted, but earns nothing that anybody may add up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

WhenNothing = Literal["full", "zero"] | None
Win = Literal["mend", "new"] | None


@dataclass(frozen=True, slots=True)
class Group:
    """One group; `points` None: not read."""

    code: str
    name: str
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Metric:
    """One component metric.

    `threshold`: the percent from which all points are given; None: points in proportion to the ratio. `when_nothing`:
    what a denominator of 0 earns, None: it does not apply. `win`: whether cases already counted can be mended, or only
    new cases raise the ratio. `verified`: points and form agree with published figures. `out_of_scope`: why an agency
    of this kind has no such task.
    """

    code: str
    number: str
    name: str
    group: str
    points: Decimal | None
    threshold: Decimal | None
    when_nothing: WhenNothing
    noun: str
    win: Win
    verified: bool
    scored: bool
    code_is_ours: bool
    counts: str
    do: str
    note: str
    out_of_scope: str

    @property
    def full_at(self) -> Decimal:
        """The percent that earns all points."""
        return self.threshold if self.threshold is not None else Decimal(100)


@dataclass(frozen=True, slots=True)
class Band:
    """A class: totals from `least` on, up to the class above."""

    least: Decimal
    name: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Groups and metrics in their order; `bands_verified` False: the classes were not found in a text."""

    id: str
    name: str
    short_name: str
    effective_from: date
    effective_to: date | None
    recorded_on: date
    status: str
    source: str
    note: str
    groups: tuple[Group, ...]
    metrics: tuple[Metric, ...]
    bands: tuple[Band, ...]
    bands_verified: bool

    def metric(self, code: str) -> Metric:
        """The metric `code`; raises KeyError."""
        return {item.code: item for item in self.metrics}[code]

    def of_group(self, code: str) -> tuple[Metric, ...]:
        """The scored metrics of a group."""
        return tuple(item for item in self.metrics if item.group == code and item.scored)

    @property
    def most(self) -> Decimal | None:
        """The points of all groups; None when one was not read."""
        known = [group.points for group in self.groups if group.points is not None]
        return sum(known, Decimal()) if len(known) == len(self.groups) else None

    @property
    def readable(self) -> bool:
        """Whether the points of every scored metric are known."""
        return all(item.points is not None for item in self.metrics if item.scored)

    def holds_on(self, on: date) -> bool:
        """Whether the scale was in use on `on`."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def band(self, total: Decimal) -> str:
        """The name of the class of a total of 100 points."""
        return next(band.name for band in self.bands if total >= band.least)


def read_scale(content: Mapping[str, Any]) -> Scale:
    """The scale of one file. Raises KeyError or ValueError naming what is wrong."""
    groups = tuple(Group(row["code"], row["name"], _decimal(row["points"])) for row in content["groups"])
    metrics = tuple(_metric(row) for row in content["metrics"])
    _check(content["id"], groups, metrics)
    rows = content["bands"]["rows"]
    until = content["effective_to"]
    return Scale(
        id=content["id"],
        name=content["name"],
        short_name=content["short_name"],
        effective_from=date.fromisoformat(content["effective_from"]),
        effective_to=date.fromisoformat(until) if until else None,
        recorded_on=date.fromisoformat(content["recorded_on"]),
        status=content["status"],
        source=content["source"],
        note=content["note"],
        groups=groups,
        metrics=metrics,
        bands=tuple(Band(Decimal(row["from"]), row["name"]) for row in rows),
        bands_verified=content["bands"]["verified"],
    )


def _metric(row: Mapping[str, Any]) -> Metric:
    return Metric(
        code=row["code"],
        number=row.get("number", ""),
        name=row["name"],
        group=row["group"],
        points=_decimal(row["points"]),
        threshold=_decimal(row["threshold"]),
        when_nothing=row["when_nothing"],
        noun=row["noun"],
        win=row["win"],
        verified=row["verified"],
        scored=row["scored"],
        code_is_ours=row["code_is_ours"],
        counts=row.get("counts", ""),
        do=row.get("do", ""),
        note=row.get("note", ""),
        out_of_scope=row.get("out_of_scope", ""),
    )


def _check(name: str, groups: Sequence[Group], metrics: Sequence[Metric]) -> None:
    """Codes are unique, metrics lie in groups, a group has the points of its metrics where all are known."""
    for what in ([group.code for group in groups], [metric.code for metric in metrics]):
        if len(set(what)) != len(what):
            raise ValueError(f"{name}: codes repeat: {what}")
    strays = {metric.group for metric in metrics} - {group.code for group in groups}
    if strays:
        raise ValueError(f"{name}: unknown groups {sorted(strays)}")
    for group in groups:
        points = [metric.points for metric in metrics if metric.group == group.code and metric.scored]
        known = [value for value in points if value is not None]
        if len(known) == len(points) and group.points is not None and sum(known) != group.points:
            raise ValueError(f"{name}: {group.code} has {group.points} points, its metrics {sum(known)}")


def _decimal(said: str | None) -> Decimal | None:
    return None if said is None else Decimal(said)
