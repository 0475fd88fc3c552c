"""The dossiers of a period as the rules judge them: facts, finished steps, complaints, publicity. Nothing is stored.

A dossier belongs to the period in which its result was issued; refused at intake, withdrawn and stopped ones are out.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from motcua.measure.assessment.queries.publicity import publicity
from motcua.measure.assessment.rules import StepTime, Work
from motcua.measure.facts import queries as facts
from motcua.measure.indicators.rules import Period
from motcua.measure.registers import queries as registers
from motcua.operate.dossiers.queries import Task

CHUNK = 2000
COLUMNS = (
    "pk", "code", "procedure", "unit", "receipt_unit", "legal_due", "limit_unit", "finished_at", "supplement_requests",
)  # fmt: skip
STEP_COLUMNS = ("dossier_id", "name", "unit_id", "closed_by_id", "due_at", "closed_at", "opened_at")


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose steps are judged: a unit's (key), an official's (account id), or everybody's when both are empty."""

    unit: str = ""
    officer: str = ""

    def covers(self, step: StepTime) -> bool:
        return self.unit in ("", step.unit) and self.officer in ("", step.officer)


EVERYBODY = Whose()


def works(period: Period, whose: Whose = EVERYBODY) -> list[Work]:
    """Dossiers finished with a result in `period` in which `whose` had a step (or that the unit handles), by code.

    The agency is judged over what was filed with it, a unit or an official over all they worked on, parts sent by other
    agencies too.
    """
    every_row = facts.dossiers() if whose == EVERYBODY else facts.with_parts()
    rows = every_row.filter(
        closed_by="result", finished_on__gte=period.first, finished_on__lte=period.last, finished_at__isnull=False
    )
    found = list(rows.order_by("code", "pk").values_list(*COLUMNS))
    steps = _steps([row[0] for row in found], {row[0]: row[7] for row in found})
    complaints, shown = _complaints(), publicity()
    every = (_work(row, steps[row[0]], complaints, shown) for row in found)
    if whose == EVERYBODY:
        return list(every)
    return [mine for work in every if (mine := narrowed(work, whose)) is not None]


def narrowed(work: Work, whose: Whose) -> Work | None:
    """`work` with the steps of `whose` alone; None when it is not theirs."""
    own = tuple(step for step in work.steps if whose.covers(step))
    handled = bool(whose.unit) and not whose.officer and whose.unit == work.unit
    return replace(work, steps=own) if own or handled else None


def _steps(ids: list[UUID], ends: Mapping[UUID, Any]) -> Mapping[UUID, tuple[StepTime, ...]]:
    """Steps done on the way to the result; handing it over waits for the applicant and is not judged."""
    found: dict[UUID, list[StepTime]] = defaultdict(list)
    for start in range(0, len(ids), CHUNK):
        tasks = Task.objects.filter(dossier__in=ids[start : start + CHUNK], closed_at__isnull=False)
        rows = tasks.order_by("opened_at", "pk").values_list(*STEP_COLUMNS)
        for dossier_id, name, unit, officer, due_at, closed_at, opened_at in rows.iterator(CHUNK):
            if opened_at < ends[dossier_id]:
                person = str(officer) if officer else ""
                found[dossier_id].append(StepTime(name, unit or "", person, due_at, closed_at))
    return defaultdict(tuple, {key: tuple(value) for key, value in found.items()})


def _complaints() -> Mapping[str, str] | None:
    """Codes of dossiers named by feedback about conduct, or of a kind that is not told; None without a register.

    The register does not say whether a feedback was right, so none is "upheld" yet.
    """
    if not registers.has_register("feedback"):
        return None
    named = ((entry.values["dossier"], entry.values["kind"]) for entry in registers.entries("feedback"))
    return {code: "unsettled" for code, kind in named if code and kind != "rules"}


def _work(
    row: tuple[Any, ...],
    steps: tuple[StepTime, ...],
    complaints: Mapping[str, str] | None,
    shown: Mapping[str, tuple[bool, bool]],
) -> Work:
    pk, code, procedure, unit, receipt_unit, due, limit_unit, finished_at, supplements = row
    posted, online = shown.get(procedure, (None, None))
    return Work(
        dossier_id=str(pk),
        code=code,
        procedure=procedure,
        unit=unit,
        receipt_unit=receipt_unit,
        due=due,
        limit_unit=limit_unit,
        finished_at=finished_at,
        supplements=supplements,
        steps=steps,
        complaint=None if complaints is None else complaints.get(code, ""),
        posted=posted,
        online=online,
    )
