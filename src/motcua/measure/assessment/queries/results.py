"""Results of an official, of each unit and of the agency in one period."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.kernel.time import local_date
from motcua.measure.assessment.queries.scheme import AssessedPeriod
from motcua.measure.assessment.queries.works import Whose, narrowed
from motcua.measure.assessment.rules import (
    PER_DOSSIER,
    IndexFigure,
    Scheme,
    Total,
    Work,
    average,
    feedback_figure,
    missing,
    online_figure,
    point,
    total,
)
from motcua.measure.facts import queries as facts
from motcua.measure.indicators import queries as indicators
from motcua.measure.indicators.rules import Period
from motcua.operate.catalogue import queries as catalogue
from motcua.people import queries as people

ONLINE = 2
FEEDBACK = "II.5"
OFFERED = frozenset({"full", "partial"})


@dataclass(frozen=True, slots=True)
class Result:
    """The indices of one subject (account id, unit key or agency key) over `dossiers`; units have no total."""

    subject: str
    name: str
    dossiers: int
    figures: tuple[IndexFigure, ...]
    total: Total | None = None


def result_of(asked: AssessedPeriod, whose: Whose, mine: Sequence[Work]) -> Result:
    """The result of `whose` over their dossiers `mine`: of an official with total and class, of a unit without.

    An official is judged by indices 1, 2, 3, 4 and 7 over the dossiers he had a step in.
    """
    if whose.officer:
        scheme = asked.scheme
        figures = tuple(average(n, (point(n, work) for work in mine)) for n in scheme.officer)
        sum_ = total(figures, scheme.officer, scheme.officer_bands)
        return Result(whose.officer, people.account_name(whose.officer), len(mine), figures, sum_)
    names = {unit.key: unit.name for unit in people.units()}
    figures = tuple(average(n, (point(n, work) for work in mine)) for n in PER_DOSSIER)
    return Result(whose.unit, names.get(whose.unit, whose.unit), len(mine), figures)


def officer_results(asked: AssessedPeriod, every: Sequence[Work], *, unit: str = "") -> list[Result]:
    """The results of everybody who had a step in the dossiers `every` (in `unit` when given), by name."""
    ids = {step.officer for work in every for step in work.steps if unit in ("", step.unit)} - {""}
    found = [result_of(asked, whose, _of(every, whose)) for whose in (Whose(unit, key) for key in ids)]
    return sorted(found, key=lambda one: (one.name, one.subject))


def unit_results(asked: AssessedPeriod, every: Sequence[Work], *, units: Iterable[str] = ()) -> list[Result]:
    """The indices that speak of dossiers, for each unit (those named in `units` when given) that had work, by name."""
    wanted = set(units)
    keys = ({step.unit for work in every for step in work.steps} | {work.unit for work in every}) - {""}
    kept = (Whose(key) for key in keys if not wanted or key in wanted)
    found = [result_of(asked, whose, _of(every, whose)) for whose in kept]
    return sorted(found, key=lambda one: (one.name, one.subject))


def agency_result(asked: AssessedPeriod, every: Sequence[Work], *, now: datetime) -> Result:
    """All nine indices of the instance's agency over its dossiers `every`, with total and class."""
    agency, scheme = people.agency(), asked.scheme
    figures = {n: average(n, (point(n, work) for work in every)) for n in PER_DOSSIER}
    figures[5] = missing(5, "chưa có danh sách thủ tục đủ điều kiện thực hiện tại Bộ phận Một cửa")
    answered = indicators.compute(FEEDBACK, asked.period, now=now)
    figures[8] = feedback_figure(8, answered.numerator, answered.denominator, good_percent=scheme.feedback_percent)
    figures[9] = _online(asked.period, scheme, agency.key, local_date(now))
    ordered = tuple(figures[item.number] for item in scheme.indices)
    sum_ = total(ordered, scheme.agency, scheme.agency_bands)
    return Result(agency.key, agency.name, len(every), ordered, sum_)


def _of(every: Sequence[Work], whose: Whose) -> list[Work]:
    return [mine for work in every if (mine := narrowed(work, whose)) is not None]


def _online(period: Period, scheme: Scheme, agency: str, today: date) -> IndexFigure:
    """Late: received online in the period and finished after the due date, or overdue at its end (or today)."""
    levels = catalogue.levels(agency, min(period.last, today))
    living = {item.pk for item in catalogue.procedures() if not item.is_repealed}
    known = {pk: row.level for pk, row in levels.items() if pk in living and row.level is not None}
    received = facts.dossiers().filter(accepted_on__gte=period.first, accepted_on__lte=period.last)
    online = received.filter(channel=ONLINE)
    overdue = online.filter(finished_on=None, legal_due__date__lt=min(period.last, today))
    return online_figure(
        9,
        procedures=len(living) if known else 0,
        offered=sum(level in OFFERED for level in known.values()),
        received=received.count(),
        online=online.count(),
        late=online.filter(on_time_legal=False).count() + overdue.count(),
        thresholds=(scheme.online_procedures, scheme.online_dossiers, scheme.online_least),
    )
