"""Form II.06a: how dossiers were handled in a period, by level and field. Pure.

A dossier counts from its acceptance. Its end is never taken to lie before its intake: a history that says so counts as
ended on the day of intake and is named beside the table. Whether it was early, on time or late is judged by the law's
date; without one it is neither, and the difference is named.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from typing import Final

from motcua.kernel.time import local_date
from motcua.measure.indicators.rules import Period

ONLINE: Final = 2
OTHER_CHANNELS: Final = frozenset({1, 3})
COLUMNS: Final = (
    ("received", "Tổng số"), ("online", "Trực tuyến"), ("direct", "Trực tiếp, dịch vụ bưu chính"),
    ("carried", "Từ kỳ trước"), ("processed", "Tổng số"), ("early", "Trước hạn"), ("on_time", "Đúng hạn"),
    ("late", "Quá hạn"), ("running", "Tổng số"), ("running_in_time", "Trong hạn"), ("running_late", "Quá hạn"),
)  # fmt: skip
"""The columns as the heading of the form names them; the first four are «tiếp nhận», then «đã giải quyết», «đang»."""


@dataclass(frozen=True, slots=True)
class Case:
    """What the form asks of one dossier."""

    dossier: str
    level: str
    field: str
    accepted_on: date
    channel: int | None
    due: datetime | None
    by_hour: bool
    finished_at: datetime | None


@dataclass(slots=True)
class Row:
    """The counts of one field. `no_channel`, `no_due`, `open_no_due`: what the form has no column for."""

    level: str = ""
    field: str = ""
    received: int = 0
    online: int = 0
    direct: int = 0
    carried: int = 0
    processed: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    running: int = 0
    running_in_time: int = 0
    running_late: int = 0
    no_channel: int = 0
    no_due: int = 0
    open_no_due: int = 0


COUNTS: Final = tuple(one.name for one in fields(Row) if one.name not in {"level", "field"})


@dataclass(slots=True)
class Table:
    """The rows by level and field, their sum, and the dossiers whose end is told to lie before their intake."""

    rows: list[Row]
    total: Row
    odd: list[str] = field(default_factory=list)


def count(cases: Iterable[Case], period: Period, at: datetime) -> Table:
    """The form for `period`, seen at `at` (its end, or now while it runs)."""
    rows: dict[tuple[str, str], Row] = {}
    total, odd = Row(), []
    for case in cases:
        if case.accepted_on > period.last:
            continue
        ended = local_date(case.finished_at) if case.finished_at else None
        if ended is not None and ended < case.accepted_on:
            if case.accepted_on >= period.first:
                odd.append(case.dossier)
            ended = case.accepted_on
        if ended is not None and ended < period.first:
            continue
        row = rows.setdefault((case.level, case.field), Row(case.level, case.field))
        for one in (row, total):
            _received(one, case, period)
            if ended is not None and ended <= period.last:
                _processed(one, case)
            else:
                _running(one, case, at)
    return Table([rows[key] for key in sorted(rows)], total, sorted(odd))


def _received(row: Row, case: Case, period: Period) -> None:
    row.received += 1
    if case.accepted_on < period.first:
        row.carried += 1
    elif case.channel == ONLINE:
        row.online += 1
    elif case.channel in OTHER_CHANNELS:
        row.direct += 1
    else:
        row.no_channel += 1


def _processed(row: Row, case: Case) -> None:
    row.processed += 1
    if case.due is None or case.finished_at is None:
        row.no_due += 1
        return
    end, due = (case.finished_at, case.due) if case.by_hour else _days(case.finished_at, case.due)
    if end < due:
        row.early += 1
    elif end == due:
        row.on_time += 1
    else:
        row.late += 1


def _running(row: Row, case: Case, at: datetime) -> None:
    row.running += 1
    if case.due is None:
        row.open_no_due += 1
        return
    now, due = (at, case.due) if case.by_hour else _days(at, case.due)
    if now <= due:
        row.running_in_time += 1
    else:
        row.running_late += 1


def _days(end: datetime, due: datetime) -> tuple[datetime, datetime]:
    """Both as instants of their local dates, so that days are compared."""
    return _midnight(end), _midnight(due)


def _midnight(at: datetime) -> datetime:
    day = local_date(at)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
