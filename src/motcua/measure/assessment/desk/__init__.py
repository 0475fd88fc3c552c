"""Pages of the assessment: my results, the unit's, the agency's, and the dossiers behind each."""

from motcua.measure.assessment.desk.board import board
from motcua.measure.assessment.desk.one import mine, one, one_file

__all__ = ["board", "mine", "one", "one_file"]
