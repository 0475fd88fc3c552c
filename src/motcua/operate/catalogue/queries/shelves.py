"""The catalogue as search and filters need it, kept in this process and made anew when the catalogue changes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Max, Min, Sum
from django.db.models.functions import Length

from motcua.kernel.text import search_key
from motcua.operate.catalogue import rules
from motcua.operate.catalogue.models import Procedure, ProcedureVersion
from motcua.operate.catalogue.queries.data import data_file
from motcua.operate.catalogue.queries.texts import can_file_online
from motcua.operate.catalogue.rules import finding
from motcua.operate.catalogue.rules.search import Entry, Shelf, build

REPEALED, OLD, MINISTRY, ELSEWHERE = 0.6, 0.93, 0.93, 0.8  # what a procedure counts beside a living one of this agency
FILING_SECONDS = 60
_SHOWN = (ProcedureVersion.State.IN_FORCE, ProcedureVersion.State.REPEALED)
_KEPT: dict[tuple[str, str], tuple[object, Any]] = {}  # (database, what) → (state of the catalogue, value)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Card:
    """What the filters ask of one procedure. `people` is empty and `cost` "unknown" where the text does not say."""

    id: int
    code: str
    name: str
    field: str
    competent: str
    repealed: bool
    people: frozenset[str]
    cost: str


def shelf() -> Shelf:
    """Every procedure with its words."""
    return _kept("shelf", _shelf)


def cards() -> Mapping[int, Card]:
    """Every procedure by id, in the order of the public list: living first, the department's, then by name.

    Sorted here: each database has its own order of Vietnamese letters.
    """
    return _kept("cards", _cards)


def filed_here(on: date) -> frozenset[int]:
    """The procedures for which an application can be filed here on `on`; a minute old at most."""
    key = f"catalogue:filed-here:{connection.settings_dict['NAME']}:{on}"
    kept: frozenset[int] | None = cache.get(key)
    if kept is None:
        kept = frozenset(card.id for card in cards().values() if not card.repealed and can_file_online(card.code))
        cache.set(key, kept, FILING_SECONDS)
    return kept


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


def _kept(what: str, make: Callable[[], T]) -> T:
    """The value made for this state of the catalogue: every change of a procedure is an event on its stream."""
    key = (str(connection.settings_dict["NAME"]), what)
    state = Procedure.objects.aggregate(
        Count("id"), Sum("stream_version"), Max("changed_at"), Max("code"), Min("code"), Max("id"),
        letters=Sum(Length("search_key")),
    )  # fmt: skip
    known = _KEPT.get(key)
    if known is None or known[0] != state:
        known = _KEPT[key] = (state, make())
    value: T = known[1]
    return value


def _shelf() -> Shelf:
    eras = dict(ProcedureVersion.objects.filter(state__in=_SHOWN).values_list("procedure_id", "era"))
    places = dict(ProcedureVersion.objects.filter(state__in=_SHOWN).values_list("procedure_id", "content__scope_note"))
    last = {id: rules.era_order(era)[0] for id, era in eras.items()}
    newest = max(last.values(), default=0)
    rows = Procedure.objects.values_list("id", "code", "name", "aliases", "field", "state", "competent")
    entries = [
        Entry(id, code, name, tuple(names), field, _weight(state, competent, newest - last.get(id, 0), places.get(id)))
        for id, code, name, names, field, state, competent in sorted(rows, key=lambda row: (search_key(row[2]), row[1]))
    ]
    return build(entries, sayings())


def _weight(state: str, competent: str, years_behind: int, scope_note: str | None) -> float:
    weight = REPEALED if state == Procedure.State.REPEALED else 1.0
    weight *= MINISTRY if competent == Procedure.Competent.MINISTRY else 1.0
    weight *= OLD if years_behind > 1 else 1.0
    return weight * (ELSEWHERE if scope_note else 1.0)


def _cards() -> Mapping[int, Card]:
    texts = ProcedureVersion.objects.filter(state__in=_SHOWN)
    told = {
        id: (finding.people(subjects), finding.cost(fees, channels))
        for id, subjects, fees, channels in texts.values_list(
            "procedure_id", "content__subjects", "content__fees", "content__channels"
        )
    }
    unknown = (frozenset[str](), finding.UNKNOWN)
    rows = Procedure.objects.values_list("id", "code", "name", "field", "competent", "state")
    living, own = Procedure.State.IN_FORCE, Procedure.Competent.DEPARTMENT
    made = [
        Card(id, code, name, field, competent, state != living, *told.get(id, unknown))
        for id, code, name, field, competent, state in rows
    ]
    ordered = sorted(made, key=lambda c: (c.repealed, c.competent != own, search_key(c.name), c.code))
    return {card.id: card for card in ordered}
