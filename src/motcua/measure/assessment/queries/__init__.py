"""Reads of the assessment: the dossiers judged, results of an official, a unit and the agency, and the law behind."""

from motcua.measure.assessment.queries.publicity import publicity
from motcua.measure.assessment.queries.results import Result, agency_result, officer_results, result_of, unit_results
from motcua.measure.assessment.queries.scheme import AssessedPeriod, assessed_period, period_options, scheme
from motcua.measure.assessment.queries.works import Whose, works

__all__ = [
    "AssessedPeriod", "Result", "Whose", "agency_result", "assessed_period", "officer_results", "period_options",
    "publicity", "result_of", "scheme", "unit_results", "works",
]  # fmt: skip
