"""Reads of imports: lists, places and units as rules need them, who follows open dossiers, how good the data is."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.db.models.functions import TruncMonth

from motcua.exchange.imports.models import Finding, Import, Mapping, RefusedRow
from motcua.exchange.imports.rules import FINDINGS, Places
from motcua.exchange.imports.rules.messages import COUNTED
from motcua.kernel.actors import Actor
from motcua.kernel.text import search_key
from motcua.kernel.time import TZ
from motcua.law.rules.dossier_code import identifier_levels
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.dossiers.queries.observed import observed
from motcua.people import queries as people
from motcua.people.rules import Role

EXAMPLES = 5


def places(agency_key: str) -> Places:
    """What is known of agencies, units and procedures now."""
    levels: dict[tuple[str, ...], str] = {}
    province = ""
    for agency in people.agencies():
        try:
            found = identifier_levels(agency.identifier)[1] if agency.identifier else None
        except ValueError:
            found = None
        if found:
            levels[found] = agency.key
            province = found[0] if agency.key == agency_key else province
    units: dict[str, str] = {}
    for unit in people.units(agency_key):
        for words in (unit.key, unit.name, unit.short_name):
            if words:
                units.setdefault(search_key(words), unit.key)
    codes = frozenset(catalogue.procedures().values_list("code", flat=True))
    return Places(province, agency_key, levels, units, codes)


def follower(by: Actor, now: datetime) -> UUID | None:
    """Who follows dossiers that are open elsewhere: the official who brings them in, else a control officer."""
    if by.kind == "official":
        return UUID(by.id)
    for role in (Role.CONTROL_OFFICER, Role.ADMINISTRATOR):
        found = next(iter(people.officials_with(role, None, now)), None)
        if found is not None:
            return UUID(str(found.pk))
    return None


def mapping(agency: str, signature: str) -> Mapping | None:
    """How these headings are to be read; None when nobody has said."""
    return Mapping.objects.filter(agency=agency, signature=signature).first()


def imports(limit: int = 50) -> list[Import]:
    """The newest first."""
    return list(Import.objects.order_by("-asked_at", "-pk")[:limit])


def one(import_id: UUID) -> Import | None:
    return Import.objects.select_related("mapping").filter(pk=import_id).first()


def waiting() -> list[UUID]:
    """Imports that the worker should take up, the oldest first."""
    rows = Import.objects.filter(state__in=[Import.State.WAITING, Import.State.RUNNING])
    return list(rows.order_by("asked_at", "pk").values_list("pk", flat=True))


def refused(source: Import, limit: int = 200) -> list[RefusedRow]:
    """Refused rows, those still open first, without their content."""
    rows = RefusedRow.objects.filter(source=source).defer("raw").order_by("settled_at", "row")
    return sorted(rows[:limit], key=lambda row: (row.state != RefusedRow.State.OPEN, row.row))


def refused_row(pk: int) -> RefusedRow | None:
    return RefusedRow.objects.select_related("source").filter(pk=pk).first()


@dataclass(frozen=True, slots=True)
class KindOfFinding:
    """One kind of oddity: its words, how many dossiers have it, some of them."""

    kind: str
    words: str
    count: int
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Share:
    """Dossiers and findings of one unit or month."""

    key: Any
    dossiers: int
    odd: int


@dataclass(frozen=True, slots=True)
class Quality:
    """How good what was brought in is."""

    dossiers: int
    rows: int
    fields: tuple[tuple[str, int], ...]
    findings: tuple[KindOfFinding, ...]
    units: tuple[Share, ...]
    months: tuple[Share, ...]
    refused: tuple[tuple[str, int], ...]

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        return {
            "dossiers": self.dossiers,
            "rows": self.rows,
            "completeness": [{"field": name, "filled": count, "of": self.rows} for name, count in self.fields],
            "findings": [
                {
                    "kind": one.kind,
                    "words": one.words,
                    "count": one.count,
                    "examples": [code for code, _ in one.examples],
                }
                for one in self.findings
            ],
            "units": [{"unit": one.key, "dossiers": one.dossiers, "odd": one.odd} for one in self.units],
            "months": [{"month": f"{one.key:%Y-%m}", "dossiers": one.dossiers, "odd": one.odd} for one in self.months],
            "refused": [{"code": code, "count": count} for code, count in self.refused],
        }


def quality() -> Quality:
    """Over everything that was brought in."""
    fields: dict[str, int] = dict.fromkeys(COUNTED, 0)
    rows = 0
    for whole, filled in Import.objects.values_list("whole", "fields"):
        rows += whole
        for name, count in filled.items():
            fields[name] = fields.get(name, 0) + count
    kinds = Finding.objects.values_list("kind").annotate(count=Count("pk")).order_by("-count", "kind")
    open_rows = RefusedRow.objects.filter(state=RefusedRow.State.OPEN).values_list("code")
    return Quality(
        dossiers=observed().count(),
        rows=rows,
        fields=tuple(fields.items()),
        findings=tuple(KindOfFinding(kind, FINDINGS.get(kind, kind), count, _examples(kind)) for kind, count in kinds),
        units=_units(),
        months=_months(),
        refused=tuple(open_rows.annotate(count=Count("pk")).order_by("-count", "code")),
    )


def _examples(kind: str) -> tuple[tuple[str, str], ...]:
    rows = Finding.objects.filter(kind=kind).order_by("-month", "dossier_code")[:EXAMPLES]
    return tuple((row.dossier_code, str(row.dossier_id)) for row in rows)


def _units() -> tuple[Share, ...]:
    totals = observed().order_by().values_list("unit").annotate(count=Count("pk"))
    odd = _odd("dossier_id", "unit")
    return tuple(Share(unit, count, odd.get(unit, 0)) for unit, count in sorted(totals))


def _months() -> tuple[Share, ...]:
    month = TruncMonth("submitted_at", tzinfo=TZ)
    rows = observed().order_by().annotate(month=month).values_list("month").annotate(count=Count("pk"))
    odd = _odd("dossier_id", "month")
    days: list[tuple[date, int]] = sorted(((at.date().replace(day=1), count) for at, count in rows), reverse=True)
    return tuple(Share(day, count, odd.get(day, 0)) for day, count in days[:24])


def _odd(what: str, by: str) -> dict[Any, int]:
    rows = Finding.objects.order_by().values_list(by).annotate(count=Count(what, distinct=True))
    return dict(rows)
