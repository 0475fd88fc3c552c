"""The date by which the list of internal procedures is published, read from the words of a plan. Pure.

The plan of 2024 (II.1.b): "chủ động rà soát trình công bố bổ sung danh mục TTHC nội bộ trước tháng 6/2024": before
June means on 31 May at the latest. "trước ngày 15/6/2024" means on the 14th; "trong tháng 6/2024" until the 30th.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WORK: Final = re.compile(
    r"công bố[^.;\n]*?danh mục\s+(?:TTHC|thủ tục hành chính)\s+nội bộ(?P<rest>[^.;\n]*)", re.IGNORECASE
)
DAY: Final = re.compile(r"trước\s+(?:ngày\s+)?(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})", re.IGNORECASE)
BEFORE_MONTH: Final = re.compile(r"trước\s+tháng\s+(?P<month>\d{1,2})(?:/|\s+năm\s+)(?P<year>\d{4})", re.IGNORECASE)
IN_MONTH: Final = re.compile(r"trong\s+tháng\s+(?P<month>\d{1,2})(?:/|\s+năm\s+)(?P<year>\d{4})", re.IGNORECASE)
KINDS: Final = (DAY, BEFORE_MONTH, IN_MONTH)


@dataclass(frozen=True, slots=True)
class InternalDuty:
    """The internal list is published by `due_on`; `words` is the sentence, `plan` the plan it stands in."""

    plan: str
    due_on: date
    words: str

    @property
    def key(self) -> str:
        return f"internal-{self.due_on.year}"


def duty_in(text: str, *, plan: str) -> InternalDuty | None:
    """The duty that the text of a plan sets; None when it sets none or its date is not understood."""
    for match in WORK.finditer(text):
        found = next((at for at in (kind.search(match["rest"]) for kind in KINDS) if at is not None), None)
        due_on = _date(found) if found else None
        if found is not None and due_on is not None:
            words = match[0][: match.start("rest") - match.start() + found.end()]
            return InternalDuty(plan, due_on, " ".join(words.split()))
    return None


def _date(found: re.Match[str]) -> date | None:
    year, month = int(found["year"]), int(found["month"])
    try:
        if found.re is DAY:
            return date(year, month, int(found["day"])) - timedelta(days=1)
        if found.re is BEFORE_MONTH:
            return date(year, month, 1) - timedelta(days=1)
        return date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None
