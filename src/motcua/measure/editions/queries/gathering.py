"""Everything an edition states: what lies outside the dossiers' log, taken now; and the whole, from log and inputs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.measure.editions import rules
from motcua.measure.editions.queries.besides import by_unit, index_now
from motcua.measure.editions.queries.replaying import facts_until
from motcua.measure.editions.rules import DOSSIER_CODES, Counted, Outside, Yardstick
from motcua.measure.indicators import queries as indicators
from motcua.measure.indicators.rules import Figure, Period


@dataclass(frozen=True, slots=True)
class Gathered:
    """What an edition says, and the counts behind it."""

    content: dict[str, Any]
    counted: Counted


def inputs_now(period: Period, now: datetime) -> bytes:
    """The file of what stands outside the dossiers' log: figures of registers, publications and the catalogue, the
    dossiers that feedback named, the service index of the agency, and what each indicator is measured against."""
    found = []
    for item in indicators.definitions():
        if item.code in DOSSIER_CODES:
            continue
        figure = indicators.compute(item.code, period, now=now)
        sides = {True: [], False: []}  # type: dict[bool, list[str]]
        for member in indicators.members(item.code, period, now=now):
            sides[member.counts].append(member.key)
        found.append(Outside.of(figure, sides[True], sides[False]))
    complained, index = sorted(indicators.complained_dossiers()), index_now(period, now)
    return rules.inputs_bytes(found, complained, index, yardsticks_now())


def yardsticks_now() -> list[Yardstick]:
    """The formulas and targets in force today, in the order of the annex."""
    return [Yardstick.of(item) for item in indicators.definitions()]


def gather(
    *,
    agency: str,
    period: Period,
    number: int,
    cut_off: datetime,
    position: int,
    inputs: str,
    text: bytes,
    yardsticks: Sequence[Yardstick] = (),
) -> Gathered:
    """Make the content of an edition from the log up to `position` and the file of inputs. Raises ValueError.

    `yardsticks`: formulas and targets for an older file of inputs, which kept none; a newer one goes by its own.
    """
    inputs_then = rules.read(text)
    counted = rules.count(facts_until(position), period, at=cut_off, complained=inputs_then.complained)
    content = rules.document(
        header=rules.header(
            agency=agency, period=period, number=number, cut_off=cut_off, position=position, inputs=inputs
        ),
        yardsticks=yardsticks,
        dossiers=counted.sides,
        inputs=inputs_then,
        on_time=counted.on_time,
        units=counted.units,
    )
    return Gathered(content, counted)


def disagreements(counted: Counted, period: Period, now: datetime) -> list[str]:
    """Indicators on which the database's own count differs from the one over events; empty when the two agree."""
    found = []
    for code, side in counted.sides.items():
        figure: Figure = indicators.compute(code, period, now=now)
        mine = (len(side.counted), len(side.counted) + len(side.not_counted))
        if mine != (figure.numerator, figure.denominator):
            found.append(f"{code}: {mine[0]}/{mine[1]} theo nhật ký, {figure.numerator}/{figure.denominator} theo bảng")
    lines = indicators.on_time(period, now=now)
    for line, tally in zip(lines, (counted.on_time.legal, counted.on_time.portal), strict=True):
        if (tally.numerator, tally.denominator) != (line.numerator, line.denominator):
            found.append(f"{line.name}: {tally.numerator}/{tally.denominator} và {line.numerator}/{line.denominator}")
    wrong = by_unit(period)
    for key in sorted(counted.units.keys() | wrong.keys()):
        if counted.units.get(key) != wrong.get(key):
            found.append(f"đơn vị {key}: {counted.units.get(key)} theo nhật ký, {wrong.get(key)} theo bảng")
    return found
