"""Bringing in whole lists: the starter of data/catalogue and files of collected records."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.kernel.actors import SYSTEM, Actor
from motcua.operate.catalogue import queries, rules
from motcua.operate.catalogue.models import Procedure
from motcua.operate.catalogue.services.versions import STARTER, Text, record, repeal


@dataclass
class Report:
    """What became of each record read. created + updated + unchanged + refused == read."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refusals: list[tuple[int, str, str]] = field(default_factory=list)  # (place in the file, id, reason)
    nulls: Counter[str] = field(default_factory=Counter)

    def count(self, outcome: str) -> None:
        setattr(self, outcome, getattr(self, outcome) + 1)

    def __str__(self) -> str:
        return (
            f"đọc {self.read}: tạo mới {self.created}, cập nhật {self.updated}, "
            f"không đổi {self.unchanged}, từ chối {len(self.refusals)}"
        )

    def to_json(self) -> dict[str, Any]:
        counts = {key: getattr(self, key) for key in ("read", "created", "updated", "unchanged")}
        refused = [{"id": id, "reason": reason} for _, id, reason in sorted(self.refusals)]
        return {**counts, "refused": refused, "nulls": dict(sorted(self.nulls.items()))}


@transaction.atomic
def import_records(records: Sequence[Any], *, by: Actor, now: datetime, source: str) -> Report:
    """Take a list of records (data/catalogue/README.md describes the shape); `source` names the file.

    All or nothing: whatever interrupts the run leaves the catalogue as it was. A record that is wrong in itself is
    refused with its reason and stops no other. One record is one text of one period; the periods of a code become
    versions of one procedure, the older first. The same file again creates and updates nothing.
    """
    report = Report(read=len(records))
    for index, parsed in _in_order(records, report):
        if isinstance(parsed, rules.Abolished):
            _abolish(parsed, index, rules.record_id(records[index], index), report, by=by, now=now)
        else:
            report.nulls.update(parsed.nulls)
            report.count(record(text=_text(parsed, source), by=by, now=now))
    follow(by=by, now=now)
    return report


@transaction.atomic
def load_starter(*, now: datetime, by: Actor = SYSTEM) -> Report:
    """Load data/catalogue: reference procedures, everyday words, successions. A second run changes nothing.

    What was imported or edited since then stays as it is.
    """
    rows = queries.data_file("procedures.json")["procedures"]
    report = Report(read=len(rows))
    for row in sorted(rows, key=lambda row: rules.era_order(row["era"])):
        content = rules.ProcedureContent.from_json(row["content"])
        text = Text(row["code"], row["era"], content, row["completeness"], row["source"], STARTER)
        report.nulls.update(rules.missing_parts(content))
        report.count(record(text=text, by=by, now=now))
    follow(by=by, now=now)
    return report


def follow(*, by: Actor, now: datetime) -> int:
    """Apply the successions known from data/catalogue to procedures that are here; how many changed."""
    changed = 0
    for row in queries.data_file("successions.json"):
        if Procedure.objects.filter(code=row["successor"]).exists():
            changed += repeal(code=row["code"], successor=row["successor"], reason=row["source"], by=by, now=now)
    return changed


Parsed = rules.Taken | rules.Abolished


def _in_order(records: Sequence[Any], report: Report) -> list[tuple[int, Parsed]]:
    """Records understood, older periods first; the others are put down as refused."""
    understood: list[tuple[int, Parsed]] = []
    seen: dict[tuple[str, str], Parsed] = {}
    for index, item in enumerate(records):
        parsed = rules.from_source_record(item)
        if isinstance(parsed, rules.Refused):
            report.refusals.append((index, rules.record_id(item, index), parsed.reason))
        elif seen.setdefault((parsed.code, parsed.era), parsed) is not parsed:
            again = "id: lặp lại một bản ghi ở trên trong cùng tệp"
            report.refusals.append((index, rules.record_id(item, index), again))
        else:
            understood.append((index, parsed))
    return sorted(understood, key=lambda pair: (isinstance(pair[1], rules.Abolished), rules.era_order(pair[1].era)))


def _abolish(parsed: rules.Abolished, index: int, id: str, report: Report, *, by: Actor, now: datetime) -> None:
    """A code abolished by a decision: mark the procedure when it is known, refuse when nothing is known of it."""
    if not Procedure.objects.filter(code=parsed.code).exists():
        reason = f"name: thiếu tên thủ tục; bản ghi chỉ báo bãi bỏ, mà mã {parsed.code} chưa có trong danh mục"
        report.refusals.append((index, id, reason))
        return
    done = repeal(code=parsed.code, reason=parsed.decision or "", by=by, now=now)
    report.count("updated" if done else "unchanged")


def _text(taken: rules.Taken, source: str) -> Text:
    return Text(
        code=taken.code,
        era=taken.era,
        content=taken.content,
        completeness=taken.completeness,
        source=taken.source,
        loaded_from=source[:200],
        is_national=taken.is_national,
        repealed=taken.repealed,
    )
