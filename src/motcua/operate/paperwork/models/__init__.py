"""Tables of paperwork: slips that were given, their numbers, templates of decisions and working copies; long books."""

from motcua.operate.paperwork.models.books import BookFile
from motcua.operate.paperwork.models.slips import Slip, SlipCounter
from motcua.operate.paperwork.models.templates import DecisionTemplate, WorkingCopy

__all__ = ["BookFile", "DecisionTemplate", "Slip", "SlipCounter", "WorkingCopy"]
