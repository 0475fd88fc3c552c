"""Writes of signals: looking through the log, answering, judging."""

from motcua.measure.signals.services.looking import Looked, look
from motcua.measure.signals.services.projecting import STREAM, project, rebuild
from motcua.measure.signals.services.settling import answer, judge

__all__ = ["STREAM", "Looked", "answer", "judge", "look", "project", "rebuild"]
