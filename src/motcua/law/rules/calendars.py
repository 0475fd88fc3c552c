"""What a calendar is made of: a head, its days, office hours per agency; and whether staff may enter a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from motcua.kernel.time import Calendar, OfficeHours

DAY_KINDS: Final[Mapping[str, str]] = {
    "le": "Nghỉ lễ",
    "tet": "Nghỉ Tết",
    "nghi_bu": "Nghỉ bù",
    "hoan_doi_nghi": "Nghỉ hoán đổi",
    "nghi_khac": "Nghỉ khác",
    "lam_bu": "Làm bù",
    "nua_ngay": "Làm việc theo giờ riêng",
    "thuong": "Ngày bình thường",
}
WORKED, OWN_HOURS, ORDINARY = "lam_bu", "nua_ngay", "thuong"
EVERY_AGENCY: Final = "*"
Spans = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Day:
    """One line of a calendar. `hours`: spans "HH:MM" for a day with its own hours, else empty."""

    date: date
    kind: str
    name: str
    decision: str = ""
    source: str = ""
    hours: Spans = ()
    edited_by: str = ""

    def says(self) -> tuple[object, ...]:
        """Everything but who entered it; two days that say the same need no new edition."""
        return (self.date, self.kind, self.name, self.decision, self.source, self.hours)


@dataclass(frozen=True, slots=True)
class CalendarHead:
    """What holds for a whole calendar; `known_from`/`known_to`: how far its decisions reach.

    `parent`: key of the calendar whose days hold too, unless this one says otherwise of a day.
    """

    key: str
    name: str
    known_from: date
    known_to: date
    source: str = ""
    status: str = "recalled"
    note: str = ""
    edited_by: str = ""
    parent: str = ""


def read_hours(spans: Iterable[Sequence[str]]) -> OfficeHours:
    """Office hours from [["07:30", "11:30"], …]; ValueError when they make no sense."""
    return OfficeHours(tuple((time.fromisoformat(since), time.fromisoformat(to)) for since, to in spans))


def judge_day(day: Day) -> str | None:
    """What is wrong with a line of a calendar, in Vietnamese; None when nothing is."""
    if day.kind not in DAY_KINDS:
        return f"không có loại ngày “{day.kind}”"
    if not day.name:
        return "thiếu tên ngày"
    if day.kind == WORKED and day.date.weekday() < 5:
        return f"ngày làm bù {day.date:%d/%m/%Y} không phải thứ Bảy hay Chủ nhật"
    if (day.kind == OWN_HOURS) != bool(day.hours):
        return "chỉ ngày làm việc theo giờ riêng mới ghi giờ, và phải ghi"
    if day.hours:
        try:
            read_hours(day.hours)
        except ValueError as error:
            return f"giờ làm việc không hợp lệ: {error}"
    return None


def build_calendar(
    head: CalendarHead,
    days: Iterable[Day],
    hour_rules: Sequence[tuple[date | None, date | None, Mapping[str, Any]]],
    agency: str | None,
    version: str,
) -> Calendar:
    """The calendar that counting uses. `hour_rules`: (from, to, content) of the office-hours rule sets."""
    days = list(days)
    default, seasons = _hours_of(hour_rules, agency)
    weekly = _weekly_of(hour_rules, agency)
    return Calendar(
        key=head.key,
        version=version,
        days_off={day.date: day.name for day in days if day.kind not in (WORKED, OWN_HOURS, ORDINARY)},
        worked={day.date: day.name for day in days if day.kind == WORKED},
        hours=default,
        edges=(head.known_from, head.known_to),
        seasons=seasons,
        day_hours={day.date: read_hours(day.hours) for day in days if day.kind == OWN_HOURS},
        weekly=weekly,
    )


def _weekly_of(
    rules: Sequence[tuple[date | None, date | None, Mapping[str, Any]]], agency: str | None
) -> tuple[tuple[date, date, int, OfficeHours], ...]:
    """Days of the week with hours of their own; an agency that has any rule of its own takes none of the others."""
    own = [rule for rule in rules if agency in rule[2]["agencies"]] if agency else []
    chosen = own or [rule for rule in rules if EVERY_AGENCY in rule[2]["agencies"]]
    dated = sorted(chosen, key=lambda rule: not (rule[0] or rule[1]))  # a season before what always holds
    return tuple(
        (since or date.min, to or date.max, int(weekday), read_hours(spans))
        for since, to, content in dated
        for weekday, spans in sorted(content.get("weekdays", {}).items())
    )


def _hours_of(
    rules: Sequence[tuple[date | None, date | None, Mapping[str, Any]]], agency: str | None
) -> tuple[OfficeHours, tuple[tuple[date, date, OfficeHours], ...]]:
    """An agency's own hours come before those of every agency, its seasons before its default."""
    default: OfficeHours | None = None
    seasons: list[tuple[date, date, OfficeHours]] = []
    for who in [agency, EVERY_AGENCY] if agency else [EVERY_AGENCY]:
        for since, to, content in rules:
            if default is not None or who not in content["agencies"] or not (since or to):
                continue
            seasons.append((since or date.min, to or date.max, read_hours(content["spans"])))
        for since, to, content in rules:
            if default is None and who in content["agencies"] and not (since or to):
                default = read_hours(content["spans"])
    return default or OfficeHours(), tuple(seasons)
