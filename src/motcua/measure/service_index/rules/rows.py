"""Reading rows of published or given figures: one row a metric of a unit, whole or refused with its reason. Pure.

The shape is that of the published list: unit_code, unit_name, unit_kind, group, metric, numerator, denominator,
ratio_percent, score, max_score, period, source. GROUP_TOTAL and TOTAL rows give points of a group and of the whole.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from motcua.measure.service_index.rules.points import Given
from motcua.measure.service_index.rules.scale import Scale

COLUMNS: Final = (
    "unit_code", "unit_name", "unit_kind", "group", "metric", "numerator", "denominator", "ratio_percent", "score",
    "max_score", "period", "source",
)  # fmt: skip
REQUIRED: Final = ("unit_code", "group", "metric", "numerator", "denominator", "score")
GROUP_TOTAL: Final = "GROUP_TOTAL"
TOTAL: Final = "TOTAL"
NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
LONGEST: Final = {"unit_code": 60, "unit_name": 200, "unit_kind": 40, "group": 20, "metric": 60, "period": 120}


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One row as it was read; `what` is a metric's code, GROUP_TOTAL or TOTAL."""

    number: int
    unit_code: str
    unit_name: str
    unit_kind: str
    group: str
    what: str
    numerator: Decimal | None
    denominator: Decimal | None
    ratio: Decimal | None
    score: Decimal | None
    max_score: Decimal | None
    period: str
    source: str

    @property
    def identity(self) -> tuple[str, str, str, str]:
        return self.unit_code, self.period, self.group, self.what

    @property
    def given(self) -> Given:
        """What the row gives to be scored; its points stand only where counts and ratio are missing."""
        return Given(self.numerator, self.denominator, self.ratio, self.score)


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not read, and why."""

    number: int
    reason: str


def header_problem(headings: Sequence[Any]) -> str:
    """What is wrong with the first row; empty when every required column is there once."""
    names = [str(heading or "").strip() for heading in headings]
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        return f"Thiếu cột {', '.join(missing)} ở dòng tiêu đề."
    twice = [name for name in COLUMNS if names.count(name) > 1]
    return f"Cột {', '.join(twice)} có nhiều lần ở dòng tiêu đề." if twice else ""


def read_row(number: int, cells: Mapping[str, Any], scale: Scale) -> IndexRow | RefusedRow:
    """Read one row given by heading → cell, line `number` of the file."""
    words = {name: _text(cells.get(name)) for name in COLUMNS}
    try:
        for name, most in LONGEST.items():
            if len(words[name]) > most:
                raise ValueError(f"cột {name}: dài quá {most} ký tự")
        row = _row(number, words, cells)
        _check(row, scale)
    except ValueError as error:
        return RefusedRow(number, str(error))
    return row


def _row(number: int, words: Mapping[str, str], cells: Mapping[str, Any]) -> IndexRow:
    values = {name: _number(name, cells.get(name)) for name in ("numerator", "denominator", "ratio_percent")}
    points = {name: _number(name, cells.get(name)) for name in ("score", "max_score")}
    return IndexRow(
        number=number,
        unit_code=words["unit_code"],
        unit_name=words["unit_name"],
        unit_kind=words["unit_kind"],
        group=words["group"],
        what=words["metric"],
        numerator=values["numerator"],
        denominator=values["denominator"],
        ratio=values["ratio_percent"],
        score=points["score"],
        max_score=points["max_score"],
        period=words["period"],
        source=words["source"][:500],
    )


def _check(row: IndexRow, scale: Scale) -> None:
    """Raises ValueError with the words of the first thing that cannot be."""
    if not row.unit_code:
        raise ValueError("cột unit_code: chưa ghi mã đơn vị")
    if not row.what:
        raise ValueError("cột metric: chưa ghi chỉ số")
    if row.what == TOTAL:
        _check_points(row, scale.most)
        return
    groups = {group.code: group for group in scale.groups}
    if row.group not in groups:
        raise ValueError(f"cột group: không có nhóm {row.group!r}; có {', '.join(groups)}")
    if row.what == GROUP_TOTAL:
        _check_points(row, groups[row.group].points)
        return
    metrics = {metric.code: metric for metric in scale.metrics}
    if row.what not in metrics:
        raise ValueError(f"cột metric: không có chỉ số {row.what!r}")
    if metrics[row.what].group != row.group:
        raise ValueError(f"cột group: {row.what} thuộc nhóm {metrics[row.what].group}, không thuộc {row.group}")
    _check_points(row, metrics[row.what].points)
    if metrics[row.what].scored:
        _check_counts(row)


def _check_counts(row: IndexRow) -> None:
    if (row.numerator is None) != (row.denominator is None):
        raise ValueError(f"cột {'numerator' if row.numerator is None else 'denominator'}: thiếu số")
    if row.numerator is None or row.denominator is None:
        return
    for name, value in (("numerator", row.numerator), ("denominator", row.denominator)):
        if value != value.to_integral_value():
            raise ValueError(f"cột {name}: {value} không phải số đếm")
    if row.denominator == 0 and row.numerator:
        raise ValueError(f"cột denominator: mẫu số 0 mà tử số {row.numerator}")
    if row.numerator > row.denominator:
        raise ValueError(f"cột numerator: {row.numerator} lớn hơn mẫu số {row.denominator}")


def _check_points(row: IndexRow, most: Decimal | None) -> None:
    if row.max_score is not None and most is not None and row.max_score != most:
        raise ValueError(f"cột max_score: {row.max_score}, thang điểm đang dùng cho tối đa {most}")
    if row.score is not None and most is not None and row.score > most:
        raise ValueError(f"cột score: {row.score} lớn hơn điểm tối đa {most}")


def _text(cell: Any) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return "" if cell is None else " ".join(str(cell).split())


def _number(name: str, cell: Any) -> Decimal | None:
    """A number as the published list writes it: digits with a dot before decimals. Raises ValueError."""
    if isinstance(cell, bool):
        raise ValueError(f"cột {name}: {cell!r} không phải số")
    text = _text(cell)
    if not text:
        return None
    if not NUMBER.fullmatch(text):
        raise ValueError(f"cột {name}: {text[:30]!r} không phải số; viết liền, dấu chấm trước phần thập phân")
    value = Decimal(text)
    if value < 0:
        raise ValueError(f"cột {name}: {text} là số âm")
    return value
