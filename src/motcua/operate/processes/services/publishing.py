"""Publishing a draft: a frozen version, told on the stream ("process", key); and which procedures follow it."""

import hashlib
import json
from datetime import date, datetime

from django.db import transaction

from motcua.kernel import audit
from motcua.kernel.actors import Actor
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.ids import new_id
from motcua.kernel.text import clean
from motcua.operate.processes import queries, rules
from motcua.operate.processes.models import ProcessDraft, ProcessUse, ProcessVersion
from motcua.operate.processes.services.drafting import findings, net_of_draft
from motcua.operate.processes.services.limits import too_long
from motcua.people.rules import Refusal


@transaction.atomic
def publish(
    *, key: str, edit: int, decision: str, effective_from: date, by: Actor, now: datetime
) -> ProcessVersion | Refusal:
    """Freeze the draft as the next version, in use for dossiers accepted from `effective_from` on.

    `decision`: number of the decision that approved the process (circular 01/2018/TT-VPCP art. 8).
    """
    draft = queries.draft(key)
    if draft is None or draft.edit != edit:
        return Refusal("stale", "Quy trình vừa được sửa. Hãy xem lại bản mới trước khi ban hành.")
    ground = clean(decision)
    if not ground:
        return Refusal("no_decision", "Phải ghi số quyết định phê duyệt quy trình.")
    found = findings(draft)
    if not found.clear:
        return Refusal("not_ready", "Quy trình còn lỗi hoặc có ví dụ chưa đúng, nên chưa ban hành được.")
    version = _freeze(draft, ground, effective_from, by, now)
    append(
        stream=StreamRef("process", key), expected_version=draft.stream_version, type="process.published",
        payload={
            "number": version.number, "sha256": version.definition_hash, "effective_from": effective_from.isoformat(),
            "decision": ground,
        },
        actor=by, occurred_at=now, recorded_at=now, command_id=str(new_id()),
    )  # fmt: skip
    draft.delete()
    transaction.on_commit(queries.forget)
    queries.forget()
    return version


@transaction.atomic
def follow(*, procedure_code: str, process_key: str, by: Actor, now: datetime) -> Refusal | None:
    """Let dossiers of a procedure follow a process from now on; running ones keep theirs. "": the standard one."""
    newest = ProcessVersion.objects.filter(key=process_key).order_by("-number").first() if process_key else None
    if process_key and newest is None:
        return Refusal("unknown", f"Chưa có quy trình mã {process_key} được ban hành.")
    refusal = too_long(newest, procedure_code) if newest is not None else None
    if refusal is not None:
        return refusal
    if process_key:
        ProcessUse.objects.update_or_create(procedure_code=procedure_code, defaults={"process_key": process_key})
    else:
        ProcessUse.objects.filter(procedure_code=procedure_code).delete()
    stream = StreamRef("process_use", procedure_code)
    append(
        stream=stream, expected_version=audit.queries.version(stream), type="process.followed",
        payload={"process": process_key}, actor=by, occurred_at=now, recorded_at=now, command_id=str(new_id()),
    )  # fmt: skip
    transaction.on_commit(queries.forget)
    queries.forget()
    return None


def _freeze(draft: ProcessDraft, ground: str, effective_from: date, by: Actor, now: datetime) -> ProcessVersion:
    latest = ProcessVersion.objects.filter(key=draft.key).order_by("-number").first()
    number = latest.number + 1 if latest else 1
    definition = {
        "key": draft.key, "number": number, "name": draft.name, "waiting_days": draft.waiting_days,
        "source": ground, "status": "agency", "effective_from": effective_from.isoformat(),
        "net": rules.net_to_json(net_of_draft(draft)),
    }  # fmt: skip
    text = json.dumps(definition, ensure_ascii=False, sort_keys=True)
    return ProcessVersion.objects.create(
        key=draft.key, number=number, name=draft.name, definition=definition,
        definition_hash=hashlib.sha256(text.encode()).hexdigest(), effective_from=effective_from, source=ground,
        status="agency", drawing=draft.drawing, examples=draft.examples, recorded_at=now, recorded_by=by.id,
    )  # fmt: skip
