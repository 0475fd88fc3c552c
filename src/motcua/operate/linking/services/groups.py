"""Groups of procedures applied for at once: defined, put in force, ended; and what became of one application."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.kernel.actors import Actor
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.text import clean, search_key
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.linking.models import GroupFiling, GroupMember, ServiceGroup

STREAM = "service_group"
LEAST, MOST = 2, 6
DEFINING = frozenset({"control_officer"})


def define_group(
    *, name: str, procedures: Sequence[str], source: str, note: str, by: Actor, now: datetime, command_id: str
) -> ServiceGroup | Refusal:
    """A draft of a group out of procedures of the catalogue; it can be applied for once it is in force."""
    codes = list(dict.fromkeys(code.strip() for code in procedures if code.strip()))
    refusal = _may(by) or _judge(name, codes, source)
    if refusal is not None:
        return refusal
    group = ServiceGroup(
        key=search_key(name).replace(" ", "-")[:60].strip("-"), name=clean(name), procedures=codes,
        source=clean(source, lines=True), note=clean(note, lines=True), origin="agency",
    )  # fmt: skip
    try:
        with transaction.atomic():
            group.save(force_insert=True)
            _record(group, "defined", {"procedures": codes}, by, now, command_id)
    except IntegrityError:
        return Refusal("name_taken", "Đã có nhóm mang tên này.")
    return group


def put_in_force(*, key: str, on: date, by: Actor, now: datetime, command_id: str) -> ServiceGroup | Refusal:
    """From the local day `on` the group can be applied for."""
    refusal = _may(by)
    if refusal is not None:
        return refusal
    with transaction.atomic():
        rows = ServiceGroup.objects.filter(key=key, state="draft", origin="agency")
        if not rows.update(state="in_force", effective_from=on):
            return Refusal("wrong_state", "Nhóm này không còn là bản nháp.")
        group = ServiceGroup.objects.get(key=key)
        _record(group, "put_in_force", {"from": on.isoformat()}, by, now, command_id)
    return group


def end_group(*, key: str, on: date, by: Actor, now: datetime, command_id: str) -> ServiceGroup | Refusal:
    """After the local day `on` nobody applies for the group any more; what was sent goes on."""
    refusal = _may(by)
    if refusal is not None:
        return refusal
    with transaction.atomic():
        rows = ServiceGroup.objects.filter(key=key, state="in_force")
        if not rows.update(state="ended", effective_to=on):
            return Refusal("wrong_state", "Nhóm này không đang có hiệu lực.")
        group = ServiceGroup.objects.get(key=key)
        _record(group, "ended", {"to": on.isoformat()}, by, now, command_id)
    return group


@transaction.atomic
def begin_filing(
    *, group: ServiceGroup, account: Any, drafts: Sequence[tuple[str, UUID]], now: datetime
) -> GroupFiling:
    """One application for the group, with the draft of each of its procedures (code, draft id)."""
    filing = GroupFiling.objects.create(group=group, account=account, begun_at=now)
    GroupMember.objects.bulk_create(
        GroupMember(filing=filing, place=place, procedure_code=code, draft=draft)
        for place, (code, draft) in enumerate(drafts)
    )
    return filing


def sent(*, filing: GroupFiling, dossiers: Sequence[tuple[UUID, UUID]], by: Actor, now: datetime) -> None:
    """The application was sent: which draft became which dossier. Call it in the transaction that made them."""
    for draft, dossier in dossiers:
        GroupMember.objects.filter(filing=filing, draft=draft).update(dossier=dossier)
    if GroupFiling.objects.filter(pk=filing.pk, sent_at=None).update(sent_at=now):
        made = [str(dossier) for _, dossier in dossiers]
        append(
            stream=StreamRef("group_filing", str(filing.pk)), expected_version=0, type="group_filing.sent",
            payload={"group": filing.group_id, "dossiers": made}, actor=by, occurred_at=now, recorded_at=now,
            command_id=f"group-filing:{filing.pk}",
        )  # fmt: skip


def _may(by: Actor) -> Refusal | None:
    if by.role in DEFINING:
        return None
    return Refusal("wrong_role", "Chỉ đầu mối kiểm soát thủ tục hành chính lập nhóm thủ tục liên thông.")


def _judge(name: str, codes: Sequence[str], source: str) -> Refusal | None:
    if not search_key(name):
        return Refusal("no_name", "Hãy ghi tên nhóm.")
    if not source.strip():
        return Refusal("no_source", "Hãy ghi văn bản làm căn cứ lập nhóm.")
    if not LEAST <= len(codes) <= MOST:
        return Refusal("too_few", f"Nhóm gồm từ {LEAST} đến {MOST} thủ tục.")
    unknown = [code for code in codes if catalogue.procedure(code) is None]
    if unknown:
        return Refusal("unknown_procedure", f"Danh mục không có thủ tục mã {', '.join(unknown)}.")
    return None


def _record(group: ServiceGroup, what: str, payload: dict[str, Any], by: Actor, now: datetime, command_id: str) -> None:
    append(
        stream=StreamRef(STREAM, group.pk), expected_version=group.version, type=f"service_group.{what}",
        payload=payload, actor=by, occurred_at=now, recorded_at=now, command_id=command_id,
    )  # fmt: skip
    ServiceGroup.objects.filter(pk=group.pk).update(version=group.version + 1)
    group.version += 1
