"""The answer of a count: when it is due, which days counted and which did not, and the proof of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Literal

from motcua.kernel.time.calendar import TZ, Calendar, OfficeHours
from motcua.kernel.time.limits import Limit, Unit

Kind = Literal["run", "pause", "restart"]
Mode = Literal["restart", "pause"]

RULES: Final[Mapping[Unit, str]] = {
    "working_day": "Không tính ngày tiếp nhận; đếm từng ngày làm việc; hết hạn khi hết giờ làm việc của ngày cuối.",
    "day": "Không tính ngày tiếp nhận; ngày cuối rơi vào ngày nghỉ thì chuyển sang ngày làm việc tiếp theo.",
    "month": "Đến ngày tương ứng của tháng cuối, không có thì ngày cuối tháng; rơi vào ngày nghỉ thì chuyển tiếp.",
    "working_hour": "Đếm trong giờ làm việc; không tính giờ nghỉ, ban đêm, ngày nghỉ.",
}
BASIS: Final = "Bộ luật Dân sự 2015, Điều 147, 148"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a dossier's clock; `end` None while it lasts.

    run: the clock runs (says nothing a count needs; kept for timelines).
    pause: the clock stands still from `start` to `end`, in both modes.
    restart: waiting for the applicant's supplement from `start` (asked) to `end` (complete). In mode "restart"
    the limit counts anew from `end` (NĐ 61/2018 art. 19.4); in mode "pause" the same wait only pauses (QĐ 766).
    """

    kind: Kind
    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or (self.end is not None and self.end.tzinfo is None):
            raise ValueError("A span needs instants with a time zone.")
        if self.end is not None and self.end < self.start:
            raise ValueError("A span cannot end before it starts.")


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit ends. `counted` and `skipped` (date, why) together are every day from the first to the due day.

    `begin` is the instant the count starts from: `start`, or a later restart. `stands` is true while a span is open:
    `at` is then the earliest date possible, as if the clock ran again at `as_of`, or at once. `assumed_from` is the
    first day examined for which the calendar has no known decisions. `extends`: the date this one lengthens, from
    whose instant it is counted.
    """

    at: datetime
    limit: Limit
    start: datetime
    counted: tuple[date, ...]
    skipped: tuple[tuple[date, str], ...]
    rule_set: str
    calendar: Calendar = field(repr=False)
    begin: datetime
    mode: Mode | None = None
    spans: tuple[Span, ...] = ()
    stands: bool = False
    as_of: datetime | None = None
    assumed_from: date | None = None
    extends: "Due | None" = None

    @property
    def calendar_version(self) -> str:
        return self.calendar.version

    @property
    def warning(self) -> str | None:
        """What people must be told about this date, in Vietnamese; None when every day is known."""
        if self.assumed_from is None:
            return None
        return (
            f"Lịch {self.calendar.key} chưa có quyết định về ngày nghỉ từ {self.assumed_from:%d/%m/%Y}: "
            "từ ngày đó chỉ trừ thứ Bảy và Chủ nhật, ngày đến hạn có thể lùi lại."
        )

    def proof(self) -> dict[str, Any]:
        """Everything needed to count again by hand, as JSON: rule, calendar, every day with its reason."""
        return {
            "format": "motcua-due-1",
            "rule_set": self.rule_set,
            "rule": RULES[self.limit.unit],
            "basis": BASIS,
            "limit": {"value": self.limit.value, "unit": self.limit.unit, "text": self.limit.text},
            "received": _iso(self.start),
            "counted_from": _iso(self.begin),
            "mode": self.mode,
            "spans": [
                {"kind": span.kind, "start": _iso(span.start), "end": _iso(span.end) if span.end else None}
                for span in self.spans
            ],
            "clock_stands": self.stands,
            "as_of": _iso(self.as_of) if self.as_of else None,
            "calendar": {
                "key": self.calendar.key,
                "version": self.calendar.version,
                "known": [day.isoformat() for day in self.calendar.edges],
            },
            "days": self._days(),
            "due_at": _iso(self.at),
            "assumed_from": self.assumed_from.isoformat() if self.assumed_from else None,
            "warning": self.warning,
            **({"extends": self.extends.proof()} if self.extends else {}),
        }

    def _days(self) -> list[dict[str, Any]]:
        why = dict(self.skipped)
        return [
            {
                "date": day.isoformat(),
                "counted": day not in why,
                "why": why.get(day) or self.calendar.worked.get(day, ""),
                "hours": _hours(self.calendar.hours_on(day)),
            }
            for day in sorted((*self.counted, *why))
        ]


def _iso(instant: datetime) -> str:
    return instant.astimezone(TZ).isoformat()


def _hours(hours: OfficeHours) -> list[str]:
    return [f"{since:%H:%M}-{to:%H:%M}" for since, to in hours.spans]
