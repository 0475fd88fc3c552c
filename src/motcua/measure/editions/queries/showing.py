"""An edition in words and cells, for the desk and the public."""

from typing import Any

from motcua.kernel.time import TZ
from motcua.kernel.ui.formats import number, percent
from motcua.measure.editions.models import Edition
from motcua.measure.editions.queries.shelf import content
from motcua.measure.indicators import queries as indicators
from motcua.measure.indicators.rules import BadPeriod, parse_period, shown_percent

NONE_FELL_DUE, NO_SOURCE = "không phát sinh", "chưa có nguồn dữ liệu"


def named(key: str) -> str:
    """A period in words: "tháng 03/2024"."""
    try:
        return parse_period(key).words
    except BadPeriod:
        return key


def head_rows(one: Edition) -> list[dict[str, Any]]:
    """What identifies an edition."""
    at = one.cut_off.astimezone(TZ)
    rows = [
        {"key": "Kỳ", "value": f"{named(one.key)} ({one.first:%d/%m/%Y} – {one.last:%d/%m/%Y})"},
        {"key": "Lần chốt", "value": str(one.number)},
        {"key": "Thời điểm chốt", "value": f"{at:%d/%m/%Y %H:%M}, đến việc thứ {number(one.position)} của nhật ký"},
        {"key": "Mã băm SHA-256", "value": one.content_id},
        {"key": "Chữ ký", "value": "Đã ký bằng chứng thư của cơ quan" if one.signature else "Chưa ký"},
    ]
    return [*rows, {"key": "Lý do chốt lại", "value": one.reason}] if one.reason else rows


def figure_rows(one: Edition, before: Edition | None) -> list[list[Any]]:
    """The twelve figures as cells; with the edition before, its value beside, marked where it differs."""
    names = {item.code: item.short_name for item in indicators.definitions()}
    was = {row["code"]: row for row in content(before)["figures"]} if before else {}
    rows = []
    for row in content(one)["figures"]:
        cells = [f"{row['code']} {names.get(row['code'], '')}".strip(), _value(row), _counts(row)]
        if before:
            old = was.get(row["code"])
            same = old is not None and _said(old) == _said(row)
            cells.append("như cũ" if same else _value(old) + " " + _counts(old) if old else "")
        rows.append(cells)
    return rows


def _said(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["numerator"], row["denominator"], row["status"], row["counted"], row["not_counted"]


def _value(row: dict[str, Any]) -> str:
    if row["status"] == "no_source":
        return NO_SOURCE
    below = row["target"] if row["met"] is False else None
    value = shown_percent(row["numerator"], row["denominator"], below=below)
    return NONE_FELL_DUE if value is None else percent(value)


def _counts(row: dict[str, Any]) -> str:
    if row["denominator"] is None:
        return ""
    return f"{number(row['numerator'])}/{number(row['denominator'])}"
