"""Open steps as rows of the inbox: each owned by a person or a unit's queue, each with an instant it is due."""

from datetime import datetime

from django.db.models import UUIDField

from motcua.kernel import rows as table
from motcua.kernel.actors import Actor
from motcua.kernel.fixed import Fixed
from motcua.kernel.time import Limit, due, end_of_working_day, local_date
from motcua.law import queries as law
from motcua.operate.dossiers.models import Dossier, Task
from motcua.operate.dossiers.rules import WAITING, State
from motcua.operate.dossiers.services.context import Change
from motcua.operate.processes.rules import Graph, StepNode

_open_tasks = Fixed(
    lambda key: Task.objects.filter(dossier=key, closed_at=None).order_by("opened_at", "pk"), UUIDField()
)
RECEIVE = "receive"
RECEIVE_NAME = "Kiểm tra và tiếp nhận"


def sync(
    *,
    dossier: Dossier,
    graph: Graph | None,
    opened: tuple[str, ...],
    by: Actor,
    now: datetime,
    change: Change,
    resumed: bool = False,
) -> None:
    """Make the open task rows be those of `opened`; a step that was left is closed with who and how.

    `resumed`: the wait for the applicant is over, so the allowance of what is open begins anew.
    """
    rows = {task.step: task for task in open_tasks(dossier)}
    person = by.id if by.kind == "official" else None
    for step, task in list(rows.items()):
        # A step sent back to itself or re-assigned stays open; one that was finished is closed.
        if step not in opened:
            task.closed_at, task.closed_by_id = now, person
            task.outcome = _outcome(dossier, change)
            table.update(task, ["closed_at", "closed_by", "outcome"])
            del rows[step]
    for step in opened:
        if step not in rows:
            rows[step] = _open(dossier, graph.step(step) if graph else None, now, change)
        elif resumed:
            _allow_again(dossier, rows[step], graph, now)
    _reassign(rows, change)
    dossier._open_tasks = list(rows.values())  # type: ignore[attr-defined]


def open_tasks(dossier: Dossier) -> list[Task]:
    """The dossier's open tasks, read once."""
    known = getattr(dossier, "_open_tasks", None)
    if known is None:
        known = _open_tasks(dossier.pk)
        dossier._open_tasks = known  # type: ignore[attr-defined]
    return list(known)


def next_due(*, dossier: Dossier, graph: Graph | None, now: datetime, waited: bool = False) -> datetime | None:
    """The next instant at which somebody must look at the dossier; None only when nothing is awaited any more.

    `waited`: the applicant was waited for already, and whatever happens meanwhile does not put that off.
    """
    state = State(dossier.state)
    if dossier.is_final:
        return None
    if state in WAITING:
        return dossier.next_due if waited else _look_again(dossier, graph, now)
    instants = [task.due_at for task in open_tasks(dossier)]
    if dossier.legal_due and state is not State.PROCESSED:
        instants.append(dossier.legal_due)
    return min(instants) if instants else dossier.legal_due


def _look_again(dossier: Dossier, graph: Graph | None, now: datetime) -> datetime:
    """When a wait that begins now has lasted long; waiting for a fee stops no legal clock, so that comes first."""
    days = graph.waiting_days if graph else 30
    at = due(now, Limit(days, "working_day", f"{days} ngày làm việc"), law.calendar()).at
    if State(dossier.state) is State.PAYMENT_REQUESTED and dossier.legal_due:
        return min(at, dossier.legal_due)
    return at


def open_receive_unsaved(dossier: Dossier, now: datetime) -> Task:
    """The task of checking and receiving, not saved yet; online, it is answered in 8 working hours (NĐ 45/2020)."""
    task = Task(
        dossier=dossier,
        step=RECEIVE,
        name=RECEIVE_NAME,
        role="reception",
        unit_id=dossier.receipt_unit_id,
        opened_at=now,
        due_at=_answer_by(now),
    )
    dossier._open_tasks = [task]  # type: ignore[attr-defined]
    return task


def _open(dossier: Dossier, node: StepNode | None, now: datetime, change: Change) -> Task:
    if node is None:
        task = open_receive_unsaved(dossier, now)
        table.insert(task)
        return task
    task = Task(
        dossier=dossier,
        step=node.key,
        name=node.name,
        role=node.role,
        unit_id=_unit_of(dossier, node),
        assignee_id=_assignee(dossier, node, change),
        opened_at=now,
        due_at=_due(dossier, node, now),
    )
    table.insert(task)
    return task


def _answer_by(now: datetime) -> datetime:
    rule = law.rule_set("online_answer", local_date(now))
    limit = Limit(**rule.content["answer_within"], text="")
    return due(now, limit, law.calendar(), rule_set=rule.id).at


def _allow_again(dossier: Dossier, task: Task, graph: Graph | None, now: datetime) -> None:
    """What was handed in is to be looked at like something new; the step is not late because people were waited for."""
    node = graph.step(task.step) if graph else None
    task.due_at = _due(dossier, node, now) if node else _answer_by(now)
    task.save(update_fields=["due_at"])


def _outcome(dossier: Dossier, change: Change) -> str:
    """How a step was left: sent back, ended with the dossier before it was done, or done."""
    if change.move and change.move.back_to:
        return "sent_back"
    return "ended" if dossier.is_final and change.move is None else "done"


def _reassign(rows: dict[str, Task], change: Change) -> None:
    """A new lead takes over the open steps of a case officer."""
    if change.assignee is None:
        return
    for task in rows.values():
        if task.role == "case_officer" and str(task.assignee_id) != change.assignee:
            task.assignee_id = change.assignee
            task.save(update_fields=["assignee"])


def _unit_of(dossier: Dossier, node: StepNode) -> str | None:
    """The queue that owns the step; leadership and clerk steps are queues of the role, without a unit."""
    return {"reception": dossier.receipt_unit_id, "handling": dossier.unit_id}.get(node.place)


def _assignee(dossier: Dossier, node: StepNode, change: Change) -> str | None:
    if node.role != "case_officer":
        return None
    lead = change.assignee or dossier.lead_id
    return str(lead) if lead else None


def _due(dossier: Dossier, node: StepNode, now: datetime) -> datetime:
    """When the step must be done: its allowance, never later than the legal limit."""
    calendar = law.calendar()
    if node.allowance_hours is None:
        at = dossier.legal_due or end_of_working_day(now, calendar)
    else:
        hours = node.allowance_hours
        at = due(now, Limit(hours, "working_hour", f"{hours} giờ làm việc"), calendar).at
    if dossier.legal_due and node.action != "return_result":
        at = min(at, dossier.legal_due)
    return max(at, now)
