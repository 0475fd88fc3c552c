"""How a deadline is said: how much is left or how late it is, with the tag that goes with it."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.utils import timezone

from motcua.kernel.ui.formats import vi_short

SOON: Final = timedelta(days=2)


class DueWords(NamedTuple):
    """`kind` is the kind of the status tag."""

    kind: str
    text: str


def due_words(due_at: datetime | None, now: datetime, *, left_seconds: int | None = None) -> DueWords:
    """What to say at `now` about a deadline; `left_seconds` are working seconds when the caller knows the calendar."""
    if due_at is None:
        return DueWords("neutral", "Chưa có hạn")
    late = now - due_at
    if late > timedelta(0):
        return DueWords("late", f"Quá hạn {_span(late)}")
    when = vi_short(due_at, now)
    if timezone.localtime(due_at).date() == timezone.localtime(now).date():
        return DueWords("waiting", f"Hôm nay {timezone.localtime(due_at):%H:%M}{_left(left_seconds)}")
    kind = "waiting" if due_at - now <= SOON else "running"
    return DueWords(kind, f"Hạn {when}{_left(left_seconds)}")


def finished_words(due_at: datetime | None, finished_at: datetime) -> DueWords:
    """What to say about a deadline once the work is done."""
    if due_at is None:
        return DueWords("done", "Đã xong")
    if finished_at <= due_at:
        return DueWords("done", "Đúng hạn")
    return DueWords("late", f"Trễ {_span(finished_at - due_at)}")


def _span(span: timedelta) -> str:
    """The largest whole unit, at least one minute."""
    if span.days:
        return f"{span.days} ngày"
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    return f"{hours} giờ" if hours else f"{max(1, minutes)} phút"


def _left(seconds: int | None) -> str:
    if seconds is None:
        return ""
    hours, rest = divmod(max(0, seconds), 3600)
    return f" · còn {hours} giờ làm việc" if hours else f" · còn {max(1, rest // 60)} phút làm việc"
