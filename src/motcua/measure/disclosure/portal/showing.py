"""An edition in words, cells and charts."""

from collections.abc import Mapping
from typing import Any

from motcua.kernel.ui.formats import number, percent
from motcua.measure.disclosure.queries import Published
from motcua.measure.disclosure.rules import TOTAL, Shown, ranking
from motcua.measure.indicators import queries as indicators
from motcua.measure.indicators.rules import shown_percent
from motcua.people import queries as people

HIDDEN = "ẩn"
PROGRESS = {TOTAL: "Đã xong", "on_time": "Đúng hạn", "late": "Trễ hạn", "undated": "Không có hạn"}
RATINGS = {TOTAL: "Đã trả", "satisfied": "Hài lòng", "neutral": "Bình thường", "dissatisfied": "Không hài lòng",
           "unrated": "Chưa đánh giá"}  # fmt: skip


def bars(found: Published) -> list[dict[str, Any]]:
    """The indicators that have a share, against their targets."""
    names = {item.code: item.short_name for item in indicators.definitions()}
    return [
        {
            "label": f"{row['code']} {names.get(row['code'], '')}".strip(),
            "value": shown_percent(
                row["numerator"], row["denominator"], below=row["target"] if row["met"] is False else None
            ),
            "target": row["target"],
            "judge": True,
        }
        for row in found.figures
        if row["value"] is not None
    ]


def on_time(found: Published) -> dict[str, Any]:
    """Punctuality of the agency by both clocks."""
    sides = found.said["on_time"]
    return {
        "on_time": {
            name: {**sides[name], "share": shown_percent(sides[name]["numerator"], sides[name]["denominator"])}
            for name in ("legal", "portal")
        }
    }


def by_unit(found: Published) -> dict[str, Any]:
    """Received and finished by unit, and the units in the order of what they surely reach."""
    names = {unit.key: unit.name for unit in people.units()}
    received, progress = found.tables.get("received"), found.tables.get("progress")
    rows, foot = _rows(progress, PROGRESS, names)
    if rows and received is not None:
        for row in rows:
            row["cells"].insert(1, _cell(received.value((row["unit"], TOTAL))))
        foot.insert(1, number(received.table.value((TOTAL, TOTAL))))
    elif rows and received is None:
        for row in rows:
            row["cells"].insert(1, HIDDEN)
        foot.insert(1, "")
    labels = ["Đơn vị", "Tiếp nhận", *PROGRESS.values()]
    return {
        "unit_columns": _columns(labels),
        "unit_rows": [row["cells"] for row in rows],
        "unit_foot": foot,
        "places": _places(progress, names),
        "place_columns": _columns(["Đơn vị", "Hạng", "Đúng hạn", "Số hồ sơ", "Khoảng tin cậy 95 %"]),
    }


def ratings(found: Published) -> dict[str, Any]:
    """Ratings of the agency with response and interval, and by unit."""
    names = {unit.key: unit.name for unit in people.units()}
    rows, foot = _rows(found.tables.get("ratings"), RATINGS, names)
    whole = found.ratings
    interval = whole.interval if whole else None
    return {
        "ratings": whole,
        "rating_interval": f"{number(interval[0], 1)} – {percent(interval[1], 1)}" if interval else "",
        "rating_columns": _columns(["Đơn vị", *RATINGS.values()]),
        "rating_rows": [row["cells"] for row in rows],
        "rating_foot": foot,
    }


def index(found: Published) -> dict[str, Any]:
    """The service index by groups: what was won, of what could be counted. What could still be won stays inside."""
    said = found.index
    if not said or said["total"] is None:
        return {"index": None}
    groups = said["groups"]
    rows = [
        [one["name"], number(one["score"], 2) if one["score"] is not None else "chưa tính được",
         number(one["most"]) if one["score"] is not None else "", _missing(one)]
        for one in groups
    ]  # fmt: skip
    return {
        "index": said,
        "index_columns": [{"label": "Nhóm"}, {"label": "Điểm", "kind": "num"}, {"label": "Trên", "kind": "num"},
                          {"label": "Ghi chú"}],
        "index_rows": rows,
        "index_bars": [
            {"label": one["name"], "value": round(float(one["score"]) * 100 / float(one["most"]), 2)}
            for one in groups
            if one["score"] is not None and float(one["most"])
        ],
    }  # fmt: skip


def _missing(group: Mapping[str, Any]) -> str:
    count = len(group["missing"])
    return f"chưa tính được {count} chỉ số" if count else ""


def _rows(shown: Shown | None, kinds: Mapping[str, str], names: Mapping[str, str]) -> tuple[list[Any], list[Any]]:
    if shown is None:
        return [], []
    table = shown.table
    units = sorted(table.rows, key=lambda unit: names.get(unit, unit))
    rows = [
        {"unit": unit, "cells": [names.get(unit, unit), *(_cell(shown.value((unit, kind))) for kind in kinds)]}
        for unit in units
    ]
    return rows, ["Toàn cơ quan", *(number(table.value((TOTAL, kind))) for kind in kinds)]


def _places(shown: Shown | None, names: Mapping[str, str]) -> list[list[Any]]:
    """Only units whose counts are open: a share would betray a hidden one."""
    if shown is None:
        return []
    counts = [(unit, shown.value((unit, "on_time")), shown.value((unit, "late"))) for unit in shown.table.rows]
    open_ones = [(unit, good, good + bad) for unit, good, bad in counts if good is not None and bad is not None]
    return [
        [names.get(one.unit, one.unit), one.words, percent(shown_percent(one.counted, one.whole)), number(one.whole),
         f"{number(one.low, 1)} – {percent(one.high, 1)}"]
        for one in ranking(open_ones)
    ]  # fmt: skip


def _cell(value: int | None) -> str:
    return HIDDEN if value is None else number(value)


def _columns(labels: list[str]) -> list[dict[str, str]]:
    return [{"label": labels[0]}, *({"label": label, "kind": "num"} for label in labels[1:])]
