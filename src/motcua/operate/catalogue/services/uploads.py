"""Files that officials bring in by the browser: look, show what would happen, take when somebody confirms.

Small files are looked at and taken at once; larger ones by the worker, in pieces: each piece is one transaction and
moves `position`, so the page can show how far it is and a cut-off run goes on where it stopped.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from motcua.kernel.actors import Actor
from motcua.kernel.audit import Conflict
from motcua.kernel.files import services as files
from motcua.kernel.text import clean
from motcua.operate.catalogue import formats
from motcua.operate.catalogue.models import CatalogueFile
from motcua.operate.catalogue.services.importing import Reading, Unit, conclude, read_file, take
from motcua.operate.catalogue.services.levels import MAY_SET
from motcua.operate.catalogue.services.reports import Report
from motcua.people.rules import Refusal

State = CatalogueFile.State
AT_ONCE_BYTES: Final = 1024 * 1024
AT_ONCE: Final = 150  # procedures that are taken within the request
PIECE: Final = 50
MOST_FATES = MOST_FAULTS = 2000
BUSY = "Một người khác vừa thay đổi danh mục. Chưa ghi thêm gì; hãy thử lại."
WHO = "cán bộ kiểm soát thủ tục hành chính, quản trị hệ thống"


def begin_import(*, data: bytes, name: str, by: Actor, now: datetime) -> CatalogueFile | Refusal:
    """Keep the file and look at it; a large one is only kept (state "checking"), for `check_import` to look at.

    A file that is no catalogue is refused with its place and is not kept.
    """
    refusal = _refuse_role(by)
    if refusal is not None:
        return refusal
    reading = None
    try:
        if not data or len(data) <= AT_ONCE_BYTES:
            reading = read_file(data)
        elif len(data) > formats.MOST_BYTES:
            formats.open_file(data)
    except formats.BadFile as error:
        return Refusal("bad_file", f"{str(error)[:1].upper()}{str(error)[1:]}.")
    record = CatalogueFile.objects.create(
        name=clean(name)[:200] or "tep",
        stored_file=files.store(data=data, name=name, now=now),
        state=State.CHECKING,
        uploaded_by=by.id,
        uploaded_at=now,
    )
    if reading is not None and reading.read <= AT_ONCE:
        _look(record, reading, by=by, now=now)
    return record


def check_import(*, file_id: int, by: Actor, now: datetime) -> None:
    """Look at a file that was kept: what would become of each thing in it. Nothing in the catalogue changes."""
    record = CatalogueFile.objects.select_related("stored_file").get(pk=file_id)
    if record.state != State.CHECKING:
        return
    try:
        reading = read_file(record.stored_file.read())
    except formats.BadFile as error:
        record.state, record.error, record.finished_at = State.FAILED, str(error), now
        record.save()
        return
    _look(record, reading, by=by, now=now)


def confirm_import(*, file_id: int, by: Actor, now: datetime) -> CatalogueFile | Refusal:
    """Say that the file may be taken. Small ones are done on return; others wait for `run_import`."""
    refusal = _refuse_role(by)
    if refusal is not None:
        return refusal
    waiting = CatalogueFile.objects.filter(pk=file_id, state=State.CHECKED)
    if not waiting.update(state=State.IMPORTING, confirmed_by=by.id, position=0):
        return Refusal("wrong_state", "Tệp này không còn chờ xác nhận. Hãy tải lại trang.")
    record = CatalogueFile.objects.get(pk=file_id)
    if record.total <= AT_ONCE:
        run_import(file_id=file_id, by=by, now=now)
        record.refresh_from_db()
    return record


def cancel_import(*, file_id: int, by: Actor) -> CatalogueFile | Refusal:
    """Give up a file that waits for confirmation; nothing of it was taken."""
    refusal = _refuse_role(by)
    if refusal is not None:
        return refusal
    if not CatalogueFile.objects.filter(pk=file_id, state=State.CHECKED).update(state=State.CANCELLED):
        return Refusal("wrong_state", "Tệp này không còn chờ xác nhận. Hãy tải lại trang.")
    return CatalogueFile.objects.get(pk=file_id)


def run_import(*, file_id: int, by: Actor, now: datetime) -> None:
    """Take a confirmed file piece by piece, from where an earlier run stopped."""
    record = CatalogueFile.objects.select_related("stored_file").get(pk=file_id)
    if record.state != State.IMPORTING:
        return
    reading = read_file(record.stored_file.read())
    report = _begun(record, reading)
    try:
        for start in range(record.position, len(reading.units), PIECE):
            piece = reading.units[start : start + PIECE]
            _take_piece(record, piece, report, by=by, now=now)
        with transaction.atomic():
            conclude(reading, by=by, now=now)
            record.refresh_from_db()
            record.state, record.finished_at, record.position = State.DONE, now, record.total
            record.save()
    except Conflict:
        record.refresh_from_db()
        record.state, record.error = State.CHECKED, BUSY
        record.save()


@transaction.atomic
def _take_piece(record: CatalogueFile, piece: Sequence[Unit], report: Report, *, by: Actor, now: datetime) -> None:
    """One transaction: the procedures of a piece, the report so far and the new position stand or fall together."""
    take(piece, report, by=by, now=now, source=record.name)
    rows = CatalogueFile.objects.filter(pk=record.pk, state=State.IMPORTING)
    rows.update(position=F("position") + len(piece), result=_facts(report), faults=_faults(report))


def _begun(record: CatalogueFile, reading: Reading) -> Report:
    """The report to go on with: what the pieces before have counted, or a fresh one."""
    report = reading.report()
    if record.position and record.result:
        for key in ("created", "updated", "unchanged"):
            setattr(report, key, record.result[key])
        known = len(report.refusals)
        for index, row in enumerate(record.faults[known:], reading.read):
            report.refuse(index, row["id"], [formats.Wrong(**wrong) for wrong in row["wrong"]])
    return report


def _look(record: CatalogueFile, reading: Reading, *, by: Actor, now: datetime) -> None:
    """Take it in transactions that are rolled back, and keep what would have happened."""
    CatalogueFile.objects.filter(pk=record.pk).update(shape=reading.shape, total=len(reading.units))
    report = reading.report()
    for start in range(0, len(reading.units), PIECE):
        with transaction.atomic():
            take(reading.units[start : start + PIECE], report, by=by, now=now, source=record.name)
            transaction.set_rollback(True)
        CatalogueFile.objects.filter(pk=record.pk).update(position=min(start + PIECE, len(reading.units)))
    record.refresh_from_db()
    record.state, record.position = State.CHECKED, 0
    record.forecast, record.faults = _facts(report), _faults(report)
    record.save()


def _facts(report: Report) -> dict[str, Any]:
    """The report as it is kept; long lists are cut, counts never."""
    counts = {key: getattr(report, key) for key in ("read", "created", "updated", "unchanged")}
    fates = [asdict(fate) for fate in report.fates[:MOST_FATES]]
    return {**counts, "refused": len(report.refusals), "ignored": list(report.ignored), "fates": fates}


def _faults(report: Report) -> list[dict[str, Any]]:
    return [{"id": item.id, "wrong": [asdict(wrong) for wrong in item.wrong]} for item in report.faults[:MOST_FAULTS]]


def _refuse_role(by: Actor) -> Refusal | None:
    if by.kind == "system" or by.role in MAY_SET:
        return None
    return Refusal("wrong_role", f"Bạn không có quyền nhập danh mục. Người làm được: {WHO}.", "", WHO)
