"""Search for everyday words, and the shelves of the public list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Q, QuerySet

from motcua.kernel.text import search_key
from motcua.operate.catalogue import rules
from motcua.operate.catalogue.models import Procedure
from motcua.operate.catalogue.queries.data import data_file
from motcua.operate.catalogue.queries.levels import levels


@dataclass(frozen=True, slots=True)
class Found:
    """The answer of a search: procedures, best first, and how many there are in all."""

    items: tuple[Procedure, ...]
    total: int


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
