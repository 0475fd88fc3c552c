"""Bringing in what the portal published: read = taken + unchanged + refused; what was published before stays.

A figure that is published again with another content is the next edition of it. Bringing in the same file again changes
nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from motcua.kernel.actors import Actor
from motcua.kernel.audit.services import StreamRef, append
from motcua.kernel.files import services as files
from motcua.kernel.ids import new_id
from motcua.kernel.sheets import BadFile
from motcua.measure.indicators.rules import BadPeriod, Period
from motcua.measure.service_index import queries
from motcua.measure.service_index.models import PublishedFigure, PublishedFile
from motcua.measure.service_index.rules import IndexRow, Scale, published_period

BATCH = 500
Key = tuple[str, date, date, str, str]
VALUES = ("numerator", "denominator", "ratio", "score", "max_score")


@dataclass(slots=True)
class Report:
    """What became of the rows. `refused`: [{"row": line in the file, "reason": words}]; `file_id`: its record."""

    file_id: int = 0
    read: int = 0
    taken: int = 0
    unchanged: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)


def import_published(*, data: bytes, name: str, scale: Scale, by: Actor, now: datetime) -> Report:
    """Bring in one CSV or XLSX file. Raises BadFile when the file as a whole cannot be read; then nothing is taken."""
    found = queries.read_file(data, name, scale)
    report = Report(read=found.read, refused=[{"row": row.number, "reason": row.reason} for row in found.refused])
    rows = _dated(found.rows, report)
    try:
        with transaction.atomic():
            _take(rows, data, name, scale, report, by, now)
    except IntegrityError as error:
        raise BadFile("Một tệp khác vừa được nhập đúng lúc này. Hãy nhập lại tệp.") from error
    return report


def _dated(rows: Sequence[IndexRow], report: Report) -> dict[Key, tuple[IndexRow, Period]]:
    """The rows whose period is understood, by what they are about; the others are refused."""
    kept: dict[Key, tuple[IndexRow, Period]] = {}
    for row in rows:
        try:
            period = published_period(row.period)
        except BadPeriod:
            words = f"không hiểu kỳ {row.period[:40]!r}" if row.period else "chưa ghi kỳ"
            report.refused.append({"row": row.number, "reason": f"cột period: {words}"})
            continue
        key = (row.unit_code, period.first, period.last, row.group, row.what)
        if key in kept:
            first = kept[key][0].number
            report.refused.append({"row": row.number, "reason": f"{row.what} của kỳ này đã có ở dòng {first}"})
        else:
            kept[key] = (row, period)
    report.refused.sort(key=lambda one: int(one["row"]))
    return kept


def _take(
    rows: Mapping[Key, tuple[IndexRow, Period]],
    data: bytes,
    name: str,
    scale: Scale,
    report: Report,
    by: Actor,
    now: datetime,
) -> None:
    stored = files.store(data=data, name=name, now=now)
    known = _newest(rows)
    fresh = {key: found for key, found in rows.items() if not _same(known.get(key), found[0])}
    report.taken, report.unchanged = len(fresh), len(rows) - len(fresh)
    record = PublishedFile.objects.create(
        name=name[:255], stored_file=stored, scale=scale.id, read=report.read, taken=report.taken,
        unchanged=report.unchanged, refused=report.refused, imported_by=by.id, imported_at=now,
    )  # fmt: skip
    PublishedFigure.objects.bulk_create(
        [_figure(row, period, known.get(key), record, now) for key, (row, period) in fresh.items()], batch_size=BATCH
    )
    report.file_id = record.pk
    _tell(record, by, now)


def _newest(rows: Mapping[Key, tuple[IndexRow, Period]]) -> dict[Key, PublishedFigure]:
    """The newest edition of each figure that the file speaks of."""
    codes = sorted({key[0] for key in rows})
    found: dict[Key, PublishedFigure] = {}
    for start in range(0, len(codes), BATCH):
        held = PublishedFigure.objects.filter(unit_code__in=codes[start : start + BATCH]).order_by("edition")
        found |= {(one.unit_code, one.first, one.last, one.group, one.metric): one for one in held}
    return found


def _same(before: PublishedFigure | None, row: IndexRow) -> bool:
    return before is not None and all(getattr(before, name) == getattr(row, name) for name in VALUES)


def _figure(
    row: IndexRow, period: Period, before: PublishedFigure | None, record: PublishedFile, now: datetime
) -> PublishedFigure:
    return PublishedFigure(
        unit_code=row.unit_code,
        unit_name=row.unit_name,
        unit_kind=row.unit_kind,
        first=period.first,
        last=period.last,
        period=row.period,
        group=row.group,
        metric=row.what,
        edition=before.edition + 1 if before else 1,
        source=row.source,
        recorded_at=now,
        file=record,
        **{name: getattr(row, name) for name in VALUES},
    )


def _tell(record: PublishedFile, by: Actor, now: datetime) -> None:
    append(
        stream=StreamRef("published_index", str(new_id())),
        expected_version=0,
        type="published_index.imported",
        payload={
            "file": record.stored_file_id, "scale": record.scale, "read": record.read, "taken": record.taken,
            "unchanged": record.unchanged, "refused": len(record.refused),
        },
        actor=by,
        occurred_at=now,
        recorded_at=now,
        command_id=str(new_id()),
    )  # fmt: skip
