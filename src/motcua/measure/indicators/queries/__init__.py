"""Reads of indicators: the twelve figures of a period, what stands behind each, and the table by unit and month."""

from motcua.measure.indicators.queries.computing import BY_UNIT, compute, figures, on_time
from motcua.measure.indicators.queries.definitions import INDEX_DECLARABLE, declarable, definition, definitions
from motcua.measure.indicators.queries.eligibility import EligibilityError, eligibility_errors
from motcua.measure.indicators.queries.forecasting import forecast_of
from motcua.measure.indicators.queries.grouping import Group, GroupBy, group_table
from motcua.measure.indicators.queries.lateness import Alike, overdue
from motcua.measure.indicators.queries.members import SIDES, Member, Side, members
from motcua.measure.indicators.queries.outside import complained_dossiers
from motcua.measure.indicators.queries.plain import recount
from motcua.measure.indicators.queries.portal import (
    PAID_ONLINE,
    compared,
    fee_codes,
    has_fee,
    paid_codes,
    paid_online,
)
from motcua.measure.indicators.queries.sets import EVERYTHING, Scope
from motcua.measure.indicators.queries.spans import latest_year, years
from motcua.measure.indicators.queries.sums import whole
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
    "INDEX_DECLARABLE",
    "PAID_ONLINE",
    "SIDES",
    "Alike",
    "Cell",
    "EligibilityError",
    "Group",
    "GroupBy",
    "Member",
    "Scope",
    "Side",
    "SplitBy",
    "all_series",
    "by_group",
    "by_month",
    "by_unit",
    "compared",
    "complained_dossiers",
    "compute",
    "declarable",
    "definition",
    "definitions",
    "eligibility_errors",
    "fee_codes",
    "figures",
    "forecast_of",
    "group_table",
    "has_fee",
    "latest_year",
    "members",
    "on_time",
    "overdue",
    "paid_codes",
    "paid_online",
    "recount",
    "series",
    "split",
    "unit_month_table",
    "whole",
    "years",
]
