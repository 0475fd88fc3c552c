"""Reads of reports: II.06a counted from facts, II.07b from the catalogue, the reports kept."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q

from motcua.kernel.time import TZ, local_date
from motcua.measure.facts import queries as facts
from motcua.measure.indicators.rules import Period
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.processes import queries as processes
from motcua.people import queries as people
from motcua.steer.reports import rules
from motcua.steer.reports.models import KeptReport
from motcua.steer.reports.rules import Broken, Case, Table

UNKNOWN = "Không rõ"
LEVELS = {
    "department": "1. Cấp tỉnh", "province": "1. Cấp tỉnh", "district": "2. Cấp huyện", "commune": "3. Cấp xã",
    "school": "4. Cơ sở giáo dục", "ministry": "5. Cấp bộ", "other": "6. Cơ quan khác",
}  # fmt: skip
COLUMNS = ("pk", "procedure", "accepted_on", "channel", "legal_due", "limit_unit", "finished_at")


@dataclass(frozen=True, slots=True)
class Report:
    """II.06a of a period with its checks and its bulletin. `before`: the kept report that ends the day before."""

    period: Period
    at: datetime
    running: bool
    table: Table
    broken: tuple[Broken, ...]
    before: KeptReport | None
    kept: KeptReport | None
    bulletin: tuple[str, ...]

    @property
    def content(self) -> dict[str, Any]:
        """What is kept: plain data, the same for the same figures."""
        table = self.table
        return {"rows": [asdict(row) for row in table.rows], "total": asdict(table.total), "odd": table.odd}


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level in II.07b. `processes`: procedures with an internal process published here; None: not known."""

    level: str
    procedures: int
    one_stop: int
    processes: int | None


def report(period: Period, now: datetime) -> Report:
    """The report of a period, counted from the facts as they are now."""
    at = min(now, datetime.combine(period.last, time.max, tzinfo=TZ))
    table = rules.count(_cases(period), period, at)
    before = KeptReport.objects.filter(last=date.fromordinal(period.first.toordinal() - 1)).order_by("-first").first()
    broken = (*rules.sums(table), *rules.carried_over(table, before.content if before else None))
    running = period.last >= local_date(now)
    words = rules.bulletin(table, period, agency=people.agency().name, running=running, broken=len(broken))
    kept = KeptReport.objects.filter(period=period.key).first()
    return Report(period, at, running, table, broken, before, kept, tuple(words))


def procedures(on: date) -> Sequence[LevelRow]:
    """II.07b: procedures by level as the catalogue is now, and those with an internal process published here.

    A process that was approved on paper alone is not known here: a level without a published one stays unknown.
    """
    here = catalogue.filed_here(on)
    rows = catalogue.procedures().filter(state="in_force").exclude(kind="internal").order_by()
    listed = list(rows.values_list("pk", "code", "competent"))
    published = processes.published_for([code for _, code, _ in listed], on)
    held: dict[str, list[tuple[bool, bool]]] = {}
    for pk, code, competent in listed:
        held.setdefault(LEVELS.get(competent, UNKNOWN), []).append((pk in here, code in published))
    return [
        LevelRow(level, len(marks), sum(filed for filed, _ in marks), sum(own for _, own in marks) or None)
        for level, marks in sorted(held.items())
    ]


def kept_reports() -> list[KeptReport]:
    """Every report kept, the newest first."""
    return list(KeptReport.objects.order_by("-last", "-first"))


def _cases(period: Period) -> Iterator[Case]:
    """Every dossier accepted by the end of the period and not ended before it."""
    places = {
        code: (LEVELS.get(competent, UNKNOWN), field or UNKNOWN)
        for code, field, competent in catalogue.procedures().order_by().values_list("code", "field", "competent")
    }
    touched = Q(accepted_on__lte=period.last) & (
        Q(finished_on=None) | Q(finished_on__gte=period.first) | Q(accepted_on__gte=period.first)
    )
    rows = facts.dossiers().filter(touched).order_by().values_list(*COLUMNS)
    for pk, procedure, accepted, channel, due, unit, finished in rows.iterator(chunk_size=5000):
        level, field = places.get(procedure, (UNKNOWN, UNKNOWN))
        yield Case(str(pk), level, field, accepted, channel, due, unit == "working_hour", finished)
