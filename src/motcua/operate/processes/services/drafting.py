"""Drafts of processes: started blank, from a version or from a file of another tool; changed by drawing or table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F

from motcua.kernel.actors import Actor
from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.kernel.text import clean
from motcua.operate.processes import queries, rules
from motcua.operate.processes.models import ProcessDraft, ProcessVersion
from motcua.operate.processes.rules import editing
from motcua.operate.processes.services.limits import tightest
from motcua.operate.processes.vocabulary import ROLES, VOCABULARY
from motcua.people import queries as people
from motcua.people.rules import ROLE_LABELS, Refusal, Role

EDITORS: Final = ("control_officer", "administrator")
Saved = ProcessDraft | Refusal


@dataclass(frozen=True, slots=True)
class Findings:
    """All that stands between a draft and its publication. `faults`: of the drawing; `verdicts`: of the examples."""

    faults: tuple[rules.Fault, ...]
    problems: tuple[rules.Problem, ...]
    verdicts: tuple[rules.Verdict, ...]

    @property
    def clear(self) -> bool:
        return not self.faults and not self.problems and all(verdict.holds for verdict in self.verdicts)


@transaction.atomic
def start(
    *, key: str, name: str, by: Actor, now: datetime, drawing: bytes = b"", version: ProcessVersion | None = None
) -> Saved:
    """A new draft: of a file, of a version in use (its steps and examples), or blank."""
    title = clean(name)
    if not title:
        return Refusal("no_name", "Quy trình phải có tên.")
    if ProcessDraft.objects.filter(key=key).exists():
        return Refusal("exists", f"Quy trình mã {key} đang được soạn. Hãy mở bản đang soạn.")
    if version is None and ProcessVersion.objects.filter(key=key).exists():
        return Refusal("exists", f"Đã có quy trình mã {key}. Hãy mở quy trình đó và soạn bản mới.")
    if drawing:
        net, text, own = None, drawing, False
    elif version is not None:
        net = _net_of(version)
        text = version.drawing.encode() or rules.write_bpmn(net)
        own = not version.drawing
    else:
        net, own = editing.blank("process", title), True
        text = rules.write_bpmn(net)
    read = rules.read_bpmn(text)
    if read.net is None:
        words = "; ".join(map(str, read.faults[:5]))
        return Refusal("unreadable", f"Không đọc được bản vẽ: {words}.")
    net = rules.with_roles(read.net, VOCABULARY)
    text = rules.with_layout(text, net)
    return ProcessDraft.objects.create(
        key=key, name=title, drawing=text.decode("utf-8"), net=rules.net_to_json(net), own_layout=own,
        examples=version.examples if version else [], edited_by=by.id, edited_at=now,
        waiting_days=version.definition.get("waiting_days", 30) if version else 30,
        stream_version=_length(key),
    )  # fmt: skip


def save_drawing(*, key: str, drawing: bytes, edit: int, by: Actor, now: datetime) -> Saved:
    """Keep what was drawn. A drawing that cannot be read is refused and the one before stays."""
    read = rules.read_bpmn(drawing)
    if read.net is None:
        words = "; ".join(map(str, read.faults[:5]))
        return Refusal("unreadable", f"Bản vẽ chưa dùng được nên chưa lưu: {words}.")
    net = rules.with_roles(read.net, VOCABULARY)
    return _save(key, edit, by, now, drawing=drawing.decode("utf-8"), net=rules.net_to_json(net), own_layout=False)


def change_table(*, key: str, change: Callable[[rules.Net], rules.Net], edit: int, by: Actor, now: datetime) -> Saved:
    """Change the steps by `change` (see rules.editing). A person's layout stays while no step comes or goes."""
    draft = queries.draft(key)
    if draft is None:
        return Refusal("gone", "Bản đang soạn không còn.")
    before = net_of_draft(draft)
    try:
        net = change(before)
    except editing.CannotEdit as error:
        return Refusal("cannot", str(error))
    kept = not draft.own_layout and net.nodes.keys() == before.nodes.keys() and net.flows == before.flows
    text = rules.annotate_bpmn(draft.drawing.encode(), net) if kept else rules.write_bpmn(net)
    return _save(
        key, edit, by, now, drawing=text.decode("utf-8"), net=rules.net_to_json(net), name=net.name or draft.name,
        own_layout=draft.own_layout or not kept,
    )  # fmt: skip


def save_examples(*, key: str, examples: Sequence[rules.Example], edit: int, by: Actor, now: datetime) -> Saved:
    """Keep the example cases."""
    return _save(key, edit, by, now, examples=rules.examples_to_json(examples))


def net_of_draft(draft: ProcessDraft) -> rules.Net:
    """The checked shape of the draft, under the draft's name."""
    net: rules.Net = rules.net_from_json(draft.net)
    return editing.rename(net, draft.name)


def findings(draft: ProcessDraft, limit_hours: int | None = None) -> Findings:
    """What must be mended before the draft may be published. `limit_hours`: None takes those of its procedures."""
    net = net_of_draft(draft)
    most = tightest(queries.uses(draft.key)) if limit_hours is None else limit_hours
    problems = rules.review(net, VOCABULARY, most) or rules.way_problems(net)
    verdicts = tuple(rules.judge(net, example) for example in rules.examples_from_json(draft.examples))
    return Findings((), tuple(problems), verdicts)


def warnings(draft: ProcessDraft, now: datetime) -> list[rules.Problem]:
    """What does not forbid publication but will stop a dossier: steps of a role that nobody holds now."""
    held = {str(role.role) for _, roles in people.officials(now) for role in roles}
    return [
        rules.Problem(node.name or node.key, f"Hiện không ai trong cơ quan giữ vai trò «{ROLE_LABELS[Role(role)]}».")
        for node in net_of_draft(draft).tasks
        if node.task and (role := node.task.role) in ROLES and role not in held
    ]


def _save(key: str, edit: int, by: Actor, now: datetime, **columns: object) -> Saved:
    """Compare-and-set on `edit`: who saves over another person's save is told, and both versions stay to compare."""
    changed = ProcessDraft.objects.filter(key=key, edit=edit).update(
        **columns, edit=F("edit") + 1, edited_by=by.id, edited_at=now
    )
    draft = queries.draft(key)
    if draft is None:
        return Refusal("gone", "Bản đang soạn không còn.")
    if not changed:
        return Refusal(
            "stale", "Người khác vừa lưu quy trình này. Chưa lưu thay đổi của bạn; hãy xem bản mới rồi làm lại."
        )
    return draft


def _net_of(version: ProcessVersion) -> rules.Net:
    """The net of a version; a table from a file becomes one line of steps."""
    graph = queries.graph(version.pk)
    return graph.net if graph.net is not None else rules.net_of_graph(graph)


def _length(key: str) -> int:
    return log.version(StreamRef("process", key))
