"""What a query means: words repaired where they were mistyped, everyday sayings with their official words."""

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.operate.catalogue.rules.search import words
from motcua.operate.catalogue.rules.search.shelf import Shelf

SLIP, ALIKE, BEGUN = 0.85, 0.9, 0.75  # worth of a word found by a slip, by its sound, by its beginning
DOUBTED, GUESSED = 0.6, 0.5  # worth of another reading of a word, of a repair that fits no neighbour
MEANT_SO = 0.7  # of a repair of what is a good syllable already
SAME_COST, ALIKE_COST, SLIP_COST, STRANGE = 0.0, 0.7, 1.0, 0.5
MOST_CHOICES = 6

Choice = tuple[str, float]  # a word, and what it is worth


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the query that means one thing: any of the ways to say it will do.

    A way is a sequence of words, each with its spellings, and what the way is worth.
    """

    ways: tuple[tuple[tuple[tuple[Choice, ...], ...], float], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    units: tuple[Unit, ...]
    corrected: str | None  # the query as it was understood, with accents, when that differs from what was typed


@dataclass(frozen=True, slots=True)
class _Word:
    best: str
    choices: tuple[Choice, ...]
    changed: bool


def read(text: str, shelf: Shelf) -> Reading:
    """`text` is a folded query."""
    found = _doubts(_chosen(_spelt(words.typed(text), shelf), shelf), shelf)
    units: list[Unit] = []
    place = 0
    while place < len(found):
        size = _saying(found, place, shelf)
        if size:
            units.append(_unit(found[place : place + size], shelf))
        elif not _is_filler(found, place, shelf):
            units.append(Unit((((found[place].choices,), 1.0),)))
        place += size or 1
    if not units:
        units = [Unit((((word.choices,), 1.0),)) for word in found]
    return Reading(tuple(units), _understood(found, shelf))


def _spelt(typed: Sequence[str], shelf: Shelf) -> list[list[tuple[str, float, float]]]:
    """For each word its readings (word, worth, cost); a word without blanks becomes several."""
    rows: list[list[tuple[str, float, float]]] = []
    queue = list(typed)
    while queue:
        word = queue.pop(0)
        if word in shelf.known or word.isdigit():
            rows.append([(word, 1.0, SAME_COST)])
            continue
        if queue and word + queue[0] in shelf.known:  # "tr uong"
            rows.append([(word + queue.pop(0), 1.0, SAME_COST)])
            continue
        pieces = words.split_digits(word)
        plain = None if tuple(pieces) in shelf.meanings else words.untyped(word, shelf.known)
        if plain:
            rows.append([(plain, 1.0, SAME_COST)])
            continue
        if len(pieces) == 1:
            pieces = words.cut_in_words(word, shelf.known) or pieces
        if len(pieces) > 1:
            queue[:0] = pieces
            continue
        rows.append(_near(word, shelf) or [(word, 1.0, SAME_COST)])
    return rows


def _near(word: str, shelf: Shelf) -> list[tuple[str, float, float]]:
    """Known words that sound alike, are one slip away, or begin like `word`."""
    if len(word) < 2:
        return []
    doubt = MEANT_SO if words.may_be_meant(word) else 1.0
    found = dict.fromkeys(words.within_a_slip(word, shelf.shorter), (SLIP * doubt, SLIP_COST))
    found |= dict.fromkeys(shelf.sounds.get(words.sound(word), ()), (ALIKE * doubt, ALIKE_COST))
    if not found and len(word) > 2:
        found = {other: (BEGUN, SLIP_COST) for other in shelf.known if other.startswith(word)}
    ordered = sorted(found, key=lambda other: (found[other][1], -shelf.often[other], other))
    return [(other, *found[other]) for other in ordered[:MOST_CHOICES]]


def _chosen(rows: Sequence[list[tuple[str, float, float]]], shelf: Shelf) -> list[_Word]:
    """The cheapest sequence: slips cost, and neighbours never seen together cost a little."""
    paths: dict[str, tuple[float, tuple[int, ...]]] = {"": (0.0, ())}
    for row in rows:
        following: dict[str, tuple[float, tuple[int, ...]]] = {}
        for number, (word, _, cost) in enumerate(row):
            price, path = min(
                (before + (0.0 if not last or shelf.seen[last, word] else STRANGE), way)
                for last, (before, way) in paths.items()
            )
            price += cost - 0.02 * min(10, shelf.often[word])
            if word not in following or price < following[word][0]:
                following[word] = (price, (*path, number))
        paths = following
    best = min(paths.values())[1] if rows else ()
    said = ["", *(row[number][0] for row, number in zip(rows, best, strict=True)), ""]
    return [
        _word(
            row,
            number,
            alone=len(rows) > 1 and not (shelf.seen[said[n], said[n + 1]] or shelf.seen[said[n + 1], said[n + 2]]),
        )
        for n, (row, number) in enumerate(zip(rows, best, strict=True))
    ]


def _word(row: Sequence[tuple[str, float, float]], number: int, *, alone: bool) -> _Word:
    """The chosen reading at its worth, the others in doubt. A repair that fits no neighbour (`alone`) is a guess."""
    word, worth, cost = row[number]
    guess = GUESSED if alone and cost else 1.0
    others = tuple((other, value * DOUBTED * guess) for n, (other, value, _) in enumerate(row) if n != number)
    return _Word(word, ((word, worth * guess), *others), cost > 0 and guess == 1.0)


def _doubts(found: Sequence[_Word], shelf: Shelf) -> list[_Word]:
    """A known word that stands beside no neighbour it was ever seen with may be another: "chuyển chường"."""
    around = ["", *(word.best for word in found), ""]
    kept: list[_Word] = []
    for n, word in enumerate(found):
        before, after = around[n], around[n + 2]
        strange = not (shelf.seen[before, word.best] or shelf.seen[word.best, after])
        if strange and not word.changed and len(found) > 1:
            near = (other for other, _, _ in _near(word.best, shelf) if other != word.best)
            fits = tuple((o, DOUBTED) for o in near if shelf.seen[before, o] or shelf.seen[o, after])
            word = _Word(word.best, (*word.choices, *fits), False)
        kept.append(word)
    return kept


def _is_filler(found: Sequence[_Word], place: int, shelf: Shelf) -> bool:
    """A word around the matter, unless it stands beside a word it has beside it in a name: "sao" in "bản sao"."""
    word = found[place].best
    if word not in words.FILLERS:
        return False
    before = found[place - 1].best if place else ""
    after = found[place + 1].best if place + 1 < len(found) else ""
    return not ((before, word) in shelf.pairs or (word, after) in shelf.pairs)


def _saying(found: Sequence[_Word], place: int, shelf: Shelf) -> int:
    """How many words from `place` on are a known saying; the longest wins."""
    for size in range(min(shelf.longest, len(found) - place), 0, -1):
        if tuple(word.best for word in found[place : place + size]) in shelf.meanings:
            return size
    return 0


def _unit(said: Sequence[_Word], shelf: Shelf) -> Unit:
    means = shelf.meanings[tuple(word.best for word in said)]
    official = tuple((tuple(((word, 1.0),) for word in mean), worth) for mean, worth in means)
    return Unit(((tuple(word.choices for word in said), 1.0), *official))


def _understood(found: Sequence[_Word], shelf: Shelf) -> str | None:
    if not any(word.changed for word in found):
        return None
    said = [word.best for word in found]
    return " ".join(_accented(said, n, shelf) for n in range(len(said)))


def _accented(said: Sequence[str], n: int, shelf: Shelf) -> str:
    """The word as it is written beside its neighbour, else as it is mostly written."""
    beside = shelf.written.get((said[n], said[n + 1])) if n + 1 < len(said) else None
    behind = shelf.written.get((said[n - 1], said[n])) if n else None
    return beside[0] if beside else behind[1] if behind else shelf.accented.get(said[n], said[n])
