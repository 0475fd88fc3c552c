"""No orphan: every open dossier has one owner of what is open and one next instant. This query must return nothing."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef

from motcua.operate.dossiers.models import Dossier, Task
from motcua.operate.dossiers.rules import FINAL


@dataclass(frozen=True, slots=True)
class Orphan:
    """A dossier that nobody owns, and why."""

    dossier_id: UUID
    code: str
    why: str


def orphans(limit: int = 100) -> list[Orphan]:
    """Open dossiers without an open task, tasks without owner, open dossiers without a next instant."""
    tasks = Task.objects.filter(dossier=OuterRef("pk"), closed_at=None)
    openly = Dossier.objects.exclude(state__in=FINAL)
    found = [_orphan(row, "không có bước nào đang mở") for row in openly.exclude(Exists(tasks))[:limit]]
    found += [_orphan(row, "không có mốc thời gian tiếp theo") for row in openly.filter(next_due=None)[:limit]]
    closed = Dossier.objects.filter(Exists(tasks), state__in=FINAL)
    found += [_orphan(row, "đã kết thúc nhưng còn bước đang mở") for row in closed[:limit]]
    nobody = tasks.filter(unit=None, assignee=None).exclude(role__in=["signatory", "clerk"])
    found += [_orphan(row, "bước đang mở không thuộc về ai") for row in openly.filter(Exists(nobody))[:limit]]
    return found[:limit]


def _orphan(row: Dossier, why: str) -> Orphan:
    return Orphan(row.pk, str(row), why)
