"""Blocks of dossier numbers for a counter that is cut off, and taking the counter's list back in.

A number comes from the agency's one counter of the day, so a block and the server never give the same one. A row of a
returned list makes its dossier and marks its number used in one transaction; whoever brings the same number later, or
at the same moment, finds it used.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from motcua.kernel.actors import Actor
from motcua.kernel.text import clean
from motcua.kernel.time import TZ, local_date
from motcua.law import queries as law
from motcua.law import rules as law_rules
from motcua.operate.dossiers import services as dossiers
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Application, Channel, Delivery, PaperIn, Party, Refusal
from motcua.operate.dossiers.services import numbers
from motcua.operate.intake.models import BlockNumber, NumberBlock
from motcua.operate.intake.rules import blocks
from motcua.operate.intake.rules.blocks import Row, Wrong
from motcua.people import queries as people

DAYS_AHEAD = 7
_TIME = re.compile(r"(\d{1,2})[:hg](\d{2})")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
CLOSED = Refusal("block_closed", "Dải số này đã đóng; các mã chưa dùng đã huỷ.")


@dataclass(slots=True)
class Taken:
    """What became of a returned list: dossiers made, and lines that were not taken in, each with its reason."""

    made: list[Dossier] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)


def reserve(*, unit: str, on: date, count: int, by: Actor, now: datetime) -> NumberBlock | Refusal:
    """Set `count` dossier codes of the local day `on` aside for a counter of `unit`."""
    if by.role != "reception" or by.unit != unit:
        return Refusal("wrong_role", "Chỉ công chức tiếp nhận lấy dải số cho quầy của mình.")
    if not 1 <= count <= blocks.MOST:
        return Refusal("bad_count", f"Mỗi lần lấy từ 1 đến {blocks.MOST} mã.")
    if not local_date(now) <= on <= local_date(now) + timedelta(days=DAYS_AHEAD):
        return Refusal("bad_day", f"Chỉ lấy mã cho hôm nay hoặc {DAYS_AHEAD} ngày tới.")
    agency, identifier = people.agency(), people.code_identifier()
    if not isinstance(identifier, str):
        return Refusal(identifier.code, identifier.message, identifier.rule, "Người quản trị hệ thống")
    order: Any = law.rule_set("dossier_code", on).content["order"]
    with transaction.atomic():
        first = numbers.reserve(agency_key=agency.key, on=on, count=count)
        block = NumberBlock.objects.create(
            agency_key=agency.key,
            unit_id=unit,
            day=on,
            first=first,
            last=first + count - 1,
            reserved_by_id=by.id,
            reserved_at=now,
        )
        codes = [law_rules.format_code(order, identifier, on, number) for number in range(first, first + count)]
        BlockNumber.objects.bulk_create([BlockNumber(block=block, code=code) for code in codes])
    return block


def take_in(*, block_id: UUID, text: str, by: Actor, now: datetime) -> Taken | Refusal:
    """Make the dossiers of a list that a cut-off counter kept. Bringing the same list again makes nothing twice."""
    block = NumberBlock.objects.filter(pk=block_id).first()
    if block is None or by.role != "reception" or block.unit_id != by.unit:
        return Refusal("no_block", "Không có dải số này ở quầy của bạn.")
    if block.closed_at is not None:
        return CLOSED
    rows, wrong = blocks.read(text)
    states = dict(block.numbers.values_list("code", "state"))
    good, refused = blocks.sort_out(rows, numbers=states)
    taken = Taken(wrong=[*wrong, *refused])
    for row in good:
        outcome = _one(block, row, by, now)
        if isinstance(outcome, Refusal):
            taken.wrong.append(Wrong(row.line, row.code, outcome.message))
        else:
            taken.made.append(outcome)
    taken.wrong.sort(key=lambda one: one.line)
    return taken


def close(*, block_id: UUID, reason: str, by: Actor, now: datetime) -> NumberBlock | Refusal:
    """Void every number that was not used, with the reason: the block is accounted for and takes in nothing more."""
    reason = clean(reason)[:300]
    if not reason:
        return Refusal("reason_missing", "Hãy ghi lý do huỷ các mã chưa dùng.")
    with transaction.atomic():
        rows = NumberBlock.objects.filter(pk=block_id, closed_at=None, unit__key=by.unit)
        if not rows.update(closed_at=now, closed_by=by.id):
            return CLOSED
        BlockNumber.objects.filter(block=block_id, state="free").update(state="void", settled_at=now, reason=reason)
    return NumberBlock.objects.get(pk=block_id)


def _one(block: NumberBlock, row: Row, by: Actor, now: datetime) -> Dossier | Refusal:
    received_at = _received(row, block, now)
    if isinstance(received_at, Refusal):
        return received_at
    application = _application(row, received_at)
    if isinstance(application, Refusal):
        return application
    try:
        with transaction.atomic():
            mine = BlockNumber.objects.filter(block=block, code=row.code, state="free")
            outcome = _receive(block, row, application, received_at, by, now)
            if isinstance(outcome, Refusal):
                transaction.set_rollback(True)
                return outcome
            # Of two who bring a number at once one changes this row; the other made nothing, or nothing that stays.
            if not mine.update(state="used", dossier=outcome, settled_at=now):
                transaction.set_rollback(True)
                return Refusal("number_used", "Mã này vừa được dùng. Mỗi mã chỉ dùng một lần.")
            return outcome
    except (IntegrityError, ValueError):
        return Refusal("number_used", "Mã này đã có hồ sơ, hoặc số định danh không đúng. Hãy kiểm tra lại dòng này.")


def _receive(
    block: NumberBlock, row: Row, application: Application, received_at: datetime, by: Actor, now: datetime
) -> Dossier | Refusal:
    made = dossiers.submit(application=application, by=by, now=now, command_id=str(uuid5(block.pk, row.code)))
    if isinstance(made, Refusal):
        return made
    reserved = numbers.Reserved(row.code, received_at)
    command = str(uuid5(block.pk, f"{row.code} accept"))
    data = {"reserved": reserved, "limit": row.get("limit"), "limit_basis": row.get("limit_basis")}
    return dossiers.act(dossier_id=made.pk, verb="accept", by=by, now=now, command_id=command, data=data)


def _received(row: Row, block: NumberBlock, now: datetime) -> datetime | Refusal:
    """When the person stood at the counter; the hour the day opened where none was written, so nobody loses time."""
    text = row.get("received_at")
    found = _TIME.search(text)
    if text and found is None:
        return Refusal("bad_time", "Giờ nhận phải có dạng 09:30.")
    try:
        at = time(int(found[1]), int(found[2])) if found else time(8)
    except ValueError:
        return Refusal("bad_time", "Giờ nhận phải có dạng 09:30.")
    received = datetime.combine(block.day, at, tzinfo=TZ)
    if found is None:
        received = max(received, block.reserved_at) if local_date(block.reserved_at) == block.day else received
        return min(received, now)
    if received > now:
        return Refusal("future_time", "Giờ nhận ở tương lai. Hãy kiểm tra lại ngày của dải số và giờ nhận.")
    return received


def _application(row: Row, received_at: datetime) -> Application | Refusal:
    number = "".join(letter for letter in row.get("number") if letter not in " .-")
    if number and not (number.isascii() and number.isdigit() and len(number) in {9, 10, 12, 13}):
        return Refusal("bad_number", "Số định danh phải có 12 chữ số (CMND: 9; mã số thuế: 10 hoặc 13).")
    organisation = len(number) in {10, 13}
    phone = "".join(letter for letter in row.get("phone") if letter not in " .-")
    if phone and not (phone.isascii() and phone.removeprefix("+").isdigit() and 8 <= len(phone) <= 15):
        return Refusal("bad_phone", "Số điện thoại chỉ gồm chữ số, ví dụ 0912345678.")
    born = _day(row.get("date_of_birth"))
    if row.get("date_of_birth") and born is None:
        return Refusal("bad_day", "Ngày sinh phải có dạng 12/05/1980.")
    papers = [clean(name) for name in re.split(r"[;\n]", row.get("papers")) if clean(name)]
    return Application(
        procedure_code=row.get("procedure"),
        channel=Channel.DIRECT,
        owner=Party(
            full_name=row.get("full_name"),
            kind="organisation" if organisation else "person",
            identity_number="" if organisation else number,
            tax_code=number if organisation else "",
            date_of_birth=None if organisation else born,
            phone=phone,
            address=row.get("address"),
        ),
        papers=tuple(_paper(name, place) for place, name in enumerate(papers, 1)),
        delivery=Delivery.COUNTER,
        origin="counter",
        received_at=received_at,
    )


def _paper(name: str, place: int) -> PaperIn:
    """A paper as it was written on the sheet: a component's code, or a name."""
    is_code = re.fullmatch(r"[A-Za-z0-9.]{1,20}", name) is not None
    return PaperIn(component_code=name if is_code else f"giay-{place}", name=name, originals=1)


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None
