"""Search for everyday words, and the filters of the public list."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from motcua.kernel.text import search_key
from motcua.operate.catalogue.models import Procedure
from motcua.operate.catalogue.queries.levels import levels
from motcua.operate.catalogue.queries.shelves import Card, cards, filed_here, shelf
from motcua.operate.catalogue.rules import finding
from motcua.operate.catalogue.rules.search import answer

UNKNOWN = finding.UNKNOWN


@dataclass(frozen=True, slots=True)
class Filter:
    """What the hits are narrowed by; "" and None ask nothing. "unknown" asks for those without data.

    `level` is the online level that `agency_key` declared. `online_on`: only what can be filed here on that day.
    """

    field: str = ""
    competent: str = ""
    level: str = ""
    agency_key: str = ""
    person: str = ""
    cost: str = ""
    online_on: date | None = None
    repealed: bool = True

    def test(self) -> Callable[[Card], bool]:
        """A test of one procedure; what it needs is read once."""
        declared = {id: row.level or UNKNOWN for id, row in levels(self.agency_key).items()} if self.level else {}
        filed = filed_here(self.online_on) if self.online_on else frozenset()

        def passes(card: Card) -> bool:
            return (
                (self.repealed or not card.repealed)
                and self.field in ("", card.field)
                and self.competent in ("", card.competent)
                and (not self.level or declared.get(card.id, UNKNOWN) == self.level)
                and (not self.person or self.person in (card.people or {UNKNOWN}))
                and self.cost in ("", card.cost)
                and (self.online_on is None or card.id in filed)
            )

        return passes


@dataclass(frozen=True, slots=True)
class Found:
    """The answer of a search: procedures, best first, and how many there are in all.

    `scores` go with `items` (1 is a whole, literal answer; none without words). `corrected`: the query as it was
    understood, when words were repaired. `near`: what comes closest when nothing answers the words.
    """

    items: tuple[Procedure, ...]
    total: int
    scores: tuple[float, ...] = ()
    corrected: str | None = None
    near: tuple[Procedure, ...] = ()


def search(
    text: str = "",
    *,
    field: str = "",
    competent: str = "",
    level: str = "",
    agency_key: str = "",
    person: str = "",
    cost: str = "",
    online_on: date | None = None,
    repealed: bool = True,
    offset: int = 0,
    limit: int | None = None,
) -> Found:
    """Procedures for everyday words, forgiving accents and slips; without words all of them, the department's first.

    The filters are those of `Filter`.
    """
    passes = Filter(field, competent, level, agency_key, person, cost, online_on, repealed).test()
    known = cards()
    if not search_key(text):
        ids = [card.id for card in known.values() if passes(card)]
        return Found(_rows(ids[offset:], limit), len(ids))
    said = answer(text, shelf())
    hits = [hit for hit in said.hits if hit.id in known and passes(known[hit.id])]
    page = hits[offset:] if limit is None else hits[offset : offset + limit]
    near = [hit.id for hit in said.near if hit.id in known]
    return Found(
        _rows([hit.id for hit in page], limit),
        len(hits),
        tuple(round(hit.score, 3) for hit in page),
        said.corrected,
        _rows(near, None),
    )


def fields() -> list[tuple[str, int]]:
    """The known fields with the number of procedures of each, by name."""
    counted = Counter(card.field for card in cards().values() if card.field)
    return sorted(counted.items(), key=lambda pair: search_key(pair[0]))


def _rows(ids: list[int], limit: int | None) -> tuple[Procedure, ...]:
    wanted = ids if limit is None else ids[:limit]
    by_id = Procedure.objects.select_related("successor").in_bulk(wanted) if wanted else {}
    return tuple(by_id[id] for id in wanted if id in by_id)
