"""Writes of signals: looking through the log, answering, judging, asking about figures."""

from motcua.measure.signals.services.asking import ask
from motcua.measure.signals.services.looking import Looked, look
from motcua.measure.signals.services.projecting import STREAM, project, rebuild
from motcua.measure.signals.services.settling import answer, judge

__all__ = ["STREAM", "Looked", "answer", "ask", "judge", "look", "project", "rebuild"]
