"""Everything an edition states: what lies outside the dossiers' log, taken now; and the whole, from log and inputs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.measure.editions import rules
from motcua.measure.editions.queries.besides import by_unit, index_now
from motcua.measure.editions.queries.replaying import facts_until
from motcua.measure.editions.rules import DOSSIER_CODES, Counted, Outside
from motcua.measure.indicators import queries as indicators
from motcua.measure.indicators.rules import Figure, Period


@dataclass(frozen=True, slots=True)
class Gathered:
    """What an edition says, and the counts behind it."""

    content: dict[str, Any]
    counted: Counted


def outside_now(period: Period, now: datetime) -> tuple[list[Outside], list[str], dict[str, Any]]:
    """What stands outside the dossiers' log: figures of registers, publications and the catalogue, the dossiers that
    feedback named, and the service index of the agency."""
    found = []
    for item in indicators.definitions():
        if item.code in DOSSIER_CODES:
            continue
        figure = indicators.compute(item.code, period, now=now)
        sides = {True: [], False: []}  # type: dict[bool, list[str]]
        for member in indicators.members(item.code, period, now=now):
            sides[member.counts].append(member.key)
        found.append(Outside.of(figure, sides[True], sides[False]))
    return found, sorted(indicators.complained_dossiers()), index_now(period, now)


def gather(
    *, agency: str, period: Period, number: int, cut_off: datetime, position: int, inputs: str, text: bytes
) -> Gathered:
    """Make the content of an edition from the log up to `position` and the file of inputs. Raises ValueError."""
    inputs_then = rules.read(text)
    counted = rules.count(facts_until(position), period, at=cut_off, complained=inputs_then.complained)
    content = rules.document(
        header=rules.header(
            agency=agency, period=period, number=number, cut_off=cut_off, position=position, inputs=inputs
        ),
        definitions=indicators.definitions(),
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
