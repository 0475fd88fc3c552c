"""Reads of the catalogue, and the port through which higher modules say that a procedure can be filed online."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import CharField, Count, Q, QuerySet

from motcua.kernel.fixed import Fixed
from motcua.kernel.plugins import Port
from motcua.kernel.text import search_key
from motcua.operate.catalogue import rules
from motcua.operate.catalogue.models import Procedure, ProcedureVersion, ServiceLevel

# Filled by the module that keeps the forms: is there a form with which `code` can be filed online?
form_exists: Port[Callable[[str], bool]] = Port("catalogue.form_exists")


@dataclass(frozen=True, slots=True)
class Found:
    """The answer of a search: procedures, best first, and how many there are in all."""

    items: tuple[Procedure, ...]
    total: int


def procedure(code: str) -> Procedure | None:
    """The procedure under `code`, repealed ones too; None when there is none."""
    return Procedure.objects.select_related("successor").filter(code=code).first()


def procedures() -> QuerySet[Procedure]:
    """Every procedure, by name."""
    return Procedure.objects.order_by("name", "code")


def version(version_id: int) -> ProcedureVersion | None:
    return ProcedureVersion.objects.select_related("procedure").filter(pk=version_id).first()


def versions(code: str) -> list[ProcedureVersion]:
    """All versions of a procedure, the newest period first (numbers count the order of recording)."""
    rows = ProcedureVersion.objects.select_related("procedure__successor").filter(procedure__code__iexact=code)
    return sorted(rows, key=lambda row: (row.state == "in_force", rules.era_order(row.era), row.number), reverse=True)


def newest_versions(procedure_ids: Sequence[int]) -> dict[int, ProcedureVersion]:
    """For each procedure id the version to show: the one in force, else the newest recorded one."""
    rows = ProcedureVersion.objects.filter(procedure_id__in=procedure_ids).exclude(state="draft").order_by("number")
    kept: dict[int, ProcedureVersion] = {}
    for row in rows:
        if row.procedure_id not in kept or kept[row.procedure_id].state != ProcedureVersion.State.IN_FORCE:
            kept[row.procedure_id] = row
    return kept


def version_in_force(code: str, on: date | None = None) -> ProcedureVersion | None:
    """The version that holds on `on`: by its dates of effect where these are known, otherwise the one in force.

    None for an unknown or repealed procedure, unless dated versions say that it held on that day.
    """
    rows = _versions_of(code)
    dated = [row for row in rows if on is not None and row.holds_by_date(on)]
    if dated:
        return max(dated, key=lambda row: (row.effective_from, row.number))
    in_force = (row for row in rows if row.state == ProcedureVersion.State.IN_FORCE)
    return next((row for row in in_force if row.procedure.state == Procedure.State.IN_FORCE), None)


# Every filing asks this; the long texts are read only when somebody wants them (`parsed` keeps those it has seen).
_versions_of = Fixed(
    lambda code: (
        ProcedureVersion.objects.exclude(state="draft")
        .filter(procedure__code=code)
        .select_related("procedure")
        .defer("content", "source", "missing")
        .order_by("number")
    ),
    CharField(),
)


def search(
    text: str = "",
    *,
    field: str = "",
    competent: str = "",
    level: str = "",
    agency_key: str = "",
    repealed: bool = True,
    offset: int = 0,
    limit: int | None = None,
) -> Found:
    """Procedures for everyday words, with or without accents; without words all of them, the department's first.

    `level` filters by the online level declared by `agency_key` ("unknown": none declared).
    """
    rows = Procedure.objects.all() if repealed else Procedure.objects.filter(state=Procedure.State.IN_FORCE)
    rows = rows.filter(field=field) if field else rows
    rows = rows.filter(competent=competent) if competent else rows
    ids = _ranked(rows, text) if rules.tokens(text) else _shelved(rows)
    if level:
        held = levels(agency_key)
        ids = [id for id in ids if (held[id].level if id in held else None) == (None if level == "unknown" else level)]
    page = ids[offset:] if limit is None else ids[offset : offset + limit]
    by_id = Procedure.objects.select_related("successor").in_bulk(page)
    return Found(tuple(by_id[id] for id in page), len(ids))


def fields() -> list[tuple[str, int]]:
    """The known fields with the number of procedures of each, by name."""
    rows = Procedure.objects.exclude(field="").values("field").annotate(n=Count("id")).order_by("field")
    return [(row["field"], row["n"]) for row in rows]


def level(code: str, agency_key: str, on: date | None = None) -> ServiceLevel | None:
    """The online level that `agency_key` declared for `code`, as it held on `on` (now, without)."""
    rows = ServiceLevel.objects.filter(procedure__code=code, agency_key=agency_key)
    rows = rows.filter(since__lte=on) if on is not None else rows
    return rows.order_by("-since", "-id").first()


def levels(agency_key: str, on: date | None = None) -> dict[int, ServiceLevel]:
    """The levels declared by an agency, one for each procedure id, as they held on `on` (now, without)."""
    rows = ServiceLevel.objects.filter(agency_key=agency_key)
    rows = rows.filter(since__lte=on) if on is not None else rows
    return {row.procedure_id: row for row in rows.order_by("since", "id")}


def level_history(code: str, agency_key: str) -> list[ServiceLevel]:
    return list(ServiceLevel.objects.filter(procedure__code=code, agency_key=agency_key).order_by("-since", "-id"))


def can_file_online(code: str) -> bool:
    """True when a higher module offers a form for `code`."""
    has_form = form_exists.get()
    return has_form is not None and has_form(code)


def data_file(name: str) -> Any:
    """The JSON of a file of data/catalogue."""
    return _read(settings.DATA_DIR / "catalogue" / name)


@lru_cache(maxsize=1)
def sayings() -> Mapping[str, Sequence[str]]:
    """Folded everyday saying → folded official wordings."""
    return {
        search_key(row["say"]): [search_key(text) for text in row["means"]]
        for row in data_file("words.json")["sayings"]
    }


def aliases(code: str) -> list[str]:
    """Everyday names of one procedure."""
    return list(data_file("words.json")["procedures"].get(code, []))


@lru_cache(maxsize=8)
def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _ranked(rows: QuerySet[Procedure], text: str) -> list[int]:
    """Rows that hold any of the words, by SQL; ranked by the pure rule."""
    meanings = sayings()
    words = {word for reading, _ in rules.readings(text, meanings) for word in rules.tokens(reading)}
    any_word = Q(code__iexact=text.strip())
    for word in words:
        any_word |= Q(search_key__contains=word)
    kept = rows.filter(any_word).values_list("id", "code", "name", "aliases", "field", "state", "competent")
    return rules.rank(text, [_entry(*row) for row in sorted(kept, key=lambda row: (_folded(row[2]), row[1]))], meanings)


def _shelved(rows: QuerySet[Procedure]) -> list[int]:
    """Living procedures first, the department's before others, then by name.

    Sorted here: each database has its own order of Vietnamese letters.
    """
    found = rows.values_list("id", "competent", "state", "name", "code")
    own, living = Procedure.Competent.DEPARTMENT, Procedure.State.IN_FORCE
    order = sorted(found, key=lambda row: (row[2] != living, row[1] != own, _folded(row[3]), row[4]))
    return [row[0] for row in order]


def _entry(id: int, code: str, name: str, names: list[str], field: str, state: str, competent: str) -> rules.Entry:
    weight = (0.6 if state == Procedure.State.REPEALED else 1.0) * (1.1 if competent == "department" else 1.0)
    return rules.Entry(id, code, _folded(name), tuple(map(_folded, names)), _folded(field), weight)


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    return search_key(text)
