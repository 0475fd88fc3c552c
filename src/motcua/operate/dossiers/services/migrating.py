"""Running dossiers moved to another version of their process, many at once: tried first, told one by one, undone.

Each dossier changes by an event of its own. The batch is a stream ("process_migration", batch): what is about to be
moved, then what was. A batch cut off in between is undone by what it was about to do. Undoing is a counter event, and
only where nothing has happened to the dossier since.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from motcua.kernel import audit
from motcua.kernel.actors import Actor
from motcua.kernel.audit.models import Event
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.ids import new_id
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import Dossier
from motcua.operate.dossiers.rules import FINAL, Refusal
from motcua.operate.dossiers.services import acts
from motcua.operate.dossiers.services.context import Stale
from motcua.operate.dossiers.services.happening import carried_to
from motcua.operate.processes import queries as processes

STREAM = "process_migration"
MOVERS = frozenset({"control_officer", "administrator"})


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of one dossier. `reason`: why it stays as it is, "" when it moves."""

    dossier_id: str
    code: str
    from_number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """`batch` names what was done, for undoing it; "" after a dry run."""

    key: str
    number: int
    batch: str
    lines: tuple[Line, ...]

    @property
    def moved(self) -> int:
        return sum(not line.reason for line in self.lines)

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        kept = len(self.lines) - self.moved
        return {**asdict(self), "moved": self.moved, "kept": kept}


def plan(*, key: str, number: int, now: datetime) -> Report | Refusal:
    """What `migrate` would do to each running dossier of the process; nothing is changed."""
    target = _target(key, number)
    if isinstance(target, Refusal):
        return target
    new = processes.graph(target)
    lines = []
    for dossier in _running(key, target):
        old = processes.graph(int(dossier.process_version_id or 0))
        lines.append(Line(str(dossier.pk), str(dossier), old.number, carried_to(dossier, old, new, now).reason))
    return Report(key, number, "", tuple(lines))


def migrate(*, key: str, number: int, by: Actor, now: datetime) -> Report | Refusal:
    """Move every running dossier of the process that can be moved, each in a transaction of its own."""
    target = _target(key, number)
    if isinstance(target, Refusal):
        return target
    batch, lines, moved, running = new_id(), [], [], _running(key, target)
    candidates = [[str(one.pk), one.version, one.process_version_id] for one in running]
    begun = {"process": key, "number": number, "target": target, "candidates": candidates}
    _tell(batch, 0, "process.migration_begun", begun, by, now)
    for dossier in running:
        old = processes.graph(int(dossier.process_version_id or 0))
        done = _act(dossier, by, now, uuid5(batch, str(dossier.pk)), version=target)
        reason = done if isinstance(done, str) else ""
        lines.append(Line(str(dossier.pk), str(dossier), old.number, reason))
        if isinstance(done, Dossier):
            moved.append([str(done.pk), done.version, dossier.process_version_id])
    _tell(batch, 1, "process.migrated", {"process": key, "number": number, "moved": moved}, by, now)
    return Report(key, number, str(batch), tuple(lines))


def undo(*, batch: str, by: Actor, now: datetime) -> Report | Refusal:
    """Move the dossiers of a batch back, except those to which something has happened since."""
    told = audit.queries.events(StreamRef(STREAM, batch))
    if not told:
        return Refusal("unknown_batch", "Không có lần chuyển quy trình này.")
    said, lines = told[0].payload, []
    for key, version, before in _moved(told):
        dossier = queries.for_work(UUID(key))
        reason = "" if dossier.version == version else "Hồ sơ đã có việc khác sau khi chuyển."
        if not reason:
            done = _act(dossier, by, now, uuid5(UUID(batch), f"{key} back"), version=before, undo=True)
            reason = done if isinstance(done, str) else ""
        lines.append(Line(key, str(dossier), said["number"], reason))
    _tell(UUID(batch), len(told), "process.migration_undone", {"process": said["process"]}, by, now)
    return Report(said["process"], said["number"], batch, tuple(lines))


def _moved(told: list[Event]) -> list[list[Any]]:
    """[dossier, its version after moving, the process it came from] of a batch; of one cut off, what got that far."""
    for event in told:
        if event.type == "process.migrated":
            return list(event.payload["moved"])
    said = told[0].payload
    now_on = Dossier.objects.filter(pk__in=[row[0] for row in said["candidates"]], process_version=said["target"])
    reached = {str(pk) for pk in now_on.values_list("pk", flat=True)}
    return [[key, version + 1, before] for key, version, before in said["candidates"] if key in reached]


def _act(dossier: Dossier, by: Actor, now: datetime, command: UUID, **data: Any) -> Dossier | str:
    """The dossier as it is afterwards, or why it stays."""
    try:
        outcome = acts.act(
            dossier_id=dossier.pk, verb="change_process", by=by, now=now, command_id=str(command), data=data,
            expected_version=dossier.version,
        )  # fmt: skip
    except (audit.Conflict, Stale):
        return "Người khác vừa cập nhật hồ sơ này."
    return outcome.message if isinstance(outcome, Refusal) else outcome


def _running(key: str, target: int) -> list[Dossier]:
    versions = [version.pk for version in processes.versions(key) if version.pk != target]
    rows = Dossier.objects.filter(process_version__in=versions).exclude(state__in=FINAL)
    return list(rows.select_related("procedure", "procedure_version", "owner", "result").order_by("pk"))


def _target(key: str, number: int) -> int | Refusal:
    found = next((version.pk for version in processes.versions(key) if version.number == number), None)
    return found if found is not None else Refusal("unknown", f"Quy trình {key} không có phiên bản {number}.")


@transaction.atomic
def _tell(batch: UUID, length: int, kind: str, payload: dict[str, Any], by: Actor, now: datetime) -> None:
    append(
        stream=StreamRef(STREAM, str(batch)), expected_version=length, type=kind, payload=payload, actor=by,
        occurred_at=now, recorded_at=now, command_id=str(new_id()),
    )  # fmt: skip


def batches(key: str) -> list[dict[str, Any]]:
    """Every migration of the process, the newest first: batch, number, when, how many, whether it was undone."""
    found: dict[str, dict[str, Any]] = {}
    for event in audit.queries.all_events(kind=STREAM):
        if event.payload["process"] != key:
            continue
        if event.type == "process.migration_begun":
            said = {"batch": event.stream_id, "number": event.payload["number"], "at": event.occurred_at}
            found[event.stream_id] = {**said, "moved": len(_moved([event])), "undone": False}
        elif event.type == "process.migrated":
            found[event.stream_id]["moved"] = len(event.payload["moved"])
        else:
            found[event.stream_id]["undone"] = True
    return list(reversed(found.values()))


def carry_out(key: str, number: int, dry_run: bool, now: datetime) -> dict[str, Any]:
    """`migrate` or `plan` for the command line, as the person who keeps the instance."""
    by = Actor("system", "command", "administrator")
    done = plan(key=key, number=number, now=now) if dry_run else migrate(key=key, number=number, by=by, now=now)
    return _as_json(done)


def take_back(batch: str, now: datetime) -> dict[str, Any]:
    """`undo` for the command line."""
    return _as_json(undo(batch=batch, by=Actor("system", "command", "administrator"), now=now))


def _as_json(done: Report | Refusal) -> dict[str, Any]:
    return {"refused": done.message} if isinstance(done, Refusal) else done.as_json()
