"""Due dates as they can be checked: every day of the count, and what the independent checker says of it.

The checker (kernel.time.checker) shares no code with the count. It is given the days of the calendar, not the reasons
written in the proof, and the date it confirms must be the one that is stored.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.kernel.time import Due, checker
from motcua.operate.dossiers.models import Dossier
from motcua.operate.dossiers.queries.clocks import proofs

SPAN_WORDS = {
    ("restart", "restart"): "Chờ bổ sung; khi bổ sung xong thì tính lại từ đầu",
    ("restart", "pause"): "Chờ bổ sung; thời gian chờ được trừ",
    ("pause", "restart"): "Tạm dừng theo quy định chuyên ngành",
    ("pause", "pause"): "Tạm dừng theo quy định chuyên ngành",
}


@dataclass(frozen=True, slots=True)
class ProvenDay:
    """One day of a count: its number when it counted, else why it did not; the office hours of the day."""

    date: date
    number: int | None
    why: str
    hours: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A stretch in which the clock did not run; `end` None while it lasts."""

    words: str
    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Count:
    """One count from an instant to a due instant; an extension is a second one after the first."""

    due: Due
    days: tuple[ProvenDay, ...]
    stops: tuple[Stop, ...]
    rule: str
    basis: str


@dataclass(frozen=True, slots=True)
class Proven:
    """One due date. `stored`: what the dossier says; `faults`: what the checker finds wrong, none when all is well."""

    clock: str
    label: str
    stored: datetime | None
    counts: tuple[Count, ...]
    proof: dict[str, Any]
    faults: tuple[str, ...]

    @property
    def at(self) -> datetime:
        return self.counts[-1].due.at


def proven(dossier: Dossier) -> list[Proven]:
    """Both due dates with their proofs checked; empty before acceptance."""
    found = proofs(dossier)
    if found is None:
        return []
    return [
        _proven("legal", "Hạn theo luật", dossier.legal_due, found.legal),
        _proven("portal", "Hạn của chỉ số phục vụ (QĐ 766/QĐ-TTg)", dossier.portal_due, found.portal),
    ]


def accepted() -> Iterator[Dossier]:
    """Every dossier that has due dates, the oldest first."""
    rows = Dossier.objects.filter(accepted_at__isnull=False, observed=False).select_related("procedure")
    yield from rows.order_by("accepted_at", "pk").iterator(chunk_size=500)


def _proven(clock: str, label: str, stored: datetime | None, due: Due) -> Proven:
    proof = due.proof()
    off = {day.isoformat() for day in due.calendar.days_off}
    worked = {day.isoformat() for day in due.calendar.worked}
    faults: list[str] = list(checker.check(proof, off, worked))  # type: ignore[no-untyped-call]  # it stands alone
    if stored != due.at:
        faults.append("the stored date is not the one that the facts of the dossier give")
    counts = [_count(part) for part in ([due.extends, due] if due.extends else [due])]
    return Proven(clock, label, stored, tuple(counts), proof, tuple(faults))


def _count(due: Due) -> Count:
    proof = due.proof()
    days, number = [], 0
    for row in proof["days"]:
        number += bool(row["counted"])
        shown = number if row["counted"] else None
        hours = ", ".join(span.replace("-", "–") for span in row["hours"])
        days.append(ProvenDay(date.fromisoformat(row["date"]), shown, row["why"], hours))
    mode = due.mode or "restart"
    stops = [
        Stop(SPAN_WORDS[span.kind, mode], span.start, span.end) for span in due.spans if (span.kind, mode) in SPAN_WORDS
    ]
    return Count(due, tuple(days), tuple(stops), proof["rule"], proof["basis"])
