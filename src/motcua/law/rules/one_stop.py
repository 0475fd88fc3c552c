"""The numbers of the one-stop mechanism, read from a rule set of kind "one_stop", and the rule of 15:00."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from motcua.kernel.time import (
    TZ,
    Calendar,
    Limit,
    end_of_working_day,
    local_date,
    next_working_day,
    start_of_working_day,
)

CLOCKS = ("restart", "pause")


@dataclass(frozen=True, slots=True)
class OneStop:
    """Articles are those of NĐ 61/2018 unless said otherwise; the rule set's own source and status come first."""

    handover_cutoff: time  # art. 18: received after it, handed over at the start of the next working day
    supplement_request_within: Limit  # art. 19.4: the handler asks for missing papers within this time
    supplement_requests_at_intake: int  # arts. 11, 15, 17: one complete request
    supplement_returns_max: int  # NĐ 63/2010 art. 20.4: people come back at most so often
    clock_on_supplement: str  # art. 19.4: "restart" counts anew, "pause" goes on
    apology_before: Limit  # art. 19.9: apology at least this long before the due date
    reschedules_max: int  # art. 19.9

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> "OneStop":
        """From the content of a rule set; ValueError or KeyError names what is missing or wrong."""
        clock = str(content["clock_on_supplement"])
        if clock not in CLOCKS:
            raise ValueError(f"clock_on_supplement: “{clock}” không phải {' hay '.join(CLOCKS)}")
        return cls(
            handover_cutoff=time.fromisoformat(content["handover_cutoff"]),
            supplement_request_within=Limit(**content["supplement_request_within"]),
            supplement_requests_at_intake=_count(content, "supplement_requests_at_intake"),
            supplement_returns_max=_count(content, "supplement_returns_max"),
            clock_on_supplement=clock,
            apology_before=Limit(**content["apology_before"]),
            reschedules_max=_count(content, "reschedules_max"),
        )


def handover_at(accepted_at: datetime, calendar: Calendar, cutoff: time) -> datetime:
    """The last lawful instant to hand an accepted dossier to its handler (NĐ 61/2018 art. 18), aware.

    Accepted on a working day up to and at the cutoff: the end of that day. Later, or on a day off: the start of the
    next working day. This never moves the due date of a limit counted in days.
    """
    day = local_date(accepted_at)
    closing = end_of_working_day(day, calendar)
    if calendar.is_working(day) and accepted_at <= closing and accepted_at.astimezone(TZ).time() <= cutoff:
        return closing
    return start_of_working_day(next_working_day(day, calendar), calendar)


def _count(content: Mapping[str, Any], name: str) -> int:
    value = content[name]
    if type(value) is not int or value < 0:
        raise ValueError(f"{name}: phải là số nguyên không âm, không phải “{value}”")
    return value
