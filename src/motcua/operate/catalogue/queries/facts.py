"""Papers that the State holds already, and decentralisation: what is known, suggested and still to be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from motcua.operate.catalogue import rules
from motcua.operate.catalogue.models import Decentralisation, HeldMark, Procedure, ProcedureVersion

Finding = Literal["held", "suggested", "needed"]


@dataclass(frozen=True, slots=True)
class Paper:
    """One component of a text in force and what is known of it. Only "held" is a fact; "suggested" waits."""

    procedure: Procedure
    component: rules.Component
    finding: Finding
    held_by: str  # a key of rules.words.HELD; "" when it is needed
    note: str
    because: str = ""  # the words of the name that suggest it

    @property
    def held_words(self) -> str:
        return rules.HELD.get(self.held_by, "")


def marks(code: str) -> dict[str, HeldMark]:
    """What people found about the components of a procedure, by component code."""
    return {row.component_code: row for row in HeldMark.objects.filter(procedure__code=code)}


def held(code: str) -> dict[str, Paper]:
    """The components of `code` in force that the State holds already (confirmed only), by component code."""
    version = ProcedureVersion.objects.filter(procedure__code=code, state="in_force").select_related("procedure")
    known = marks(code)
    papers = [paper for row in version for part in row.parsed.components or () if (paper := _paper(row, part, known))]
    return {paper.component.code: paper for paper in papers if paper.finding == "held"}


def papers(*, finding: str = "", competent: str = "") -> list[Paper]:
    """Components of all texts in force about which something is known or suggested, by procedure.

    `finding`: only "held" (should be dropped), "suggested" (somebody has to look) or "needed" (looked at, still asked).
    """
    rows = ProcedureVersion.objects.filter(state=ProcedureVersion.State.IN_FORCE).select_related("procedure")
    rows = rows.filter(procedure__competent=competent) if competent else rows
    known: dict[int, dict[str, HeldMark]] = {}
    for mark in HeldMark.objects.all():
        known.setdefault(mark.procedure_id, {})[mark.component_code] = mark
    found: list[Paper] = []
    for version in rows.order_by("procedure__code"):
        for part in version.parsed.components or ():
            paper = _paper(version, part, known.get(version.procedure_id, {}))
            if paper is not None and finding in ("", paper.finding):
                found.append(paper)
    return found


def _paper(version: ProcedureVersion, part: rules.Component, known: Mapping[str, HeldMark]) -> Paper | None:
    """A person's finding comes first, then what the published text says, then what the name suggests."""
    mark = known.get(part.code)
    if mark is not None:
        if mark.held_by == HeldMark.HeldBy.NOBODY:
            return Paper(version.procedure, part, "needed", "", mark.note)
        return Paper(version.procedure, part, "held", mark.held_by, mark.note)
    if part.held_by is not None:
        return Paper(version.procedure, part, "held", part.held_by, part.held_note or "")
    hint = rules.suggestion(part)
    return Paper(version.procedure, part, "suggested", hint.held_by, "", hint.because) if hint else None


def decentralisation(code: str) -> list[Decentralisation]:
    """The approved options of a procedure, the newest first."""
    return list(Decentralisation.objects.filter(procedure__code=code).select_related("procedure"))


def decentralisations(today: date, *, progress: str = "") -> list[tuple[Decentralisation, rules.Progress]]:
    """The newest option of every procedure that has one, with its progress, the most urgent first."""
    newest: dict[int, Decentralisation] = {}
    for row in Decentralisation.objects.select_related("procedure"):
        newest.setdefault(row.procedure_id, row)
    found = [(row, row.progress(today)) for row in newest.values()]
    order = (rules.Progress.LATE, rules.Progress.EXECUTING, rules.Progress.APPROVED, rules.Progress.DONE)
    kept = [pair for pair in found if progress in ("", pair[1])]
    return sorted(kept, key=lambda pair: (order.index(pair[1]), pair[0].due_on or date.max, pair[0].procedure.code))
