"""Reads the text of law files. What cannot be read is a `Fault` with its line, and then nothing of the file counts."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from motcua.kernel.time import Limit
from motcua.law.rules.calendars import CalendarHead, Day, judge_day, read_hours
from motcua.law.rules.deadlines import (
    check_calendar_choice,
    check_consultation_silence,
    check_extension,
    check_rescheduling,
    check_sector_pause,
    read_ladder,
)
from motcua.law.rules.dossier_code import ORDERS
from motcua.law.rules.one_stop import OneStop
from motcua.law.rules.rule_sets import STATUSES, RuleSet
from motcua.law.rules.separation import check_separation

CSV_COLUMNS: Final = ["date", "name", "kind", "decision", "source"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file was refused; `line` counts from 1, 0 when the whole file is meant."""

    file: str
    line: int
    reason: str


class Unreadable(ValueError):
    """A law file that cannot be taken."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def read_rule_set(text: str) -> RuleSet:
    """A rule set from JSON; raises Unreadable."""
    row = _object(text)
    try:
        rule_set = RuleSet(
            id=_words(row, "id"),
            kind=_words(row, "kind"),
            effective_from=_day_or_none(row, "effective_from"),
            effective_to=_day_or_none(row, "effective_to"),
            source=_words(row, "source"),
            status=_one_of(row, "status", STATUSES),
            content=row["content"],
            note=str(row["note"]),
        )
    except KeyError as error:
        raise Unreadable(1, f"thiếu mục “{error.args[0]}”") from None
    except _Wrong as error:
        raise Unreadable(_line_of(text, error.name), str(error)) from None
    since, to = rule_set.effective_from, rule_set.effective_to
    if since and to and to < since:
        raise Unreadable(_line_of(text, "effective_to"), "hết hiệu lực trước khi có hiệu lực")
    _check_content(rule_set, text)
    return rule_set


def read_head(text: str) -> CalendarHead:
    """The head of a calendar from JSON; raises Unreadable."""
    row = _object(text)
    try:
        head = CalendarHead(
            key=_words(row, "key"),
            name=_words(row, "name"),
            known_from=_day(row, "known_from"),
            known_to=_day(row, "known_to"),
            source=_words(row, "source"),
            status=_one_of(row, "status", STATUSES),
            note=str(row["note"]),
            parent=str(row.get("parent", "")),
        )
    except KeyError as error:
        raise Unreadable(1, f"thiếu mục “{error.args[0]}”") from None
    except _Wrong as error:
        raise Unreadable(_line_of(text, error.name), str(error)) from None
    if head.known_to < head.known_from:
        raise Unreadable(_line_of(text, "known_to"), "khoảng đã biết kết thúc trước khi bắt đầu")
    return head


def read_days(text: str) -> tuple[Day, ...]:
    """The days of a calendar from CSV; raises Unreadable with the first line that cannot be taken."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    days: dict[date, Day] = {}
    try:
        if next(rows, None) != CSV_COLUMNS:
            raise Unreadable(1, f"dòng đầu phải là {','.join(CSV_COLUMNS)}")
        for row in rows:
            day = _read_day(row, rows.line_num)
            if day.date in days:
                raise Unreadable(rows.line_num, f"ngày {day.date:%d/%m/%Y} có hai dòng")
            days[day.date] = day
    except csv.Error as error:
        raise Unreadable(rows.line_num, f"không đúng dạng CSV ({error})") from None
    return tuple(days.values())


def _read_day(row: list[str], line: int) -> Day:
    if len(row) != len(CSV_COLUMNS):
        raise Unreadable(line, f"có {len(row)} cột, phải có {len(CSV_COLUMNS)}")
    try:
        on = date.fromisoformat(row[0])
    except ValueError:
        raise Unreadable(line, f"“{row[0]}” không phải ngày dạng NĂM-THÁNG-NGÀY") from None
    day = Day(on, kind=row[2], name=row[1], decision=row[3], source=row[4])
    wrong = judge_day(day)
    if wrong:
        raise Unreadable(line, wrong)
    return day


class _Wrong(ValueError):
    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name


def _object(text: str) -> dict[str, Any]:
    try:
        row = json.loads(text)
    except json.JSONDecodeError as error:
        raise Unreadable(error.lineno, f"không đúng dạng JSON ({error.msg})") from None
    except RecursionError:
        raise Unreadable(1, "không đúng dạng JSON (lồng quá sâu)") from None
    if not isinstance(row, dict):
        raise Unreadable(1, "phải là một đối tượng JSON")
    return row


def _words(row: Mapping[str, Any], name: str) -> str:
    value = row[name]
    if not isinstance(value, str) or not value.strip():
        raise _Wrong(name, "phải là chữ và không để trống")
    return value


def _one_of(row: Mapping[str, Any], name: str, choices: tuple[str, ...]) -> Any:
    if row[name] not in choices:
        raise _Wrong(name, f"“{row[name]}” không phải {' hay '.join(choices)}")
    return row[name]


def _day(row: Mapping[str, Any], name: str) -> date:
    try:
        return date.fromisoformat(row[name])
    except (TypeError, ValueError):
        raise _Wrong(name, f"“{row[name]}” không phải ngày dạng NĂM-THÁNG-NGÀY") from None


def _day_or_none(row: Mapping[str, Any], name: str) -> date | None:
    return None if row[name] is None else _day(row, name)


def _line_of(text: str, name: str) -> int:
    at = text.find(f'"{name}"')
    return text.count("\n", 0, max(at, 0)) + 1


def _check_content(rule_set: RuleSet, text: str) -> None:
    """A rule set that the program will compute with must say everything it needs."""
    if not isinstance(rule_set.content, dict) or not rule_set.content:
        raise Unreadable(_line_of(text, "content"), "content phải là một đối tượng JSON có nội dung")
    wrong = judge_content(rule_set.kind, rule_set.content)
    if wrong:
        raise Unreadable(_line_of(text, "content"), wrong)


def judge_content(kind: str, content: Mapping[str, Any]) -> str | None:
    """What is wrong with the content of a rule of `kind`, in Vietnamese; None when nothing is."""
    check = _CHECKS.get(kind)
    try:
        if check is not None:
            check(content)
    except KeyError as error:
        return f"content thiếu mục “{error.args[0]}”"
    except (TypeError, ValueError, AttributeError) as error:
        return f"content: {error}"
    return None


def _check_code(content: Mapping[str, Any]) -> None:
    if content["order"] not in ORDERS:
        raise ValueError(f"order: “{content['order']}” không phải {' hay '.join(ORDERS)}")
    if content["sequence_digits"] not in range(4, 8):
        raise ValueError("sequence_digits: phải từ 4 đến 7")


def _check_answer(content: Mapping[str, Any]) -> None:
    Limit(**content["answer_within"])


def _check_hours(content: Mapping[str, Any]) -> None:
    if not all(isinstance(agency, str) for agency in content["agencies"]):
        raise ValueError("agencies: phải là danh sách khóa cơ quan")
    hours = read_hours(content["spans"])
    own = content.get("weekdays", {})
    if not set(own) <= {str(weekday) for weekday in range(7)}:
        raise ValueError("weekdays: khóa là 0 (thứ Hai) đến 6 (Chủ nhật)")
    if max(one.closing for one in (hours, *map(read_hours, own.values()))) > time(23, 59):
        raise ValueError("spans: kết thúc trong ngày")


_CHECKS: Final[Mapping[str, Callable[[Mapping[str, Any]], object]]] = {
    "one_stop": OneStop.read,
    "dossier_code": _check_code,
    "online_answer": _check_answer,
    "office_hours": _check_hours,
    "limit_units": lambda content: dict(content["units"]),
    "sector_pause": check_sector_pause,
    "extension": check_extension,
    "consultation_silence": check_consultation_silence,
    "calendar_choice": check_calendar_choice,
    "rescheduling": check_rescheduling,
    "separation": check_separation,
    "deadline_warnings": read_ladder,
    "form_sets": lambda content: [form["number"] for form in content["forms"]],
}
