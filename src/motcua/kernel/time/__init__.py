"""Working time: what a working day is, how a limit is counted, when it is due, and the proof of that date.

Pure: no clock, no database, no files. Calendars come in as values (`motcua.law.queries.calendar` makes them).
Instants are aware; the law counts local dates, so everything is counted in Asia/Ho_Chi_Minh.
"""

from motcua.kernel.time.calendar import TZ, Calendar, OfficeHours, local_date
from motcua.kernel.time.counting import due, due_with_spans, extended
from motcua.kernel.time.deadline import Due, Span
from motcua.kernel.time.limits import NAMES as NAMES_OF_UNITS
from motcua.kernel.time.limits import UNITS, Limit, parse_limit
from motcua.kernel.time.working import (
    Unreachable,
    add_working_days,
    after_working_seconds,
    end_of_working_day,
    next_working_day,
    office_seconds,
    start_of_working_day,
    working_days_between,
    working_seconds_between,
)

__all__ = [
    "NAMES_OF_UNITS",
    "TZ",
    "UNITS",
    "Calendar",
    "Due",
    "Limit",
    "OfficeHours",
    "Span",
    "Unreachable",
    "add_working_days",
    "after_working_seconds",
    "due",
    "due_with_spans",
    "end_of_working_day",
    "extended",
    "local_date",
    "next_working_day",
    "office_seconds",
    "parse_limit",
    "start_of_working_day",
    "working_days_between",
    "working_seconds_between",
]
