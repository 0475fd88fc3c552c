"""What may happen to a due date: extension, apology, a holiday that came later, and whom it is time to warn. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.kernel.time import (
    Calendar,
    Due,
    Limit,
    due,
    local_date,
    working_seconds_between,
)
from motcua.law.rules import PAUSES, WarningStep
from motcua.operate.dossiers.rules.steps import Refusal

APOLOGY_RULE = "NĐ 61/2018/NĐ-CP điều 19 khoản 9"


def extension_refusal(*, days: object, most: int | None, used: int, reason: str, article: str) -> Refusal | None:
    """Why the limit cannot be extended by `days` working days; None when it can. `most` None: no rule allows it."""
    if most is None:
        return Refusal(
            "no_extension_rule",
            "Chưa có quy định chuyên ngành nào cho gia hạn thủ tục này, nên thời hạn không được kéo dài. Nếu không kịp "
            "thì phải xin lỗi và hẹn lại.",
            who="Cán bộ kiểm soát thủ tục hành chính ghi quy định, nếu có",
        )
    if used:
        return Refusal("already_extended", "Hồ sơ này đã được gia hạn; mỗi hồ sơ chỉ được gia hạn một lần.", article)
    return _days_refusal(days, most, article) or _reason_refusal(reason, "gia hạn", article)


def apology_refusal(*, days: object, most: int, used: int, allowed: int, reason: str) -> Refusal | None:
    """Why no new appointment can be given; None when one can."""
    if used >= allowed:
        return Refusal(
            "already_rescheduled",
            "Đã xin lỗi và hẹn lại một lần; không được hẹn lại nữa. Hãy giải quyết ngay và báo cáo lãnh đạo.",
            APOLOGY_RULE,
        )
    return _days_refusal(days, most, APOLOGY_RULE) or _reason_refusal(reason, "chậm", APOLOGY_RULE)


def apologise_by(legal_due: datetime, before: Limit, calendar: Calendar) -> date:
    """The last local day on which an apology is in time: `before` the due date (điều 19 khoản 9: one day)."""
    day = local_date(legal_due)
    if before.unit != "working_day":
        return day - timedelta(days=before.value)
    left = before.value
    while left:
        day -= timedelta(days=1)
        left -= calendar.is_working(day)
    return day


def new_appointment(*, legal_due: datetime, now: datetime, days: int, calendar: Calendar) -> Due:
    """The day promised anew: `days` working days after the due date, or after today when that has passed."""
    return due(max(legal_due, now), Limit(days, "working_day", f"hẹn lại {days} ngày làm việc"), calendar)


@dataclass(frozen=True, slots=True)
class Move:
    """A due date that a change of the calendar puts off. `why`: the days that no longer count, with their reasons."""

    old: datetime
    new: datetime
    days: int
    why: tuple[tuple[date, str], ...]


def moved(*, promised: datetime, before: Due, after: Due) -> Move | None:
    """How far a changed calendar moves a promised date; None when it does not, and never to an earlier one.

    `before`: the count that gave the promised date; `after`: the same count by the calendar of today.
    """
    if after.at <= promised:
        return None
    known = dict(before.skipped)
    why = tuple((day, words) for day, words in after.skipped if day not in known)
    return Move(promised, after.at, (local_date(after.at) - local_date(promised)).days, why)


def reached(
    ladder: Sequence[WarningStep], *, begin: datetime, at: datetime, now: datetime, calendar: Calendar
) -> tuple[WarningStep, ...]:
    """The warnings whose moment has come for a date counted from `begin` to `at`, in the order of the ladder."""
    return tuple(step for step in ladder if _reached(step, begin, at, now, calendar))


def _reached(step: WarningStep, begin: datetime, at: datetime, now: datetime, calendar: Calendar) -> bool:
    if step.at_due:
        return now > at
    if step.after is not None:
        return now > at and now > due(at, step.after, calendar).at
    if now > at:
        return False  # a warning that comes after the fact helps nobody: lateness has steps of its own
    if step.before is not None:
        return due(now, step.before, calendar).at >= at
    whole = working_seconds_between(begin, at, calendar)
    return whole > 0 and working_seconds_between(begin, now, calendar) * 100 >= whole * (step.used_percent or 0)


def what_of(code: str) -> str:
    """What a hold waits for, in the words of the sector rules (law.rules.PAUSES); "" for what no rule speaks of."""
    if code in PAUSES:
        return code
    named = next((what for what, words in PAUSES.items() if words == code), "")
    return named or ("consultation" if code.startswith("Lấy ý kiến") else "")


def _days_refusal(days: object, most: int, rule: str) -> Refusal | None:
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= most:
        return Refusal("bad_days", f"Số ngày làm việc phải từ 1 đến {most}.", rule)
    return None


def _reason_refusal(reason: str, what: str, rule: str) -> Refusal | None:
    if not reason:
        return Refusal("reason_missing", f"Hãy ghi lý do {what} để báo cho người dân.", rule)
    return None
