"""Tables of dossiers, one noun a file."""

from motcua.operate.dossiers.models.counters import CodeCounter, IssueCounter
from motcua.operate.dossiers.models.deadlines import DeadlineWarning, DueChange
from motcua.operate.dossiers.models.dossier import Dossier
from motcua.operate.dossiers.models.papers import Paper, SupplementRequest
from motcua.operate.dossiers.models.result import Result, SigningSession
from motcua.operate.dossiers.models.work import ClockSpan, Hold, Note, Task

__all__ = [
    "ClockSpan",
    "CodeCounter",
    "DeadlineWarning",
    "Dossier",
    "DueChange",
    "Hold",
    "IssueCounter",
    "Note",
    "Paper",
    "Result",
    "SigningSession",
    "SupplementRequest",
    "Task",
]
