"""How limits are counted (Civil Code 2015 arts. 147-148), with clocks that pause or start anew.

When a pause counts. A limit of hours loses exactly the office time inside the pause. For limits in days or months
a day is paused when the clock stands still as the office closes that day: the pause began before closing time and
had not ended before it (began < closing <= ended). So the limit of N working days is the N-th closing time, after
the start day, at which the clock runs; a pause over k closing times of working days moves it by exactly k working
days, however the pause is cut into pieces, and a pause within one day moves nothing.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from motcua.kernel.time.calendar import Calendar, to_instant, to_local
from motcua.kernel.time.deadline import Due, Mode, Span
from motcua.kernel.time.limits import Limit
from motcua.kernel.time.working import days_from

PAUSED = "Đồng hồ tạm dừng"
OUT_OF_HOURS = "Ngoài giờ làm việc"
LAST_DAY_OFF = "Ngày cuối rơi vào ngày nghỉ"

Pauses = list[tuple[datetime, datetime]]


@dataclass(frozen=True, slots=True)
class _Count:
    """A finished walk: the local due time and what every day on the way was."""

    at: datetime
    counted: tuple[date, ...]
    skipped: tuple[tuple[date, str], ...]


def due(start: datetime, limit: Limit, calendar: Calendar, rule_set: str = "") -> Due:
    """When `limit` ends for a dossier received at `start`, with a clock that never stops.

    The 15:00 rule of NĐ 61/2018 art. 18 is about hand-over and never shifts a limit of days.
    """
    return _due(start, limit, calendar, (), None, rule_set, None)


def due_with_spans(
    start: datetime,
    limit: Limit,
    calendar: Calendar,
    spans: Sequence[Span],
    mode: Mode = "restart",
    rule_set: str = "",
    as_of: datetime | None = None,
) -> Due:
    """When `limit` ends for a clock that was stopped by `spans` (see `Span` for their meaning in each mode).

    mode "restart": legal clock, counts anew after the last supplement (NĐ 61/2018 art. 19.4).
    mode "pause": portal clock, the waiting time is taken out (QĐ 766).
    An open span is taken to end at `as_of`, or at once when it is not given: the earliest due date still possible.
    """
    if mode not in {"restart", "pause"}:
        raise ValueError(f"unknown clock mode {mode!r}")
    return _due(start, limit, calendar, tuple(spans), mode, rule_set, as_of)


def extended(before: Due, limit: Limit, calendar: Calendar, rule_set: str = "") -> Due:
    """The date of `before` lengthened by `limit`, counted from its due instant with the pauses that reach beyond it.

    Never earlier than `before`. A restart after the extension was granted begins a new count without it.
    """
    pauses = [span for span in before.spans if span.kind == "pause"]
    later = _due(before.at, limit, calendar, tuple(pauses), "pause", rule_set, before.as_of)
    return replace(later, extends=before)


def _due(
    start: datetime,
    limit: Limit,
    calendar: Calendar,
    spans: tuple[Span, ...],
    mode: Mode | None,
    rule_set: str,
    as_of: datetime | None,
) -> Due:
    stops = [(span, _end(span, as_of)) for span in spans if span.kind != "run"]
    begin = start
    if mode == "restart":
        begin = max([start, *(end for span, end in stops if span.kind == "restart")])
    pauses = _pauses([(span.start, end) for span, end in stops if end > begin])
    count = _walk(to_local(begin), limit, calendar, pauses)
    examined = sorted((*count.counted, *(day for day, _ in count.skipped)))
    return Due(
        at=to_instant(count.at),
        limit=limit,
        start=start,
        counted=count.counted,
        skipped=count.skipped,
        rule_set=rule_set,
        calendar=calendar,
        begin=begin,
        mode=mode,
        spans=spans,
        as_of=as_of,
        stands=any(span.end is None for span, _ in stops),
        assumed_from=next((day for day in examined if not calendar.knows(day)), None),
    )


def _end(span: Span, as_of: datetime | None) -> datetime:
    return span.end or max(span.start, as_of or span.start)


def _pauses(spans: list[tuple[datetime, datetime]]) -> Pauses:
    """The spans as local time, overlapping and touching ones made one."""
    merged: Pauses = []
    for since, to in sorted((to_local(since), to_local(to)) for since, to in spans):
        if merged and since <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], to))
        else:
            merged.append((since, to))
    return merged


def _walk(begin: datetime, limit: Limit, calendar: Calendar, pauses: Pauses) -> _Count:
    if limit.unit == "working_hour":
        return _hours(begin, timedelta(hours=limit.value), calendar, pauses)
    if limit.unit == "working_day":
        return _working_days(begin.date(), limit.value, calendar, pauses)
    days = limit.value if limit.unit == "day" else (_months_after(begin.date(), limit.value) - begin.date()).days
    return _calendar_days(begin.date(), days, calendar, pauses)


def _working_days(start: date, days: int, calendar: Calendar, pauses: Pauses) -> _Count:
    counted: list[date] = []
    skipped: list[tuple[date, str]] = []
    for day in days_from(start):
        if day == start:
            continue
        off = calendar.why_off(day)
        if off is not None:
            skipped.append((day, off))
        elif pauses and _paused(day, calendar, pauses):
            skipped.append((day, PAUSED))
        else:
            counted.append(day)
            if len(counted) == days:
                break
    return _Count(calendar.closing(counted[-1]), tuple(counted), tuple(skipped))


def _calendar_days(start: date, days: int, calendar: Calendar, pauses: Pauses) -> _Count:
    """Every day counts, but the last one must be a working day (Civil Code 2015 art. 148.5)."""
    counted: list[date] = []
    skipped: list[tuple[date, str]] = []
    for day in days_from(start):
        if day == start:
            continue
        if pauses and _paused(day, calendar, pauses):
            skipped.append((day, PAUSED))
            continue
        if len(counted) == days - 1:
            off = calendar.why_off(day)
            if off is not None:
                skipped.append((day, f"{LAST_DAY_OFF}: {off}"))
                continue
        counted.append(day)
        if len(counted) == days:
            break
    return _Count(calendar.closing(counted[-1]), tuple(counted), tuple(skipped))


def _hours(begin: datetime, amount: timedelta, calendar: Calendar, pauses: Pauses) -> _Count:
    counted: list[date] = []
    skipped: list[tuple[date, str]] = []
    left = amount
    for day in days_from(begin.date()):
        pieces = _running(begin, calendar.open_spans(day), pauses)
        if not pieces:
            in_time = calendar.closing(day) > begin
            why = calendar.why_off(day) or (PAUSED if in_time and pauses else OUT_OF_HOURS)
            skipped.append((day, why))
            continue
        counted.append(day)
        for since, to in pieces:
            if left <= to - since:
                return _Count(since + left, tuple(counted), tuple(skipped))
            left -= to - since
    raise AssertionError("unreachable: days_from raises at its horizon")


def _running(
    begin: datetime, spans: list[tuple[datetime, datetime]], pauses: Pauses
) -> list[tuple[datetime, datetime]]:
    """The parts of the office spans after `begin` in which the clock runs."""
    pieces = []
    for opens, closes in spans:
        since = max(opens, begin)
        for pause_start, pause_end in pauses:
            if pause_end <= since or pause_start >= closes:
                continue
            if pause_start > since:
                pieces.append((since, pause_start))
            since = pause_end
        if since < closes:
            pieces.append((since, closes))
    return pieces


def _paused(day: date, calendar: Calendar, pauses: Pauses) -> bool:
    closing = calendar.closing(day)
    return any(since < closing <= to for since, to in pauses)


def _months_after(start: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day (Civil Code 2015 art. 148.3)."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    if year > date.max.year:
        raise ValueError("Ngày nằm ngoài khoảng tính được.")
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
