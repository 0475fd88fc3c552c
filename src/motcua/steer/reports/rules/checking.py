"""The sums of the form and its carry-over: what must hold, and the name of what does not. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.steer.reports.rules.handling import COUNTS, Row, Table


@dataclass(frozen=True, slots=True)
class Broken:
    """An identity that does not hold: where, what both sides are, and why as far as it is known."""

    where: str
    identity: str
    left: int
    right: int
    why: str


def sums(table: Table) -> list[Broken]:
    """Every identity within the form that does not hold."""
    found = [broken for row in (*table.rows, table.total) for broken in _row(row)]
    for name in COUNTS:
        added, said = sum(getattr(row, name) for row in table.rows), getattr(table.total, name)
        if added != said:
            found.append(Broken("Tổng số", f"cột {name} = cộng các dòng", said, added, "cộng dòng sai"))
    return found


def _row(row: Row) -> list[Broken]:
    sides = (
        ("tiếp nhận = trực tuyến + trực tiếp, bưu chính + kỳ trước chuyển sang", row.received,
         row.online + row.direct + row.carried, f"{row.no_channel} hồ sơ không rõ kênh nộp"),
        ("đã giải quyết = trước hạn + đúng hạn + quá hạn", row.processed,
         row.early + row.on_time + row.late, f"{row.no_due} hồ sơ không có hạn"),
        ("đang giải quyết = trong hạn + quá hạn", row.running,
         row.running_in_time + row.running_late, f"{row.open_no_due} hồ sơ không có hạn"),
        ("tiếp nhận = đã giải quyết + đang giải quyết", row.received, row.processed + row.running, "không rõ"),
    )  # fmt: skip
    where = row.field or "Tổng số"
    return [Broken(where, name, left, right, why) for name, left, right, why in sides if left != right]


def carried_over(table: Table, before: Mapping[str, Any] | None) -> list[Broken]:
    """What this report carries over, against what the kept report of the period before left running, by field."""
    if before is None:
        return []
    left = {(row["level"], row["field"]): row["running"] for row in before["rows"]}
    now = {(row.level, row.field): row.carried for row in table.rows}
    why = "hồ sơ đến muộn hoặc được sửa sau khi lưu báo cáo trước"
    return [
        Broken(
            key[1], "kỳ trước chuyển sang = đang giải quyết của báo cáo trước", now.get(key, 0), left.get(key, 0), why
        )
        for key in sorted({*left, *now})
        if now.get(key, 0) != left.get(key, 0)
    ]
