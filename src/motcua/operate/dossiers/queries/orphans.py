"""No orphan: every open dossier has one owner of what is open and one next instant. This query must return nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from motcua.operate.dossiers.models import Dossier, Task
from motcua.operate.dossiers.queries.one import EVERYWHERE
from motcua.operate.dossiers.rules import FINAL
from motcua.people import queries as people


@dataclass(frozen=True, slots=True)
class Orphan:
    """A dossier that nobody owns, and why."""

    dossier_id: UUID
    code: str
    why: str


def orphans(limit: int = 100, *, now: datetime | None = None) -> list[Orphan]:
    """Open dossiers without an open task, tasks without owner, open dossiers without a next instant.

    `now`: the instant at which people must hold their roles (this one when not given). Finds at most `limit`.
    """
    tasks = Task.objects.filter(dossier=OuterRef("pk"), closed_at=None)
    openly = Dossier.objects.exclude(state__in=FINAL)
    found = _found(openly.filter(observed=False).exclude(Exists(tasks))[:limit], "không có bước nào đang mở")
    found += _unfollowed(openly.filter(observed=True), limit, now or timezone.now())
    found += _found(openly.filter(next_due=None)[:limit], "không có mốc thời gian tiếp theo")
    closed = Dossier.objects.filter(Exists(tasks), state__in=FINAL)
    found += _found(closed[:limit], "đã kết thúc nhưng còn bước đang mở")
    nobody = tasks.filter(unit=None, assignee=None).exclude(role__in=EVERYWHERE)
    found += _found(openly.filter(Exists(nobody))[:limit], "bước đang mở không thuộc về ai")
    found += _unheld(limit, now or timezone.now())
    return found[:limit]


def _unfollowed(rows: QuerySet[Dossier], limit: int, now: datetime) -> list[Orphan]:
    """Dossiers handled elsewhere have no step here, but somebody who follows them."""
    found = _found(rows.filter(lead=None)[:limit], "không có người theo dõi")
    holders = {grant.account_id for grant in people.open_grants(now) if grant.account.is_active}
    leads = rows.exclude(lead=None).order_by().values_list("lead", flat=True).distinct()
    gone = [lead for lead in leads if lead not in holders]
    return found + _found(rows.filter(lead__in=gone)[:limit] if gone else (), "người theo dõi không còn giữ vai trò")


def _unheld(limit: int, now: datetime) -> list[Orphan]:
    """Open steps of a role that nobody holds any more: of the unit, or of the person the step was given to.

    Reads every queue and every holder of open steps, which are few, and their dossiers only when something is wrong.
    """
    grants = [grant for grant in people.open_grants(now) if grant.account.is_active]
    queues = {(grant.role, grant.unit.key) for grant in grants}
    roles = {grant.role for grant in grants}
    persons = {(grant.role, grant.account_id) for grant in grants}
    open_tasks = Task.objects.filter(closed_at=None).order_by()
    found: list[Orphan] = []
    for role, unit in open_tasks.filter(assignee=None).values_list("role", "unit_id").distinct():
        held = unit is None or role in EVERYWHERE
        if (role not in roles) if held else ((role, str(unit)) not in queues):
            rows = open_tasks.filter(assignee=None, role=role, unit_id=unit)
            found += _found(_dossiers(rows[:limit]), "bước không ai giữ vai trò")
    for role, person in open_tasks.exclude(assignee=None).values_list("role", "assignee_id").distinct():
        if (role, person) not in persons:
            rows = open_tasks.filter(assignee_id=person, role=role)
            found += _found(_dossiers(rows[:limit]), "người được giao không còn giữ vai trò")
    return found


def _dossiers(tasks: Iterable[Task]) -> Iterable[Dossier]:
    return Dossier.objects.filter(pk__in=[task.dossier_id for task in tasks])


def _found(rows: Iterable[Dossier], why: str) -> list[Orphan]:
    return [Orphan(row.pk, str(row), why) for row in rows]
