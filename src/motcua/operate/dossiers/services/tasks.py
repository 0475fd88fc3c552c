"""Open steps as rows of the inbox: each owned by a person or a unit's queue, each with an instant it is due."""

from datetime import datetime

from motcua.kernel import making
from motcua.kernel import rows as table
from motcua.kernel.actors import Actor
from motcua.kernel.statements import Statement
from motcua.kernel.text import search_key
from motcua.kernel.time import (
    Calendar,
    Limit,
    after_working_seconds,
    due,
    end_of_working_day,
    local_date,
    office_seconds,
)
from motcua.law import queries as law
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Dossier, Task
from motcua.operate.dossiers.rules import WAITING, State
from motcua.operate.dossiers.services.context import Change
from motcua.operate.processes.rules import LONGEST_NAME, Graph, StepNode
from motcua.operate.processes.rules.events import wait_of
from motcua.people import queries as people

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
) -> list[Statement]:
    """What makes the open task rows be those of `opened`; a step that was left is closed with who and how.

    A step sent back to itself or re-assigned stays open. `resumed`: the wait for the applicant is over, so the
    allowance of what is open begins anew. The dossier's open tasks in memory are those afterwards.
    """
    known = {task.step: task for task in queries.open_tasks(dossier)}
    left = [task for step, task in known.items() if step not in opened]
    for task in left:
        task.closed_at, task.closed_by_id = now, by.id if by.kind == "official" else None
        task.outcome = _outcome(dossier, task, change)
    fresh = [_opened(dossier, graph, step, now, change) for step in opened if step not in known]
    kept = [task for step, task in known.items() if step in opened]
    if resumed:
        for task in kept:
            _allow_again(dossier, task, graph, now)
    renewed = change.graph is not None
    for task in kept if renewed else ():
        _described_anew(dossier, task, graph)
    _reassign([*kept, *fresh], change, dossier)
    queries.keep_tasks(dossier, [*kept, *fresh])
    changed = kept if resumed or change.assignee is not None else []
    return [
        *(table.updating(task, ["closed_at", "closed_by", "outcome"]) for task in left),
        *(table.updating(task, ["due_at", "assignee"]) for task in changed),
        *(table.updating(task, ["name", "role", "unit", "due_at", "assignee"]) for task in kept if renewed),
        *(table.inserting(task) for task in fresh),
    ]


def next_due(*, dossier: Dossier, graph: Graph | None, now: datetime, waited: bool = False) -> datetime | None:
    """The next instant at which somebody must look at the dossier; None only when nothing is awaited any more.

    `waited`: the applicant was waited for already, and whatever happens meanwhile does not put that off.
    """
    state = State(dossier.state)
    if dossier.is_final:
        return None
    if state in WAITING:
        return dossier.next_due if waited else _look_again(dossier, graph, now)
    instants = [task.due_at for task in queries.open_tasks(dossier)]
    if dossier.legal_due and state is not State.PROCESSED:
        instants.append(dossier.legal_due)
    return min(instants) if instants else dossier.legal_due


def _look_again(dossier: Dossier, graph: Graph | None, now: datetime) -> datetime:
    """When a wait that begins now has lasted long; waiting for a fee stops no legal clock, so that comes first."""
    days = graph.waiting_days if graph else 30
    at = due(now, Limit(days, "working_day", f"{days} ngày làm việc"), queries.calendar_of(dossier)).at
    if State(dossier.state) is State.PAYMENT_REQUESTED and dossier.legal_due:
        return min(at, dossier.legal_due)
    return at


def open_receive_unsaved(dossier: Dossier, now: datetime) -> Task:
    """The task of checking and receiving, not saved yet; online, it is answered in 8 working hours (NĐ 45/2020)."""
    task = making.new(
        Task,
        dossier=dossier,
        step=RECEIVE,
        name=RECEIVE_NAME,
        role="reception",
        unit_id=dossier.receipt_unit_id,
        opened_at=now,
        due_at=_answer_by(dossier, now),
    )
    queries.keep_tasks(dossier, [task])
    return task


def _opened(dossier: Dossier, graph: Graph | None, step: str, now: datetime, change: Change) -> Task:
    """The task of a step that opens now, not saved yet."""
    node = graph.step(step) if graph else None
    if graph is None or node is None:
        return open_receive_unsaved(dossier, now)
    unit = _unit_of(dossier, node)
    return making.new(
        Task,
        dossier=dossier,
        step=node.key,
        name=node.name[:LONGEST_NAME],
        role=node.role,
        unit_id=unit,
        assignee_id=_assignee(dossier, node, change) if unit == dossier.unit_id else None,
        opened_at=now,
        due_at=_due(dossier, graph, node, now),
    )


def _described_anew(dossier: Dossier, task: Task, graph: Graph | None) -> None:
    """The same open step as another version of the process describes it; its allowance counts from its opening."""
    node = graph.step(task.step) if graph else None
    if graph is None or node is None:
        return
    unit = _unit_of(dossier, node)
    if (task.role, task.unit_id) != (node.role, unit):
        task.assignee_id = _assignee(dossier, node, Change()) if unit == dossier.unit_id else None
    task.name, task.role, task.unit_id = node.name[:LONGEST_NAME], node.role, unit
    task.due_at = _due(dossier, graph, node, task.opened_at)


def _answer_by(dossier: Dossier, now: datetime) -> datetime:
    rule = law.rule_set("online_answer", local_date(now))
    limit = Limit(**rule.content["answer_within"], text="")
    return due(now, limit, queries.calendar_of(dossier), rule_set=rule.id).at


def _allow_again(dossier: Dossier, task: Task, graph: Graph | None, now: datetime) -> None:
    """What was handed in is to be looked at like something new; the step is not late because people were waited for."""
    node = graph.step(task.step) if graph else None
    task.due_at = _due(dossier, graph, node, now) if graph and node else _answer_by(dossier, now)


def _outcome(dossier: Dossier, task: Task, change: Change) -> str:
    """How a step was left: sent back, ended with the dossier before it was done, or done."""
    if change.move and change.move.back_to:
        return "sent_back"
    if change.move and change.move.step not in {"", task.step}:
        return "ended"  # a branch that another one, or an event, has made needless
    return "ended" if dossier.is_final and change.move is None else "done"


def _reassign(tasks: list[Task], change: Change, dossier: Dossier) -> None:
    """A new lead takes over the open steps of a case officer, but not those of another unit."""
    if change.assignee is None:
        return
    for task in tasks:
        if task.role == "case_officer" and task.unit_id == dossier.unit_id:
            task.assignee_id = change.assignee


def _unit_of(dossier: Dossier, node: StepNode) -> str | None:
    """The queue that owns the step; leadership and clerk steps are queues of the role, without a unit.

    A step drawn in the lane of a unit of the agency lies with that unit (lấy ý kiến đơn vị khác).
    """
    if node.lane and node.place == "handling" and node.action == "forward":
        return _unit_named(dossier.agency_id, node.lane) or dossier.unit_id
    # Roles of the whole agency have a queue without a unit; in an agency that handles a part, that of the unit.
    elsewhere = dossier.unit_id if dossier.parent_id is not None else None
    return {"reception": dossier.receipt_unit_id, "handling": dossier.unit_id}.get(node.place, elsewhere)


def _unit_named(agency_key: str, lane: str) -> str | None:
    """Key of the unit that a lane names; lanes within lanes are written "Sở GDĐT / Phòng QLCL / Chuyên viên"."""
    units = {
        search_key(name): str(unit.key)
        for unit in people.units(agency_key)
        for name in (unit.key, unit.short_name, unit.name)
        if name
    }
    return next((units[key] for part in reversed(lane.split(" / ")) if (key := search_key(part)) in units), None)


def _assignee(dossier: Dossier, node: StepNode, change: Change) -> str | None:
    if node.role != "case_officer":
        return None
    lead = change.assignee or dossier.lead_id
    return str(lead) if lead else None


def _due(dossier: Dossier, graph: Graph, node: StepNode, now: datetime) -> datetime:
    """When the step must be done: its allowance, never later than the legal limit. A timer runs as long as it says."""
    if (wait := wait_of(node.wait)) is not None:
        return due(now, Limit(wait.value, wait.unit, node.wait), queries.calendar_of(dossier)).at
    calendar = queries.calendar_of(dossier)
    if node.allowance_hours is None:
        at = dossier.legal_due or end_of_working_day(now, calendar)
    else:
        at = after_working_seconds(now, _allowance(dossier, graph, node, calendar), calendar)
    if dossier.legal_due and node.action != "return_result":
        at = min(at, dossier.legal_due)
    return max(at, now)


def _allowance(dossier: Dossier, graph: Graph, node: StepNode, calendar: Calendar) -> int:
    """Office seconds of a step. Shares are taken of the dossier's own limit; what follows the result has its hours."""
    own = (node.allowance_hours or 0) * 3600
    if not graph.shares or node.action == "return_result" or not dossier.limit_text:
        return own
    return own * office_seconds(queries.limit_of(dossier), calendar) // (graph.allowed_hours * 3600)
