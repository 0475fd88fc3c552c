"""Who works on a dossier, and who only looks at it."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q

from motcua.operate.dossiers.models import Dossier, Task
from motcua.operate.dossiers.queries.one import is_own, open_tasks
from motcua.operate.dossiers.rules import State
from motcua.people.queries import actor_of
from motcua.people.rules import Grant, Role

QUEUES = frozenset({Role.SIGNATORY, Role.CLERK})


def handled_under(dossier: Dossier, account: AbstractBaseUser, grants: Sequence[Grant]) -> Grant | None:
    """The grant under which the official handles the dossier; None for whoever may see it without handling it.

    The one-stop unit that received it, the head of the unit that handles it, its lead, whoever may take it, whoever
    an open step waits for, and whoever did one of its steps. Nobody handles a dossier of his own.
    """
    if is_own(dossier, actor_of(account)):  # type: ignore[arg-type]
        return None
    tasks = open_tasks(dossier)
    for grant in grants:
        if _handles(dossier, account, grant, tasks):
            return grant
    done = Q(assignee=account.pk) | Q(closed_by=account.pk)
    took_part = bool(grants) and dossier.tasks.filter(done).exists()
    return grants[0] if took_part else None


def _handles(dossier: Dossier, account: AbstractBaseUser, grant: Grant, tasks: Iterable[Task]) -> bool:
    if grant.role == Role.RECEPTION:
        return grant.unit_key == dossier.receipt_unit_id
    if grant.role == Role.UNIT_HEAD and grant.unit_key == dossier.unit_id:
        return True
    if grant.role == Role.CASE_OFFICER and grant.unit_key == dossier.unit_id:
        free = dossier.lead_id is None and State(dossier.state) is not State.SUBMITTED
        if free or str(dossier.lead_id) in _whose(account, grant):
            return True
    return any(_waits_for(task, account, grant) for task in tasks)


def _whose(account: AbstractBaseUser, grant: Grant) -> set[str]:
    """Whose work it is: the official's own, and under a delegated role that of the absent one too."""
    return {str(account.pk), grant.on_behalf_of}


def _waits_for(task: Task, account: AbstractBaseUser, grant: Grant) -> bool:
    if task.assignee_id is not None:
        return str(task.assignee_id) in _whose(account, grant)
    return task.role == grant.role and (grant.role in QUEUES or task.unit_id == grant.unit_key)


def shown_as(ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Of dossiers by their id: the code (or tracking code) and the name of the procedure."""
    keys = [UUID(one) for one in ids]
    rows = Dossier.objects.filter(pk__in=keys).select_related("procedure").order_by()
    return {str(row.pk): (str(row), row.procedure.name) for row in rows}
