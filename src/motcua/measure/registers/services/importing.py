"""Bringing in a register: read = taken + unchanged + refused, all or nothing of what was read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from motcua.kernel.actors import Actor
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.files import services as files
from motcua.kernel.ids import new_id
from motcua.kernel.plugins import Port
from motcua.kernel.sheets import BadFile, harmless, rows_of
from motcua.kernel.text import search_key
from motcua.kernel.time import local_date
from motcua.measure.registers.models import RegisterEntry, RegisterFile
from motcua.measure.registers.rules import KINDS, Kind, Refused, Row, header_problem, read_row

BATCH = 500
taken_in: Port[Callable[[str, Sequence[str]], None]] = Port("registers.taken_in")
"""Told in the transaction of every file: the kind of register, and the identities of the rows that the file has."""


@dataclass(slots=True)
class Report:
    """What became of the rows. `refused`: [{"row": line in the file, "reason": words}]; `file_id`: its record."""

    kind: str
    file_id: int = 0
    read: int = 0
    taken: int = 0
    unchanged: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)


def import_file(*, kind: str, data: bytes, name: str, by: Actor, now: datetime) -> Report:
    """Bring in one CSV or XLSX file. Raises BadFile when the file as a whole cannot be read."""
    if kind not in KINDS:
        raise BadFile(f"Không có loại sổ {kind!r}. Các loại: {', '.join(KINDS)}.")
    report = Report(kind)
    rows = _read(KINDS[kind], data, name, local_date(now), report)
    try:
        _take(kind, rows, data, name, report, by, now)
    except IntegrityError as error:
        raise BadFile("Một tệp khác của cùng sổ vừa được nhập đúng lúc này. Hãy tải lại tệp.") from error
    return report


def hold_still() -> None:
    """Let no file come in until the end of the transaction; waits for one that is coming in. SQLite has one writer."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {RegisterEntry._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def refused_rows(record: RegisterFile) -> tuple[list[str], list[tuple[int, str, list[str]]]]:
    """The headings of a file and its refused rows as (line, reason, cells), read again from the file itself."""
    reasons = {row["row"]: row["reason"] for row in record.refused}
    lines = rows_of(record.stored_file.read(), record.name)
    headings = [harmless(cell) for cell in next(lines, [])]
    rows = [
        (number, reasons[number], [harmless(cell) for cell in cells])
        for number, cells in enumerate(lines, start=2)
        if number in reasons
    ]
    return headings, rows


def _take(kind: str, rows: Mapping[str, Row], data: bytes, name: str, report: Report, by: Actor, now: datetime) -> None:
    with transaction.atomic():
        stored = files.store(data=data, name=name, now=now)
        record = RegisterFile.objects.create(
            kind=kind, name=name[:255], stored_file=stored, read=report.read, taken=0, unchanged=0,
            refused=report.refused, imported_by=by.id, imported_at=now,
        )  # fmt: skip
        _keep(kind, rows, record, report)
        if tell := taken_in.get():
            tell(kind, list(rows))
        record.taken, record.unchanged = report.taken, report.unchanged
        record.save(update_fields=["taken", "unchanged"])
        _tell(record, by, now)
    report.file_id = record.pk


def _read(kind: Kind, data: bytes, name: str, today: date, report: Report) -> dict[str, Row]:
    """All rows by identity. The same identity twice in one file: the second is refused, it may contradict."""
    lines = rows_of(data, name)
    headings = next(lines, [])
    problem = header_problem(kind, headings)
    if problem:
        raise BadFile(problem)
    keys = [search_key(str(heading or "")) for heading in headings]
    found: dict[str, Row] = {}
    for number, cells in enumerate(lines, start=2):
        if not any(str(cell or "").strip() for cell in cells):
            continue
        report.read += 1
        row = read_row(kind, dict(zip(keys, cells, strict=False)), today=today)
        if isinstance(row, Refused):
            report.refused.append({"row": number, "reason": row.reason})
        elif row.identity in found:
            report.refused.append({"row": number, "reason": "trùng với một dòng ở trên"})
        else:
            found[row.identity] = row
    return found


def _keep(kind: str, rows: Mapping[str, Row], record: RegisterFile, report: Report) -> None:
    identities = list(rows)
    for start in range(0, len(identities), BATCH):
        part = identities[start : start + BATCH]
        known = {entry.identity: entry for entry in RegisterEntry.objects.filter(kind=kind, identity__in=part)}
        new, changed = [], []
        for identity in part:
            row, entry = rows[identity], known.get(identity)
            values = {key: _plain(value) for key, value in row.values.items()}
            if entry is None:
                new.append(RegisterEntry(kind=kind, identity=identity, on=row.on, values=values, file=record))
            elif entry.values == values and entry.on == row.on:
                report.unchanged += 1
            else:
                entry.on, entry.values, entry.file = row.on, values, record
                changed.append(entry)
        RegisterEntry.objects.bulk_create(new)
        RegisterEntry.objects.bulk_update(changed, ["on", "values", "file"])
        report.taken += len(new) + len(changed)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _tell(record: RegisterFile, by: Actor, now: datetime) -> None:
    append(
        stream=StreamRef("register", str(new_id())),
        expected_version=0,
        type="register.imported",
        payload={
            "kind": record.kind, "file": record.stored_file_id, "read": record.read, "taken": record.taken,
            "unchanged": record.unchanged, "refused": len(record.refused),
        },
        actor=by,
        occurred_at=now,
        recorded_at=now,
        command_id=str(new_id()),
    )  # fmt: skip
