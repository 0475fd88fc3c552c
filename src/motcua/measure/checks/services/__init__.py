"""Writes of the audit checks: looking through a period, deciding about a finding."""

from motcua.measure.checks.services.deciding import decide
from motcua.measure.checks.services.looking import Sum, look
from motcua.measure.checks.services.projecting import STREAM, project, rebuild

__all__ = ["STREAM", "Sum", "decide", "look", "project", "rebuild"]
