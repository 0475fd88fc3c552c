"""Reads of indicators: the twelve figures of a period, what stands behind each, and the table by unit and month."""

from motcua.measure.indicators.queries.computing import BY_UNIT, compute, figures, on_time
from motcua.measure.indicators.queries.definitions import declarable, definition, definitions
from motcua.measure.indicators.queries.eligibility import EligibilityError, eligibility_errors
from motcua.measure.indicators.queries.forecasting import forecast_of
from motcua.measure.indicators.queries.members import SIDES, Member, Side, members
from motcua.measure.indicators.queries.outside import complained_dossiers
from motcua.measure.indicators.queries.plain import recount
from motcua.measure.indicators.queries.sets import EVERYTHING, Scope
from motcua.measure.indicators.queries.spans import latest_year, years
from motcua.measure.indicators.queries.tables import (
    Cell,
    SplitBy,
    all_series,
    by_group,
    by_month,
    by_unit,
    series,
    split,
    unit_month_table,
)

__all__ = [
    "BY_UNIT",
    "EVERYTHING",
    "SIDES",
    "Cell",
    "EligibilityError",
    "Member",
    "Scope",
    "Side",
    "SplitBy",
    "all_series",
    "by_group",
    "by_month",
    "by_unit",
    "complained_dossiers",
    "compute",
    "declarable",
    "definition",
    "definitions",
    "eligibility_errors",
    "figures",
    "forecast_of",
    "latest_year",
    "members",
    "on_time",
    "recount",
    "series",
    "split",
    "unit_month_table",
    "years",
]
