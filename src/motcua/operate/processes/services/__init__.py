"""Writes of processes: loading what ships, drafting by drawing or table, publishing a frozen version."""

from motcua.operate.processes.services.drafting import (
    EDITORS,
    Findings,
    Saved,
    change_table,
    findings,
    net_of_draft,
    save_drawing,
    save_examples,
    start,
    warnings,
)
from motcua.operate.processes.services.loading import BadProcess, LoadReport, assign_unit, load
from motcua.operate.processes.services.publishing import follow, publish

__all__ = [
    "EDITORS",
    "BadProcess",
    "Findings",
    "LoadReport",
    "Saved",
    "assign_unit",
    "change_table",
    "findings",
    "follow",
    "load",
    "net_of_draft",
    "publish",
    "save_drawing",
    "save_examples",
    "start",
    "warnings",
]
