"""Scales, points, rows of given figures. Pure."""

from motcua.measure.service_index.rules.clocks import Case, Reading, legal_on_time, portal_on_time
from motcua.measure.service_index.rules.explaining import Compared, compare
from motcua.measure.service_index.rules.periods import published_period, report_window
from motcua.measure.service_index.rules.points import (
    NOTHING,
    Given,
    GroupScore,
    IndexScore,
    MetricScore,
    Scored,
    cents,
    points_for,
    ratio_of,
    score_index,
    score_metric,
)
from motcua.measure.service_index.rules.rows import (
    COLUMNS,
    GROUP_TOTAL,
    REQUIRED,
    TOTAL,
    IndexRow,
    RefusedRow,
    header_problem,
    read_row,
)
from motcua.measure.service_index.rules.scale import Band, Group, Metric, Scale, read_scale
from motcua.measure.service_index.rules.seeing import IMPORTERS, VIEWERS
from motcua.measure.service_index.rules.winning import Chance, chance, chances

__all__ = [
    "COLUMNS",
    "GROUP_TOTAL",
    "IMPORTERS",
    "NOTHING",
    "REQUIRED",
    "TOTAL",
    "VIEWERS",
    "Band",
    "Case",
    "Chance",
    "Compared",
    "Given",
    "Group",
    "GroupScore",
    "IndexRow",
    "IndexScore",
    "Metric",
    "MetricScore",
    "Reading",
    "RefusedRow",
    "Scale",
    "Scored",
    "cents",
    "chance",
    "chances",
    "compare",
    "header_problem",
    "legal_on_time",
    "points_for",
    "portal_on_time",
    "published_period",
    "ratio_of",
    "read_row",
    "read_scale",
    "report_window",
    "score_index",
    "score_metric",
]
