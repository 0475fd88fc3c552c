"""I.1: full online service over the procedures that are eligible for it, and the declarations that contradict it.

A snapshot at the end of a period. Level and eligibility are facts that the agency declares with a source; a full-online
procedure without the eligibility mark is a data error: listed, and left out of the figure.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from motcua.kernel.time import local_date
from motcua.measure.indicators.queries.outside import Keyed, Series
from motcua.measure.indicators.queries.sets import EVERYTHING, Scope
from motcua.measure.indicators.rules import Period
from motcua.operate.catalogue import queries as catalogue
from motcua.people import queries as people

NAMED = 10
UNMARKED, NO_LEVEL, UNJUDGED = "full_not_eligible", "eligible_no_level", "level_not_judged"
NO_CHANNEL, NO_FORM, NOTHING = "full_no_channel", "full_no_form", "not_declared"
WORDS: Final[Mapping[str, str]] = {
    UNMARKED: "khai toàn trình nhưng chưa đánh dấu đủ điều kiện, nên không tính",
    NO_LEVEL: "đủ điều kiện nhưng chưa khai mức độ",
    UNJUDGED: "đã khai mức độ nhưng chưa xét điều kiện toàn trình",
    NO_CHANNEL: "khai toàn trình nhưng văn bản không có cách nộp trực tuyến",
    NO_FORM: "khai toàn trình nhưng hệ thống chưa có mẫu điện tử",
    NOTHING: "thuộc thẩm quyền nhưng chưa khai gì",
}


@dataclass(frozen=True, slots=True)
class EligibilityError:
    """One procedure whose declaration does not fit; `kind` is a key of `WORDS`."""

    code: str
    name: str
    kind: str

    @property
    def words(self) -> str:
        return WORDS[self.kind]


def full_online(periods: Sequence[Period], scope: Scope, today: date) -> Series:
    """I.1 at the end of each period (or today). None when no service level was declared by then."""
    agency = scope.agency or people.agency().key
    codes = {item.pk: item.code for item in catalogue.procedures() if not item.is_repealed}
    found: dict[date, Keyed | None] = {}
    for end in sorted({min(period.last, today) for period in periods}):
        found[end] = _snapshot(catalogue.levels(agency, end), codes)
    return [found[min(period.last, today)] for period in periods]


def eligibility_errors(period: Period, *, now: datetime, scope: Scope = EVERYTHING) -> list[EligibilityError]:
    """Every declaration at the end of the period (or now) that does not fit, by kind and code."""
    agency = scope.agency or people.agency().key
    held = catalogue.levels(agency, min(period.last, local_date(now)))
    living = [item for item in catalogue.procedures() if not item.is_repealed]
    texts = catalogue.newest_versions([item.pk for item in living if item.pk in held])
    found = [
        EligibilityError(item.code, item.name, kind)
        for item in living
        for kind in _kinds(item, held.get(item.pk), texts.get(item.pk))
    ]
    order = {kind: place for place, kind in enumerate(WORDS)}
    return sorted(found, key=lambda error: (order[error.kind], error.code))


def _kinds(item: Any, row: Any, text: Any) -> list[str]:
    if row is None:
        return [NOTHING] if item.competent == "department" else []
    kinds = []
    if row.level == "full" and not row.eligible_full_online:
        kinds.append(UNMARKED)
    if row.level is None and row.eligible_full_online:
        kinds.append(NO_LEVEL)
    if row.level not in (None, "full") and row.eligible_full_online is None:
        kinds.append(UNJUDGED)
    if row.level == "full" and text is not None and text.parsed.channels and not text.parsed.files_online:
        kinds.append(NO_CHANNEL)
    if row.level == "full" and not catalogue.can_file_online(item.code):
        kinds.append(NO_FORM)
    return kinds


def _snapshot(levels: Mapping[int, Any], codes: Mapping[int, str]) -> Keyed | None:
    if not levels:
        return None
    rows = {codes[pk]: row for pk, row in levels.items() if pk in codes}
    eligible = frozenset(code for code, row in rows.items() if row.eligible_full_online)
    full = frozenset(code for code, row in rows.items() if row.level == "full")
    errors = sorted(full - eligible)
    named = ", ".join(errors[:NAMED]) + ("…" if len(errors) > NAMED else "")
    gaps = []
    if errors:
        gaps.append(f"{len(errors)} thủ tục toàn trình chưa được đánh dấu đủ điều kiện nên chưa tính: {named}")
    wrong = Counter(kind for row in rows.values() for kind in _told_by_row(row))
    gaps += [f"{count} thủ tục {WORDS[kind]}" for kind, count in sorted(wrong.items())]
    why = {code: "chưa cung cấp toàn trình" if rows[code].level else "chưa khai mức độ" for code in eligible - full}
    return Keyed(eligible, full & eligible, "procedure", gaps=tuple(gaps), why=why)


def _told_by_row(row: Any) -> list[str]:
    """The errors that a row tells by itself, besides the unmarked full ones, which are named."""
    if row.level is None and row.eligible_full_online:
        return [NO_LEVEL]
    return [UNJUDGED] if row.level not in (None, "full") and row.eligible_full_online is None else []
