"""Whether a procedure was published and made public on time: two tests, each with its own clock.

Law (NĐ 63/2010/NĐ-CP điều 15, 24): the decision at least 5 days before the text takes effect (shortened procedure: at
most 3 days after it was signed), posting at most 5 working days after the decision (2 in the shortened procedure).
The service index (QĐ 766/QĐ-TTg) counts the first 5 days as working days: the two readings contradict each other, so
both exist.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from motcua.kernel.time import Calendar, add_working_days, working_days_between

Reading = Literal["law", "portal"]
DAYS_BEFORE_EFFECT = 5
DAYS_AFTER_SIGNING_SHORTENED = 3
WORKING_DAYS_TO_POST = 5
WORKING_DAYS_TO_POST_SHORTENED = 2


@dataclass(frozen=True, slots=True)
class PublicationDates:
    """The dates of one publication; None is not known or has not happened."""

    effective_on: date | None
    decided_on: date | None
    posted_on: date | None
    shortened: bool = False


def late_reasons(dates: PublicationDates, calendar: Calendar, *, reading: Reading, today: date) -> list[str]:
    """Why the publication is late; empty when it is (still) on time."""
    reasons = []
    if _decided_late(dates, calendar, reading, today):
        reasons.append("quyết định công bố muộn")
    if _posted_late(dates, calendar, today):
        reasons.append("công khai muộn")
    return reasons


def _decided_late(dates: PublicationDates, calendar: Calendar, reading: Reading, today: date) -> bool:
    if dates.effective_on is None:
        return dates.decided_on is None
    decided = dates.decided_on or today
    if dates.shortened:
        return decided > dates.effective_on + timedelta(days=DAYS_AFTER_SIGNING_SHORTENED)
    if reading == "law":
        return decided > dates.effective_on - timedelta(days=DAYS_BEFORE_EFFECT)
    return (
        decided > dates.effective_on or working_days_between(decided, dates.effective_on, calendar) < DAYS_BEFORE_EFFECT
    )


def _posted_late(dates: PublicationDates, calendar: Calendar, today: date) -> bool:
    if dates.decided_on is None:
        return False
    allowed = WORKING_DAYS_TO_POST_SHORTENED if dates.shortened else WORKING_DAYS_TO_POST
    return (dates.posted_on or today) > add_working_days(dates.decided_on, allowed, calendar)
