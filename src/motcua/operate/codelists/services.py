"""The one writer of code lists. A change is a new edition, told on the stream ("codelist", key)."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.ids import new_id
from motcua.kernel.sheets import BadFile, day, rows_of
from motcua.kernel.text import clean, search_key
from motcua.operate.codelists import queries, rules
from motcua.operate.codelists.models import Code, CodeEdition, CodeList


@dataclass
class Report:
    """What became of the rows of a file. read == taken + refused; with a refusal nothing is written.

    `edition`: its number; 0 when nothing was written. `difference`: against the edition that held on that day before.
    """

    key: str
    read: int = 0
    taken: int = 0
    refused: list[rules.Refusal] = field(default_factory=list)
    edition: int = 0
    unchanged: bool = False
    difference: rules.Difference | None = None

    def to_json(self) -> dict[str, Any]:
        told = self.difference or rules.Difference((), (), ())
        return {
            "key": self.key, "read": self.read, "taken": self.taken, "edition": self.edition,
            "unchanged": self.unchanged, "added": len(told.added), "removed": len(told.removed),
            "changed": len(told.changed), "refused": [{"row": row.row, "reason": row.reason} for row in self.refused],
        }  # fmt: skip


@dataclass
class Loaded:
    """What loading data/codes did."""

    created: int = 0
    unchanged: int = 0
    kept: int = 0


def import_file(
    *, key: str, name: str, data: bytes, file_name: str, starts_on: date, source: str, by: Actor, now: datetime,
    commit: bool = True,
) -> Report:  # fmt: skip
    """Bring in one CSV or XLSX as an edition of the list `key` (a new list when there is none, called `name`).

    All or nothing: one wrong row refuses the file, because half a list would turn good answers into wrong ones.
    `commit=False` only reports. Raises BadFile for a file that cannot be read, or a key, name or source that is wrong.
    """
    problem = rules.key_problem(key) or (None if clean(source) else "thiếu nguồn: số văn bản hoặc nơi lấy danh mục")
    if problem is None and queries.code_list(key) is None and not clean(name):
        problem = "danh mục mới phải có tên"
    if problem:
        raise BadFile(problem[0].upper() + problem[1:] + ".")
    report = Report(key)
    entries = _read(data, file_name, report)
    held = queries.edition(key, starts_on)
    before = [row.value for row in held.codes.order_by("order")] if held else []
    report.difference = rules.difference(before, entries)
    report.unchanged = held is not None and held.digest == _digest(entries) and held.starts_on <= starts_on
    if report.refused:
        report.taken = 0
    elif commit and not report.unchanged:
        row = _write(key, clean(name), entries, starts_on, clean(source), by=by, now=now)
        report.edition = row.number
    return report


@transaction.atomic
def load(now: datetime, *, by: Actor = SYSTEM, folder: Path | None = None) -> Loaded:
    """Load data/codes. A second load changes nothing; a list that an agency has edited stays as it is."""
    loaded = Loaded()
    for path in sorted((folder or settings.DATA_DIR / "codes").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        known = queries.code_list(data["key"])
        if known is not None and known.editions.filter(shipped=False).exists():
            loaded.kept += 1
            continue
        for item in data["editions"]:
            done = _load_edition(data, item, by=by, now=now)
            loaded.created, loaded.unchanged = loaded.created + done, loaded.unchanged + (not done)
    return loaded


def _load_edition(data: dict[str, Any], item: dict[str, Any], *, by: Actor, now: datetime) -> bool:
    entries = [_shipped(row) for row in item["codes"]]
    starts_on = date.fromisoformat(item["starts_on"])
    ends_on = date.fromisoformat(item["ends_on"]) if item.get("ends_on") else None
    same = CodeEdition.objects.filter(list__key=data["key"], starts_on=starts_on, digest=_digest(entries))
    if same.exists():
        return False
    _write(
        data["key"], data["name"], entries, starts_on, item["source"], by=by, now=now,
        parent_list=data.get("parent_list", ""), note=data.get("note", ""), ends_on=ends_on,
        exact=item["exact"], shipped=True,
    )  # fmt: skip
    return True


def _shipped(row: Sequence[str]) -> rules.Entry:
    code, name, parent, kind = row
    entry = rules.Entry(code, name, parent, kind)
    problem = rules.entry_problem(entry)
    if problem:
        raise BadFile(f"{entry.code}: {problem}")
    return entry


def _read(data: bytes, file_name: str, report: Report) -> list[rules.Entry]:
    lines = rows_of(data, file_name)
    found = rules.columns([search_key(str(heading or "")) for heading in next(lines, [])])
    if isinstance(found, str):
        raise BadFile(found[0].upper() + found[1:] + ".")
    entries: dict[str, rules.Entry] = {}
    for number, cells in enumerate(lines, start=2):
        if not any(str(cell or "").strip() for cell in cells):
            continue
        report.read += 1
        entry = _entry({name: cells[index] if index < len(cells) else None for index, name in found.items()})
        problem = entry if isinstance(entry, str) else rules.entry_problem(entry)
        if isinstance(entry, rules.Entry) and entry.code in entries:
            problem = f"mã {entry.code} đã có ở một dòng trên"
        if problem or isinstance(entry, str):
            report.refused.append(rules.Refusal(number, str(problem)))
        else:
            entries[entry.code] = entry
    if report.read > rules.MOST:
        raise BadFile(f"Danh mục có hơn {rules.MOST} dòng.")
    if not report.read:
        raise BadFile("Tệp không có dòng nào dưới dòng tên cột.")
    report.taken = len(entries)
    return list(entries.values())


def _entry(cells: dict[str, Any]) -> rules.Entry | str:
    """The entry of one row, or what is wrong with it. 568.0 of a spreadsheet is the code 568."""
    said: dict[str, Any] = {}
    for name in rules.FIELDS:
        cell = cells.get(name)
        if name.startswith("valid"):
            try:
                said[name] = day(cell)
            except ValueError as error:
                return str(error)
        else:
            whole = isinstance(cell, float) and cell.is_integer()
            said[name] = clean(str(int(cell) if whole else cell)) if cell is not None else ""
    if any(str(value).startswith("=") for value in said.values()):
        return "ô có công thức; hãy dán giá trị thay cho công thức"
    return rules.Entry(**said)


def _digest(entries: Iterable[rules.Entry]) -> str:
    said = json.dumps([astuple(entry) for entry in entries], ensure_ascii=False, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


@transaction.atomic
def _write(
    key: str, name: str, entries: Sequence[rules.Entry], starts_on: date, source: str, *, by: Actor, now: datetime,
    parent_list: str = "", note: str = "", ends_on: date | None = None, exact: bool = True, shipped: bool = False,
) -> CodeEdition:  # fmt: skip
    row, _ = CodeList.objects.get_or_create(key=key, defaults={"name": name, "parent_list": parent_list, "note": note})
    made = CodeEdition.objects.create(
        list=row, number=row.stream_version + 1, starts_on=starts_on, ends_on=ends_on, exact=exact, source=source[:500],
        shipped=shipped, digest=_digest(entries), recorded_at=now, recorded_by=by.id,
    )  # fmt: skip
    Code.objects.bulk_create(
        Code(
            edition=made, order=order, search_key=search_key(entry.name, entry.code)[:400],
            **dict(zip(rules.FIELDS, astuple(entry), strict=True)),
        )
        for order, entry in enumerate(entries)
    )  # fmt: skip
    append(
        stream=StreamRef("codelist", key), expected_version=row.stream_version, type="codelist.edition_recorded",
        payload={
            "edition": made.number, "starts_on": starts_on.isoformat(), "codes": len(entries), "sha256": made.digest,
        },
        actor=by, occurred_at=now, recorded_at=now, command_id=str(new_id()),
    )  # fmt: skip
    row.stream_version += 1
    row.save(update_fields=["stream_version"])
    return made
