"""Scales, points, rows of given figures. Pure."""

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
    TOTAL,
    IndexRow,
    RefusedRow,
    header_problem,
    read_row,
)
from motcua.measure.service_index.rules.scale import Band, Group, Metric, Scale, read_scale

__all__ = [
    "COLUMNS",
    "GROUP_TOTAL",
    "NOTHING",
    "TOTAL",
    "Band",
    "Given",
    "Group",
    "GroupScore",
    "IndexRow",
    "IndexScore",
    "Metric",
    "MetricScore",
    "RefusedRow",
    "Scale",
    "Scored",
    "cents",
    "header_problem",
    "points_for",
    "ratio_of",
    "read_row",
    "read_scale",
    "score_index",
    "score_metric",
]
