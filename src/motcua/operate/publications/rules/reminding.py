"""When somebody is reminded of a clock. Pure."""

from collections.abc import Sequence
from datetime import date


def stage(due_on: date, today: date, before_days: Sequence[int]) -> str:
    """The reminder that is due for a clock on `today`: "10", "5", … days before, "late", or "" for none yet.

    A reminder that nobody sent on its day (the worker stood still) is the newest one that fits, sent once.
    """
    left = (due_on - today).days
    if left < 0:
        return "late"
    fitting = [days for days in before_days if left <= days]
    return str(min(fitting)) if fitting else ""
