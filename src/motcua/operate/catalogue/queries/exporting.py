"""The catalogue as the file formats carry it: histories with everything, entries with the text that people see."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Prefetch

from motcua.operate.catalogue import formats
from motcua.operate.catalogue.formats import portal, sheets, whole
from motcua.operate.catalogue.models import CatalogueFile, Procedure, ProcedureVersion
from motcua.operate.catalogue.queries.data import data_file

EXPORTS = (formats.JSON, formats.XLSX, formats.PORTAL)


def export(shape: str, codes: Sequence[str] = ()) -> bytes:
    """The file of `shape` with the procedures of `codes` (all, without). The same catalogue gives the same bytes.

    JSON carries every version; XLSX and LayThuTuc the text in force, or the last one of a repealed procedure.
    """
    if shape == formats.JSON:
        return whole.dump(histories(codes))
    if shape == formats.XLSX:
        return sheets.dump(entries(codes))
    return portal.dump(entries(codes), portal_codes())


@lru_cache(maxsize=1)
def portal_codes() -> portal.Codes:
    """The code lists of the portal's shape, from data/catalogue."""
    return portal.Codes.from_json(data_file("lay-thu-tuc.json"))


def histories(codes: Sequence[str] = ()) -> Iterator[formats.History]:
    """Every procedure with all its versions and facts, by code."""
    rows = _procedures(codes, ProcedureVersion.objects.order_by("number"))
    facts = ("service_levels", "held_marks", "decentralisations")
    for procedure in rows.select_related("successor", "repealed_for").prefetch_related(*facts):
        yield history(procedure)


def entries(codes: Sequence[str] = ()) -> Iterator[formats.Entry]:
    """Every procedure that has a text in force or repealed, by code."""
    shown = ProcedureVersion.objects.filter(state__in=("in_force", "repealed")).order_by("number")
    for procedure in _procedures(codes, shown).select_related("successor"):
        versions = list(procedure.versions.all())
        if versions:
            yield entry(procedure, versions[-1])


def unknown_codes(codes: Sequence[str]) -> list[str]:
    """Those of `codes` that are no procedure here."""
    known = set(Procedure.objects.filter(code__in=codes).values_list("code", flat=True))
    return [code for code in codes if code not in known]


def entry(procedure: Procedure, version: ProcedureVersion) -> formats.Entry:
    """One text of a procedure as XLSX and LayThuTuc carry it."""
    return formats.Entry(
        code=procedure.code,
        content=version.parsed,
        is_national=procedure.is_national,
        repealed=procedure.is_repealed,
        successor=procedure.successor.code if procedure.successor else None,
        era=version.era,
        completeness=version.completeness,
        effective_from=version.effective_from,
        effective_to=version.effective_to,
    )


def history(procedure: Procedure) -> formats.History:
    """One procedure with everything that JSON carries."""
    return formats.History(
        code=procedure.code,
        versions=tuple(map(version_facts, sorted(procedure.versions.all(), key=lambda row: row.number))),
        is_national=procedure.is_national,
        repealed=procedure.is_repealed,
        successor=procedure.successor.code if procedure.successor else None,
        repealed_on=_iso(procedure.repealed_on),
        repeal_decision=procedure.repeal_decision,
        repealed_for=procedure.repealed_for.code if procedure.repealed_for else None,
        levels=tuple(
            formats.Level(
                row.agency_key, row.since.isoformat(), row.source, _known(row.level), row.eligible_full_online
            )
            for row in sorted(procedure.service_levels.all(), key=lambda row: (row.agency_key, row.since, row.pk))
        ),
        marks=tuple(
            formats.Mark(row.component_code, _known(row.held_by), row.note)
            for row in sorted(procedure.held_marks.all(), key=lambda row: row.component_code)
        ),
        decentralisations=tuple(
            formats.Option(
                row.decision,
                row.decided_on.isoformat(),
                row.from_level,
                row.to_level,
                _iso(row.due_on),
                _iso(row.started_on),
                _iso(row.executed_on),
                row.evidence,
            )
            for row in sorted(procedure.decentralisations.all(), key=lambda row: (row.decided_on, row.decision))
        ),
    )


def version_facts(row: ProcedureVersion) -> formats.Version:
    """One version as JSON carries it."""
    return formats.Version(
        number=row.number,
        era=row.era,
        state=_known(row.state),
        origin=_known(row.origin),
        completeness=_known(row.completeness),
        content=row.parsed,
        effective_from=_iso(row.effective_from),
        effective_to=_iso(row.effective_to),
        loaded_from=row.loaded_from,
        source=row.source,
    )


def _procedures(codes: Sequence[str], versions: Any) -> Any:
    rows = Procedure.objects.filter(code__in=codes) if codes else Procedure.objects.all()
    return rows.order_by("code").prefetch_related(Prefetch("versions", versions))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _known(word: str | None) -> Any:
    """A word that the column's own choices hold to the list of the shape."""
    return word or None


def import_files(limit: int = 20) -> list[CatalogueFile]:
    """The files brought in last, the newest first."""
    return list(CatalogueFile.objects.select_related("stored_file")[:limit])
