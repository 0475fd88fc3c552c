"""The order of the answers: how much of the query a procedure holds, how little else it says, and where to stop."""

import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from motcua.kernel.text import search_key
from motcua.operate.catalogue.rules.search.reading import Choice, Reading, Unit, read
from motcua.operate.catalogue.rules.search.shelf import Shelf

INSIDE, ACROSS = 0.1, 0.35  # extra worth of words that stand side by side in the name too, within a saying and between
SCATTERED = 0.6  # worth of a saying whose words stand apart
LONGER = 0.25
IN_BRACKETS = 0.5  # worth of a word that the name says in brackets only
OPENING = 0.1  # extra worth of a name that begins with what the query begins with
FIELD = 0.3  # worth of a word that only the field of the procedure has
EXTRA = 0.35  # how much a name loses for what it says beyond the query
ENOUGH = 0.45  # a hit holds at least this share of what was asked
NEAR = 0.3  # what comes closest is offered when it holds at least this share
TAIL = 0.55  # and is at least this good, measured by the best hit
Part = tuple[float, float, float]  # of a unit in a text: what is found, rarity of those words, how much side by side
CODE = re.compile(r"(?<!\d)(\d)[. ]?(\d{6})(?!\d)")


@dataclass(frozen=True, slots=True)
class Hit:
    id: int
    score: float  # 1 is a whole, literal answer; more with neighbours in place
    share: float  # how much of the query was found


@dataclass(frozen=True, slots=True)
class Answer:
    """`hits` best first; `near`: what comes closest when nothing answers; `corrected`: the query as understood."""

    hits: tuple[Hit, ...] = ()
    near: tuple[Hit, ...] = ()
    corrected: str | None = None


def answer(text: str, shelf: Shelf) -> Answer:
    """The procedures that answer `text`; ties keep the order of the shelf."""
    asked = search_key(text)
    coded = _by_code(text, asked, shelf)
    if coded:
        return Answer(coded)
    reading = read(asked, shelf)
    scored = sorted(_scores(reading, shelf, asked), key=lambda hit: -hit.score)
    enough = [hit for hit in scored if hit.share >= ENOUGH]
    if not enough:
        return Answer(near=tuple(hit for hit in scored[:3] if hit.share >= NEAR), corrected=reading.corrected)
    least = TAIL * min(enough[0].score, 1.5)
    return Answer(tuple(hit for hit in enough if hit.score >= least), (), reading.corrected)


def _by_code(text: str, asked: str, shelf: Shelf) -> tuple[Hit, ...]:
    """The procedure whose code is typed, alone or among other words, with or without its dots."""
    match = CODE.search(text)
    wanted = {asked, asked.replace(" ", ""), search_key(f"{match[1]}.{match[2]}") if match else ""} - {""}
    places = dict.fromkeys(place for key in sorted(wanted) for place in shelf.codes.get(key, ()))
    return tuple(Hit(shelf.entries[place].id, 2.0, 1.0) for place in places)


def _scores(reading: Reading, shelf: Shelf, asked: str) -> list[Hit]:
    weights = [_weight(unit, shelf) for unit in reading.units]
    total = sum(weights) or 1.0
    share: dict[int, float] = {}  # text → share of the query it holds
    mass: dict[int, float] = {}  # text → rarity of its words that were asked for
    beside: dict[int, float] = {}  # text → share of the query whose words stand side by side in it
    for unit, weight in zip(reading.units, weights, strict=True):
        for row, (value, own, near) in _unit_texts(unit, shelf).items():
            share[row] = share.get(row, 0.0) + weight / total * value
            mass[row] = mass.get(row, 0.0) + own
            beside[row] = beside.get(row, 0.0) + weight / total * near
    across = _across(reading, shelf)
    opening = {way[0][0][0] for unit in reading.units[:1] for way, _ in unit.ways}
    in_field = _fields(reading, shelf, weights, total)
    best: dict[int, Hit] = {}
    for row, found in share.items():
        text = shelf.texts[row]
        entry = shelf.entries[text.entry]
        held = min(1.0, found + in_field.get(text.entry, 0.0) * (1 - found))
        precision = min(1.0, mass[row] / text.mass) if text.mass else 0.0
        near = INSIDE * beside[row] + ACROSS * across.get(row, 0.0) + OPENING * (text.first in opening)
        score = held * (1 + near) * (1 - EXTRA + EXTRA * precision) * text.worth * entry.weight
        if text.entry not in best or score > best[text.entry].score:
            best[text.entry] = Hit(entry.id, score, held)
    for place in shelf.names.get(asked, ()):
        best[place] = Hit(shelf.entries[place].id, 2.0 + shelf.entries[place].weight, 1.0)
    return [best[place] for place in sorted(best)]


def _weight(unit: Unit, shelf: Shelf) -> float:
    """What a unit counts: the rarest word of its commonest way, a little more for each further word typed."""
    rarest = [max(shelf.rare(word[0][0]) for word in way) for way, _ in unit.ways if way]
    return min(rarest) * (1 + LONGER * (len(unit.ways[0][0]) - 1))


def _unit_texts(unit: Unit, shelf: Shelf) -> dict[int, Part]:
    """For each text what it holds of the unit, by the way that fits it best."""
    best: dict[int, Part] = {}
    for way, worth in unit.ways:
        for row, part in _way_texts(way, worth, shelf).items():
            if row not in best or part[0] > best[row][0]:
                best[row] = part
    return best


def _way_texts(way: tuple[tuple[Choice, ...], ...], worth: float, shelf: Shelf) -> dict[int, Part]:
    if len(way) == 1:
        return {row: (worth * value, own, 0.0) for row, (value, own) in _word_texts(way[0], shelf).items()}
    size = sum(shelf.rare(word[0][0]) for word in way) or 1.0
    pairs: list[Collection[int]] = [
        shelf.pairs.get((one[0][0], other[0][0]), frozenset()) for one, other in pairwise(way)
    ]
    found: dict[int, float] = {}
    held: dict[int, float] = {}
    for word in way:
        rarity = shelf.rare(word[0][0])
        for row, (value, own) in _word_texts(word, shelf).items():
            found[row] = found.get(row, 0.0) + rarity * value
            held[row] = held.get(row, 0.0) + own
    parts: dict[int, Part] = {}
    for row, value in found.items():
        beside = sum(row in texts for texts in pairs) / len(pairs)
        parts[row] = (worth * value / size * (SCATTERED + (1 - SCATTERED) * beside), held[row], beside * worth)
    return parts


def _word_texts(word: tuple[Choice, ...], shelf: Shelf) -> dict[int, tuple[float, float]]:
    """For each text with one of the spellings: what that is worth, and how rare the word is."""
    found: dict[int, tuple[float, float]] = {}
    for spelling, worth in sorted(word, key=lambda choice: choice[1]):
        rarity = shelf.rare(spelling)
        found |= dict.fromkeys(shelf.postings.get(spelling, ()), (worth, rarity))
        found |= dict.fromkeys(shelf.asides.get(spelling, ()), (worth * IN_BRACKETS, rarity))
    return found


def _across(reading: Reading, shelf: Shelf) -> dict[int, float]:
    """For each text the share of the borders between units that stand in it: "chuyển | trường". Rare ones say more."""
    found: dict[int, float] = {}
    total = 0.0
    for one, other in pairwise(reading.units):
        ends = {way[-1][0][0] for way, _ in one.ways}
        starts = {way[0][0][0] for way, _ in other.ways}
        rows = {row for end in ends for start in starts for row in shelf.pairs.get((end, start), ())}
        worth = math.log(1 + len(shelf.texts) / max(1, len(rows)))
        total += worth if rows else shelf.unknown
        for row in rows:
            found[row] = found.get(row, 0.0) + worth
    return {row: worth / total for row, worth in found.items()}


def _fields(reading: Reading, shelf: Shelf, weights: list[float], total: float) -> dict[int, float]:
    found: dict[int, float] = {}
    for unit, weight in zip(reading.units, weights, strict=True):
        way = unit.ways[0][0]
        for word in way:
            for place in shelf.fields.get(word[0][0], ()):
                found[place] = found.get(place, 0.0) + FIELD * weight / total / len(way)
    return found
