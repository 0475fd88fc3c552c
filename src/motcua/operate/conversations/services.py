"""Writes of conversations: keep files, write a message or note, remember what was read, take words out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import transaction

from motcua.kernel import audit
from motcua.kernel.actors import Actor
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.files import services as files
from motcua.kernel.text import clean
from motcua.operate.conversations import queries, rules
from motcua.operate.conversations.models import Attachment, Message, ReadMark, Thread
from motcua.operate.conversations.rules import Side
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Refusal

__all__ = ["Kept", "NotKept", "erase", "keep_file", "kept_file", "mark_read", "write"]
STREAM = "conversation"
SALT = "conversations.file"
KEPT_SECONDS = 8 * 60 * 60  # a working day: as long as a session
RACES = 5  # attempts when others write at the same instant; messages do not exclude each other
REUSED = Refusal("command_reused", "Lần gửi này mang mã của một việc khác đã làm. Hãy tải lại trang rồi làm lại.")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was judged good and is kept. `token` stands for it in a form of the same person."""

    sha256: str
    name: str
    token: str


@dataclass(frozen=True, slots=True)
class NotKept:
    """Why a file was not taken, in words for whoever sent it."""

    name: str
    message: str


def keep_file(*, data: Any, name: str, account_id: str, now: datetime) -> Kept | NotKept:
    """Judge one uploaded file by its content and keep it when it is good."""
    judgement = files.judge(data, name)
    if not judgement.accepted:
        return NotKept(name, " ".join(problem.message_vi for problem in judgement.problems))
    stored = files.store(data=data.read(), name=name, now=now, judgement=judgement)
    shown = clean(name)[-255:] or "tệp"
    return Kept(stored.pk, shown, signing.dumps([stored.pk, shown, account_id], salt=SALT))


def kept_file(token: str, *, account_id: str) -> Kept | None:
    """The file a form carries; None when the token is not ours, not this person's, or too old."""
    try:
        sha256, name, owner = signing.loads(token, salt=SALT, max_age=KEPT_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Kept(sha256, name, token) if owner == account_id else None


def write(
    *,
    dossier_id: UUID,
    text: str,
    by: Actor,
    now: datetime,
    command_id: str,
    sent: Sequence[Kept] = (),
    note: bool = False,
) -> Message | Refusal:
    """Write a message to the other side, or with `note` for the office alone.

    A repeated `command_id` of the same person gives the message of the first time. Raises Dossier.DoesNotExist.
    """
    said = clean(text, lines=True).strip()
    dossier = dossiers.for_work(dossier_id)
    for attempt in range(RACES):
        try:
            with transaction.atomic():
                return _write(dossier, said, tuple(sent), note, by, now, command_id)
        except audit.Repeated as again:
            return _first_time(again.event, by, dossier_id)
        except audit.Conflict:
            if attempt == RACES - 1:
                raise
    raise AssertionError("the loop returns or raises")


def _write(
    dossier: Dossier, said: str, sent: tuple[Kept, ...], note: bool, by: Actor, now: datetime, command_id: str
) -> Message | Refusal:
    earlier = audit.queries.by_command(command_id)
    if earlier is not None:
        return _first_time(earlier, by, dossier.pk)
    refusal = queries.may_write(dossier, by, now, note=note) or rules.judge_text(said, len(sent))
    if refusal is not None:
        return refusal
    thread = Thread.objects.get_or_create(dossier=dossier)[0]
    side = rules.side_of(by.role, note=note)
    message = Message(
        thread=thread, number=thread.last_number + 1, side=side, text=said, author_id=UUID(by.id), role=by.role,
        unit_id=by.unit or None, written_at=now,
    )  # fmt: skip
    payload = {"message": str(message.pk), "number": message.number, "side": side.value, "files": len(sent)}
    _record(thread, "written", payload, by, now, command_id)
    message.save(force_insert=True)
    Attachment.objects.bulk_create(
        Attachment(message=message, stored_file_id=file.sha256, name=file.name) for file in sent
    )
    Thread.objects.filter(pk=thread.pk).update(
        version=thread.version + 1, last_number=message.number, waiting_since=_waiting(thread, side, now)
    )
    mark_read(dossier_id=dossier.pk, account_id=UUID(by.id), number=message.number, now=now)
    return message


def _waiting(thread: Thread, side: Side, now: datetime) -> datetime | None:
    """The applicant waits from his first word without an answer; a note answers nothing."""
    if side is Side.APPLICANT:
        return thread.waiting_since or now
    return None if side is Side.OFFICE else thread.waiting_since


def mark_read(*, dossier_id: UUID, account_id: UUID, number: int, now: datetime) -> None:
    """Remember that the account has been shown everything up to `number`; it never goes back."""
    mark, new = ReadMark.objects.get_or_create(
        thread_id=dossier_id, account_id=account_id, defaults={"number": number, "read_at": now}
    )
    if not new and mark.number < number:
        ReadMark.objects.filter(pk=mark.pk, number__lt=number).update(number=number, read_at=now)


def erase(*, message: Message, reason: str, by: Actor, now: datetime, command_id: str) -> Message | Refusal:
    """Take the words and files of a message away for ever; that it was there, and who took it away, stays."""
    if reason not in rules.ERASE_REASONS:
        return Refusal("reason_missing", "Hãy chọn lý do xoá nội dung.")
    dossier = dossiers.for_work(message.thread_id)
    if not queries.may_erase(dossier, by):
        return Refusal("wrong_role", "Chỉ trưởng phòng xử lý hồ sơ được xoá nội dung tin.", who="Trưởng phòng")
    with transaction.atomic():
        thread = Thread.objects.get(pk=message.thread_id)
        done = Message.objects.filter(pk=message.pk, erased_at=None).update(
            text="", erased_at=now, erased_reason=reason
        )
        if done:
            Attachment.objects.filter(message=message).delete()
            _record(thread, "erased", {"message": str(message.pk), "reason": reason}, by, now, command_id)
            Thread.objects.filter(pk=thread.pk).update(version=thread.version + 1)
    message.refresh_from_db()
    return message


def _record(thread: Thread, what: str, payload: dict[str, Any], by: Actor, now: datetime, command_id: str) -> None:
    append(
        stream=StreamRef(STREAM, str(thread.pk)),
        expected_version=thread.version,
        type=f"conversation.{what}",
        payload=payload,
        actor=by,
        occurred_at=now,
        recorded_at=now,
        command_id=command_id,
    )


def _first_time(event: audit.models.Event, by: Actor, dossier_id: UUID) -> Message | Refusal:
    same = event.stream_kind == STREAM and event.stream_id == str(dossier_id) and event.actor_id == by.id
    if not same or event.type != "conversation.written":
        return REUSED
    return Message.objects.get(pk=event.payload["message"])
