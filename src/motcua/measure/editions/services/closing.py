"""Closing a period: what the log knows now, with what lies outside it, becomes an edition that nobody changes."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from motcua.kernel import audit
from motcua.kernel.actors import Actor
from motcua.kernel.audit.models import Event
from motcua.kernel.audit.services import append, wait_for_writers
from motcua.kernel.files import services as files
from motcua.kernel.files.vault import sha256_of
from motcua.kernel.signatures import services as signatures
from motcua.kernel.time import local_date
from motcua.measure.editions import queries, rules
from motcua.measure.editions.models import Edition
from motcua.measure.editions.queries.checking import stated, stream
from motcua.measure.indicators.rules import Period
from motcua.people import queries as people


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a period cannot be closed (again) now, in words for the person who asked."""

    code: str
    message: str


def close(*, period: Period, by: Actor, now: datetime) -> Edition | Refusal:
    """The first edition of a period that is over."""
    if queries.latest(period.key) is not None:
        return Refusal("closed", f"Kỳ {period.words} đã chốt rồi. Số liệu đến muộn thì chốt lại, có lý do.")
    return _make(period, 1, by, now, "")


def restate(*, period: Period, by: Actor, now: datetime, reason: str) -> Edition | Refusal:
    """The next edition of a closed period, because of what became known since; refused when nothing did."""
    before = queries.latest(period.key)
    if before is None:
        return Refusal("open", f"Kỳ {period.words} chưa chốt lần nào.")
    if not reason.strip():
        return Refusal("reason", "Hãy ghi lý do chốt lại: số liệu nào đến muộn, ai báo.")
    return _make(period, before.number + 1, by, now, reason.strip(), before)


def _make(
    period: Period, number: int, by: Actor, now: datetime, reason: str, before: Edition | None = None
) -> Edition | Refusal:
    if local_date(now) <= period.last:
        return Refusal("running", f"Kỳ {period.words} chưa kết thúc nên chưa chốt được.")
    position, agency = _last_position(), people.agency()
    inputs = queries.inputs_now(period, now)
    made = queries.gather(
        agency=agency.key,
        period=period,
        number=number,
        cut_off=now,
        position=position,
        inputs=sha256_of(inputs),
        text=inputs,
    )
    if before is not None and rules.same_figures(queries.content(before), made.content):
        return Refusal("same", f"Không có gì thay đổi so với lần chốt {before.number}: không cần chốt lại.")
    checked = _last_position() == position
    if checked and (wrong := queries.disagreements(made.counted, period, now)):
        words = "; ".join(wrong)
        return Refusal("disagree", f"Hai cách tính không khớp ({words}). Chạy «motcua facts rebuild --check» trước.")
    text = rules.to_bytes(made.content)
    signer = signatures.signer_for("organisation", agency.name)
    row = Edition(
        key=period.key,
        first=period.first,
        last=period.last,
        number=number,
        position=position,
        cut_off=now,
        signature=signer.sign(text) if signer else b"",
        certificate=signer.certificate if signer else b"",
        reason=reason,
        closed_by=by.id,
    )
    return _keep(row, text, inputs, by, now, cross_checked=checked)


def _keep(
    row: Edition, text: bytes, inputs: bytes, by: Actor, now: datetime, *, cross_checked: bool
) -> Edition | Refusal:
    row.content = files.store(data=text, name=f"{row}.json", now=now)
    row.inputs = files.store(data=inputs, name=f"{row}-inputs.json", now=now)
    try:
        with transaction.atomic():
            append(
                stream=stream(row.key),
                expected_version=row.number - 1,
                type="edition.closed" if row.number == 1 else "edition.restated",
                payload={**stated(row), "number": row.number, "cross_checked": cross_checked},
                actor=by,
                occurred_at=now,
                recorded_at=now,
                command_id=f"edition:{row.key}:{row.number}",
            )
            row.save(force_insert=True)
    except (audit.Conflict, audit.Repeated):
        return Refusal("closed", f"Kỳ {row.key} vừa được người khác chốt. Hãy mở lại trang.")
    return row


def _last_position() -> int:
    """The newest event; whoever was writing has come to an end, so no smaller position appears later."""
    with transaction.atomic():
        wait_for_writers()
        newest: int | None = Event.objects.aggregate(newest=Max("position"))["newest"]
    return newest or 0
