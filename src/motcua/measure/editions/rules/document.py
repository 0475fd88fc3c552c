"""The bytes of an edition: one canonical JSON text, so that the same log and the same inputs give the same bytes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

from motcua.measure.editions.rules.measures import Yardstick, read_yardsticks
from motcua.measure.editions.rules.plain import Punctual, Sides
from motcua.measure.editions.rules.units import UnitCount
from motcua.measure.indicators.rules import Figure, Period, percent

FORMAT: Final = 3
"""1 knew neither units nor the service index; 2 did not keep formulas and targets with its inputs, so an edition's
own statement of them counts. Editions in both are still read and made again, each in its own format."""
FORMATS: Final = frozenset({1, 2, FORMAT})


@dataclass(frozen=True, slots=True)
class Outside:
    """A figure whose facts lie outside the dossiers' log, as it stood at the cut-off; keys name what was counted."""

    code: str
    numerator: int | None
    denominator: int | None
    status: str
    source: str
    source_kind: str
    counted: tuple[str, ...] = ()
    not_counted: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()

    @classmethod
    def of(cls, figure: Figure, counted: Sequence[str], not_counted: Sequence[str]) -> "Outside":
        """What is kept of a figure."""
        return cls(
            figure.code, figure.numerator, figure.denominator, figure.status, figure.source, figure.source_kind,
            tuple(counted), tuple(not_counted), figure.gaps,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the figures used that the dossiers' log does not hold, as it stood at the cut-off.

    `index`: the agency's service index as it was scored then; None in format 1. `yardsticks`: the formulas and targets
    of that day; None before format 3.
    """

    outside: Mapping[str, Outside]
    complained: frozenset[str]
    index: Mapping[str, Any] | None = None
    yardsticks: tuple[Yardstick, ...] | None = None
    format: int = FORMAT


def document(
    *,
    header: Mapping[str, Any],
    yardsticks: Sequence[Yardstick],
    dossiers: Mapping[str, Sides],
    inputs: Inputs,
    on_time: Punctual,
    units: Mapping[str, UnitCount],
) -> dict[str, Any]:
    """The content of an edition: `header` (agency, period, number, cut-off, position, inputs) and every figure.

    `yardsticks`: what the figures are measured against when the inputs do not say. ValueError when nothing says it.
    """
    outside, measured = inputs.outside, inputs.yardsticks or yardsticks
    if not measured:
        raise ValueError("neither the inputs nor the edition say what the figures are measured against")
    figures = [
        _from_log(item, dossiers[item.code]) if item.code in dossiers else _from_outside(item, outside[item.code])
        for item in measured
    ]
    said = {**header, "figures": figures, "on_time": asdict(on_time)}
    if inputs.index is None:
        return {"format": 1, **said}
    counts = {key: asdict(unit) for key, unit in sorted(units.items())}
    return {"format": inputs.format, **said, "units": counts, "index": dict(inputs.index)}


def header(
    *, agency: str, period: Period, number: int, cut_off: datetime, position: int, inputs: str
) -> dict[str, Any]:
    """What an edition is of. `cut_off` is written in UTC; `inputs` is the SHA-256 of the file of inputs."""
    return {
        "agency": agency,
        "period": period.key,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "number": number,
        "cut_off": cut_off.astimezone(UTC).isoformat(),
        "position": position,
        "inputs": inputs,
    }


def to_bytes(content: Mapping[str, Any]) -> bytes:
    """The canonical text: keys sorted, letters as they are, one line feed at the end."""
    return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def inputs_bytes(
    outside: Sequence[Outside], complained: Sequence[str], index: Mapping[str, Any], yardsticks: Sequence[Yardstick]
) -> bytes:
    """The file of inputs: what the figures used that the dossiers' log does not hold."""
    return to_bytes({
        "format": FORMAT,
        "complained": sorted(complained),
        "outside": [asdict(one) for one in outside],
        "index": dict(index),
        "yardsticks": [asdict(one) for one in yardsticks],
    })  # fmt: skip


def read(text: bytes) -> Inputs:
    """The inputs back: figures and targets by code, the dossiers that feedback named, the index. ValueError on another
    shape."""
    said = json.loads(text)
    if not isinstance(said, dict) or said.get("format") not in FORMATS:
        raise ValueError(f"not a file of inputs in a known format ({sorted(FORMATS)})")
    found = {}
    for row in said["outside"]:
        lists = {name: tuple(row[name]) for name in ("counted", "not_counted", "gaps")}
        found[row["code"]] = Outside(**{**row, **lists})
    kept = read_yardsticks(said.get("yardsticks"))
    return Inputs(found, frozenset(said["complained"]), said.get("index"), kept, said["format"])


def _from_log(item: Yardstick, found: Sides) -> dict[str, Any]:
    numerator, denominator = len(found.counted), len(found.counted) + len(found.not_counted)
    return {
        **_measured(item, numerator, denominator, "value" if denominator else "not_applicable"),
        "source_kind": "facts",
        "read_from": "log",
        "counted": found.counted,
        "not_counted": found.not_counted,
        "units": {unit: asdict(tally) for unit, tally in sorted(found.units.items())},
    }


def _from_outside(item: Yardstick, found: Outside) -> dict[str, Any]:
    return {
        **_measured(item, found.numerator, found.denominator, found.status),
        "source": found.source,
        "source_kind": found.source_kind,
        "read_from": "inputs",
        "counted": list(found.counted),
        "not_counted": list(found.not_counted),
        "gaps": list(found.gaps),
    }


def _measured(item: Yardstick, numerator: int | None, denominator: int | None, status: str) -> dict[str, Any]:
    return {
        "code": item.code,
        "formula": item.formula,
        "version": item.version,
        "target": item.target,
        "operator": item.operator,
        "numerator": numerator,
        "denominator": denominator,
        "value": percent(numerator, denominator),
        "met": item.met(numerator, denominator),
        "status": status,
    }
