"""The forecast of a running period, from the months before."""

from collections.abc import Sequence
from datetime import date, datetime

from motcua.kernel.time import local_date
from motcua.measure.indicators.queries.sets import EVERYTHING, Scope
from motcua.measure.indicators.queries.tables import Cell, series
from motcua.measure.indicators.rules import Figure, Forecast, Period, forecast, trailing_months

SNAPSHOTS = frozenset({"I.1"})
"""Indicators that say how things are on a day, not what happened: their end is decided, not drifted to."""


def forecast_of(
    figure: Figure, period: Period, *, now: datetime, scope: Scope = EVERYTHING, months: Sequence[Cell] | None = None
) -> Forecast | None:
    """Where `figure` will stand at the end of its period; None for a period that does not run, or too little to say.

    `months`: the figure in the trailing twelve months, when they are at hand; the last one runs and says nothing.
    """
    today = local_date(now)
    if figure.code in SNAPSHOTS or not period.first <= today < period.last or not figure.denominator:
        return None
    cells = series(figure.code, trailing_months(today), now=now, scope=scope) if months is None else months
    return forecast(
        numerator=figure.numerator or 0,
        denominator=figure.denominator,
        target=figure.target,
        months=[(cell.numerator or 0, cell.denominator or 0) for cell in cells[:-1]],
        elapsed=_days(period.first, today),
        remaining=(period.last - today).days,
    )


def _days(first: date, last: date) -> int:
    return (last - first).days + 1
