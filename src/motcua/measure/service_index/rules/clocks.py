"""Two calculators of "on time", independent of one another: the law's and the portal's. Pure.

The law (NĐ 61/2018/NĐ-CP) counts the limit anew after a supplement, so it looks at `legal_due`. The portal (notes on
the formulas of QĐ 766/QĐ-TTg, 2.1) takes the waiting time off, so it looks at `portal_due`, and calls a dossier late
that waits for more than one supplement; another copy of the notes says more than one in all, so both readings are kept.
For both the end is that of the dossier; of an open one that waits for the applicant, the instant of the request; of any
other open one, the instant at which the period is looked at.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from motcua.measure.facts.rules import on_time

Reading = Literal["open", "all"]


@dataclass(frozen=True, slots=True)
class Case:
    """What both calculators know of one dossier; `waiting_since`: it waits for a supplement asked for then."""

    legal_due: datetime | None
    portal_due: datetime | None
    finished: datetime | None
    unit: str = "working_day"
    requests: int = 0
    waiting_since: datetime | None = None


def legal_on_time(case: Case, at: datetime) -> bool:
    """In time by the law, looked at from `at`; without a due date it cannot be shown to be in time."""
    return on_time(due=case.legal_due, finished=_end(case, at), unit=case.unit, now=at) is True


def portal_on_time(case: Case, at: datetime, reading: Reading = "open") -> bool:
    """In time by the portal's notes, looked at from `at`."""
    waits = case.waiting_since is not None and (case.finished is None or case.finished > at)
    if case.requests > 1 and (reading == "all" or waits):
        return False
    return on_time(due=case.portal_due, finished=_end(case, at), unit=case.unit, now=at) is True


def _end(case: Case, at: datetime) -> datetime:
    if case.finished is not None and case.finished <= at:
        return case.finished
    return min(case.waiting_since or at, at)
