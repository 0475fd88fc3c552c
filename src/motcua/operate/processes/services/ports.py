"""Openings that higher modules fill: only dossiers know which of them run along a process."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from motcua.kernel.plugins import Port

Carrier = Callable[[str, int, bool, datetime], dict[str, Any]]
carrier: Port[Carrier] = Port("processes.carrier")
"""(process key, number of the version, dry run, now) → a report of each running dossier, as JSON."""
undoer: Port[Callable[[str, datetime], dict[str, Any]]] = Port("processes.undoer")
"""(batch, now) → a report of each dossier that was moved back, as JSON."""
