"""Pure rules of the assessment: points of one dossier, averages, totals and bands."""

from motcua.measure.assessment.rules.bands import Total, total
from motcua.measure.assessment.rules.figures import IndexFigure, average, feedback_figure, missing, online_figure
from motcua.measure.assessment.rules.points import (
    NO_SOURCE,
    NOT_APPLICABLE,
    PER_DOSSIER,
    POINTS,
    Point,
    StepTime,
    Work,
    point,
    points,
)
from motcua.measure.assessment.rules.scheme import Band, Index, Scheme, read_scheme
from motcua.measure.assessment.rules.seeing import AGENCY_VIEWERS, JUDGED

__all__ = [
    "AGENCY_VIEWERS", "JUDGED", "NOT_APPLICABLE", "NO_SOURCE", "PER_DOSSIER", "POINTS", "Band", "Index",
    "IndexFigure", "Point", "Scheme", "StepTime", "Total", "Work", "average", "feedback_figure", "missing",
    "online_figure", "point", "points", "read_scheme", "total",
]  # fmt: skip
