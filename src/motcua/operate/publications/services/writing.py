"""What every write of publication shares: who may, the file as evidence, the event on the stream."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.kernel.actors import Actor
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.files import services as files
from motcua.kernel.files.services import StoredFile
from motcua.operate.publications.models import Decision
from motcua.operate.publications.rules import WRITERS, Problem, Refused

STREAM = "publication"


def may_write(by: Actor) -> Refused | None:
    """Only the focal point of procedure control writes here (Decree 63/2010/NĐ-CP; the plan names Văn phòng)."""
    if by.kind == "system" or by.role in WRITERS:
        return None
    return Refused("wrong_role", (Problem("", "Chỉ đầu mối kiểm soát thủ tục hành chính được ghi việc công bố."),))


def judged(data: bytes, name: str, *, place: str, only_pdf: bool = False) -> files.Judgement | Problem:
    """What an attached file is, or why it is not taken."""
    found = files.judge(data, name)
    if found.problems:
        return Problem(place, found.problems[0].message_vi)
    if only_pdf and found.kind != "pdf":
        return Problem(place, "quyết định phải là tệp PDF")
    return found


def keep(data: bytes, name: str, judgement: files.Judgement, now: datetime) -> StoredFile:
    return files.store(data=data, name=name, now=now, judgement=judgement)


def stale(decision: Decision, seen: int | None) -> Refused | None:
    """Somebody changed the decision after the person opened the page."""
    return None if seen is None or seen == decision.version else overtaken()


def overtaken() -> Refused:
    words = "Người khác vừa cập nhật quyết định này. Trang đã lấy nội dung mới; hãy xem lại rồi ghi."
    return Refused("changed_meanwhile", (Problem("", words),))


def tell(
    decision: Decision, type: str, payload: Mapping[str, Any], *, by: Actor, now: datetime, command_id: str
) -> None:
    """Append the event by compare-and-set and keep the length of the stream on the row. Raises Conflict, Repeated."""
    append(
        stream=StreamRef(STREAM, str(decision.pk)),
        expected_version=decision.version,
        type=type,
        payload={**payload, "state": decision.state},
        actor=by,
        occurred_at=now,
        recorded_at=now,
        command_id=command_id,
    )
    decision.version += 1
    decision.changed_at = now
    decision.save()
