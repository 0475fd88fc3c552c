"""The preflight of an application that is about to be sent: facts gathered from the draft, judged by the rules."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from motcua.kernel.files.services import StoredFile
from motcua.kernel.time import local_date
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.catalogue.rules import ProcedureContent
from motcua.operate.dossiers import queries as dossiers
from motcua.operate.dossiers.queries import Sketch
from motcua.operate.dossiers.rules import Verdict, judge
from motcua.operate.dossiers.rules.preflight import Facts, FileFact, PartFact
from motcua.operate.dossiers.services import preflight as looking
from motcua.operate.dossiers.services.preflight import refusal_of
from motcua.operate.eforms import queries as eforms
from motcua.operate.eforms.services.freezing import shown_hash
from motcua.operate.intake.rules import authority
from motcua.operate.intake.rules.authority import Right
from motcua.operate.journeys.queries import authority as proxies
from motcua.operate.journeys.queries import draft as reading
from motcua.operate.journeys.queries.draft import AUTHORITY_PAPER, Filing, PaperState
from motcua.people import queries as people

__all__ = ["at_counter", "of_filing", "refusal_of"]
HOW = {"form": "file", "upload": "file", "bring": "bring", "none": "none", "": ""}


def of_filing(filing: Filing) -> Verdict:
    """Everything that is wrong with an application filled in online, before it is sent."""
    version = catalogue.version_in_force(filing.draft.procedure_code, local_date(filing.now))
    papers = reading.papers(filing)
    signed = _signed(filing.content)
    uploads = [(paper, file) for paper in papers if paper.how == "upload" for file in paper.files]
    files = [
        looking.stored_file(
            component=paper.code,
            paper=paper.name,
            name=file.name,
            stored=file.stored_file,
            now=filing.now,
            signed=signed.get(paper.code),
        )
        for paper, file in uploads
    ]
    known = filing.account.is_authenticated
    twins = dossiers.twins(sketch=_sketch(filing, uploads), now=filing.now, seen_by=filing.account) if known else []
    return judge(
        Facts(
            now=filing.now,
            in_force=version is not None,
            competent=version.procedure.competent if version is not None else "department",
            subjects=tuple(filing.content.subjects or ()),
            owner_kind=filing.owner.get("kind") or "person",
            left=tuple(task.label for task in reading.tasks(filing) if not task.done and task.page != "papers"),
            parts=tuple(_part(paper, filing) for paper in papers if not paper.extra and paper.code != AUTHORITY_PAPER),
            files=tuple(files),
            twins=tuple(twins),
            authority=tuple(proxies.defects(filing, papers)),
        )
    )


def at_counter(
    *, version: Any, owner: Any, subject: Any, papers: Iterable[Any], now: datetime, right: Right | None = None
) -> Verdict:
    """What the officer is told before an application taken at the counter gets its number.

    `owner` and `subject` are parties as typed, `papers` what is handed in; scans were judged when they were made.
    `right`: by which somebody else files for the owner.
    """
    papers = list(papers)
    sketch = Sketch(
        procedure=version.procedure.code,
        owner_index=people.identity_index(owner.identity_number),
        subject=(subject.full_name, subject.date_of_birth) if subject is not None else ("", None),
        files=frozenset(paper.sha256 for paper in papers if paper.sha256),
    )
    return judge(
        Facts(
            now=now,
            online=False,
            competent=version.procedure.competent,
            subjects=tuple(version.parsed.subjects or ()),
            owner_kind=owner.kind,
            files=tuple(_scans(papers, now, _signed(version.parsed))),
            twins=tuple(dossiers.twins(sketch=sketch, now=now)),
            authority=tuple(_right(right, owner, local_date(now))),
        )
    )


def _right(right: Right | None, owner: Any, on: date) -> list[tuple[str, str, bool]]:
    if right is None:
        return []
    found = authority.defects(right, on=on, doing="file")
    return found + authority.unfit(right, owner_kind=owner.kind, owner_born=owner.date_of_birth, on=on)


def _signed(content: ProcedureContent) -> dict[str, str | None]:
    """How each paper of the procedure must be signed, by its code."""
    return {part.code: part.signed for part in content.components or ()}


def _scans(papers: Iterable[Any], now: datetime, signed: Mapping[str, str | None]) -> Iterable[FileFact]:
    keys = [paper.sha256 for paper in papers if paper.sha256]
    kept = {str(one.pk): one for one in StoredFile.objects.filter(pk__in=keys)} if keys else {}
    for paper in papers:
        if paper.sha256 in kept:
            code, name = paper.component_code, paper.file_name or paper.name
            yield looking.stored_file(
                component=code,
                paper=paper.name,
                name=name,
                stored=kept[paper.sha256],
                now=now,
                # A scan of a sheet cannot be signed digitally, and a signature by hand the officer sees on the sheet.
                signed="none" if paper.source == "scan" else signed.get(code),
            )


def _part(paper: PaperState, filing: Filing) -> PartFact:
    component = next((one for one in filing.content.components or () if one.code == paper.code), None)
    how = "file" if paper.reuse is not None else HOW.get(paper.how, "")
    if paper.how == "upload" and not paper.files:
        how = ""
    held = component is not None and component.held_by is not None
    return PartFact(code=paper.code, name=paper.name, how=how, conditional=bool(paper.case), held=held)


def _sketch(filing: Filing, uploads: Iterable[tuple[PaperState, Any]]) -> Sketch:
    subject, owner = filing.subject, filing.owner
    shown = [asdict(section) for section in eforms.summary(filing.draft, filing.now)]
    return Sketch(
        procedure=filing.draft.procedure_code,
        owner_index=people.identity_index(owner.get("identity_number", "")),
        owner_account=None if filing.for_other else filing.account.pk,
        subject=(subject.get("full_name", ""), _born(subject)) if subject else ("", None),
        # Photos are bound into a new file when the dossier is sent, so what was sent before cannot be met by them.
        files=frozenset(str(file.stored_file_id) for paper, file in uploads if file not in paper.photos),
        answers_hash=shown_hash(shown),
    )


def _born(party: Mapping[str, str]) -> date | None:
    text = party.get("date_of_birth", "")
    return date.fromisoformat(text) if text else None
