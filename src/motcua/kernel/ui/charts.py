"""Geometry of the charts: where bars, lines and labels stand. Pure; the templates draw it as SVG.

Across everything is in per cent and down in pixels, so that text keeps its size on every screen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10
from typing import Any, Final

from motcua.kernel.ui.formats import NO_DATA, number

ROW: Final = 46
"""Height of one bar with its label, in pixels."""

LINE: Final = 38
"""Letters of a label and its value that fit beside each other on a telephone; longer ones stand on two lines."""

SECOND: Final = 18
"""How far the second line of a label moves everything below it, in pixels."""

PLOT: Final = 190
"""Height of the plot of a line chart, in pixels, without the labels below."""

TOP: Final = 22


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar chart; `width` and `target` in per cent of the plot, `y` in pixels; no value: no bar.

    `drop` in pixels: how far value and bar stand below the line of the label, 0 when the value stands beside it.
    """

    label: str
    text: str
    y: int
    drop: int
    width: float | None
    target: float | None
    target_text: str
    kind: str
    href: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A value of a line, `x` in per cent, `y` in pixels."""

    x: float
    y: float
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A series: its dots and the pieces between neighbours; a gap in the data is a gap in the line."""

    label: str
    style: int
    dots: tuple[Dot, ...]
    pieces: tuple[tuple[Dot, Dot], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the grid or a label under the plot."""

    at: float
    text: str


def shown(value: float | None, unit: str) -> str:
    """The value as text; None says that there is no data."""
    if value is None:
        return NO_DATA
    return f"{number(value)} {unit}".rstrip() if unit else number(value)


TINY = 1e-9  # nothing we count is smaller and not 0; the arithmetic below ends where floats lose their digits


def ceiling(values: Sequence[float], unit: str = "") -> float:
    """A round number at or above all values; per cent never ends above 100 unless a value does."""
    top = max((float(value) for value in values), default=0.0)
    if unit == "%" and top <= 100:
        return 100.0
    if top < TINY:
        return 1.0
    size = 10.0 ** floor(log10(top))
    step = next(step for step in (1, 2, 2.5, 5, 10) if top <= step * size)
    return float(step * size)


def bars(data: Sequence[Any], *, unit: str = "", target: float | None = None) -> tuple[list[Bar], int]:
    """Rows of a bar chart and the height of the drawing.

    `data`: (label, value) pairs or mappings with label, value and, when wanted, target and href. With a target the
    bar says by its kind whether it is reached.
    """
    rows = [row if isinstance(row, Mapping) else {"label": row[0], "value": row[1]} for row in data]
    goals = [row.get("target", target) for row in rows]
    top = ceiling([x for x in [*(row["value"] for row in rows), *goals] if x is not None], unit)
    crowded = any(len(str(row["label"])) + len(shown(row["value"], unit)) > LINE for row in rows)
    drop = SECOND if crowded else 0
    drawn = [
        _bar(row, goal, top, unit, (index, drop)) for index, (row, goal) in enumerate(zip(rows, goals, strict=True))
    ]
    return drawn, (ROW + drop) * len(rows)


def _bar(row: Mapping[str, Any], goal: float | None, top: float, unit: str, place: tuple[int, int]) -> Bar:
    value, (index, drop) = row["value"], place
    kind = "" if goal is None or value is None else ("ok" if value >= goal else "late")
    return Bar(
        label=str(row["label"]),
        text=shown(value, unit),
        y=index * (ROW + drop),
        drop=drop,
        width=None if value is None else share(value, top),
        target=None if goal is None else share(goal, top),
        target_text="" if goal is None else shown(goal, unit),
        kind=kind if row.get("judge", False) else "",
        href=str(row.get("href") or ""),
    )


def share(value: float, top: float) -> float:
    """`value` as per cent of `top`, between 0 and 100, one decimal."""
    return round(min(100.0, max(0.0, 100.0 * float(value) / float(top))), 1) if top else 0.0


def lines(series: Sequence[Any], labels: Sequence[str], *, unit: str = "") -> tuple[list[Line], list[Mark], list[Mark]]:
    """Lines, grid (y in pixels) and labels below (x in per cent) of a chart over `labels`.

    `series`: (label, values) pairs or mappings with label and values; None in values is a gap. At most four, each
    with its own stroke so that they differ in print too.
    """
    named = [
        (str(one["label"]), one["values"]) if isinstance(one, Mapping) else (str(one[0]), one[1]) for one in series
    ]
    if len(named) > 4:
        raise ValueError("A line chart takes at most four series; show the rest in the table")
    top = ceiling([value for _, values in named for value in values if value is not None], unit)
    drawn = [_line(name, values, labels, top, unit, style) for style, (name, values) in enumerate(named, start=1)]
    grid = [Mark(_y(top * part, top), shown(top * part, unit)) for part in (0, 0.5, 1)]
    every = max(1, ceil(len(labels) / 12))
    below = [Mark(_x(i, len(labels)), str(text)) for i, text in enumerate(labels) if i % every == 0]
    return drawn, grid, below


def _line(name: str, values: Sequence[float | None], labels: Sequence[str], top: float, unit: str, style: int) -> Line:
    spots = [
        None if value is None else Dot(_x(i, len(labels)), _y(value, top), str(labels[i]), shown(value, unit))
        for i, value in enumerate(values[: len(labels)])
    ]
    pieces = tuple((a, b) for a, b in pairwise(spots) if a is not None and b is not None)
    return Line(name, style, tuple(spot for spot in spots if spot is not None), pieces)


def _x(index: int, count: int) -> float:
    """In the middle of the index-th of `count` equal parts, so that the first and last label are not cut."""
    return round(100.0 * (index + 0.5) / max(1, count), 2)


def _y(value: float, top: float) -> float:
    return round(TOP + (PLOT - TOP) * (1.0 - float(value) / top), 1)


def spark(values: Sequence[float | None]) -> str:
    """The path of a sparkline in a box of 100 by 24; gaps break it; a single or constant value lies in the middle."""
    known = [float(value) for value in values if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    path, pen = [], "M"
    for i, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        x = 100.0 * i / max(1, len(values) - 1)
        y = 12.0 if high == low else 22.0 - 20.0 * (float(value) - low) / (high - low)
        path.append(f"{pen}{x:.1f} {y:.1f}")
        pen = "L"
    return " ".join(path)
