"""Tables of dossiers, one noun a file."""

from motcua.operate.dossiers.models.assigning import AssignmentRule
from motcua.operate.dossiers.models.bulk import BulkLine, BulkRun
from motcua.operate.dossiers.models.correcting import Correction, FormerResult
from motcua.operate.dossiers.models.counters import CodeCounter, IssueCounter
from motcua.operate.dossiers.models.deadlines import DeadlineWarning, DueChange
from motcua.operate.dossiers.models.delivering import Handover
from motcua.operate.dossiers.models.dossier import Dossier
from motcua.operate.dossiers.models.papers import Paper, SupplementRequest
from motcua.operate.dossiers.models.result import Result, SigningSession
from motcua.operate.dossiers.models.work import ClockSpan, Hold, Note, Task

__all__ = [
    "AssignmentRule",
    "BulkLine",
    "BulkRun",
    "ClockSpan",
    "CodeCounter",
    "Correction",
    "DeadlineWarning",
    "Dossier",
    "DueChange",
    "FormerResult",
    "Handover",
    "Hold",
    "IssueCounter",
    "Note",
    "Paper",
    "Result",
    "SigningSession",
    "SupplementRequest",
    "Task",
]
