"""What stands on the shelf: the procedures as the ranking sees them, with every word's place looked up beforehand."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from motcua.kernel.text import search_key
from motcua.operate.catalogue.rules.search import words

Meaning = tuple[tuple[str, ...], float]  # official words, and what finding them is worth


@dataclass(frozen=True, slots=True)
class Entry:
    """One procedure. `weight`: 1 normally, less when repealed or from an older period."""

    id: int
    code: str
    name: str
    aliases: tuple[str, ...] = ()
    field: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class TextRow:
    """One text under which an entry is found: its name, or an everyday name."""

    entry: int  # place on the shelf
    worth: float
    mass: float  # sum of the rarities of its words, what stands in brackets left out
    first: str  # the word it begins with


@dataclass(slots=True)
class Shelf:
    """The entries and their words, built once for a state of the catalogue (`build`)."""

    entries: tuple[Entry, ...]
    meanings: Mapping[tuple[str, ...], Sequence[Meaning]]
    texts: list[TextRow] = field(default_factory=list)
    postings: dict[str, set[int]] = field(default_factory=dict)  # word → texts
    asides: dict[str, set[int]] = field(default_factory=dict)  # word → texts that hold it in brackets alone
    pairs: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    fields: dict[str, set[int]] = field(default_factory=dict)  # word → entries whose field has it
    rarity: dict[str, float] = field(default_factory=dict)
    unknown: float = 1.0  # rarity of a word that nothing holds
    known: frozenset[str] = frozenset()
    shorter: dict[str, set[str]] = field(default_factory=dict)
    sounds: dict[str, set[str]] = field(default_factory=dict)
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)  # neighbours, in names and sayings
    often: Counter[str] = field(default_factory=Counter)
    accented: dict[str, str] = field(default_factory=dict)  # folded word → as it is mostly written
    written: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)  # the same for two neighbours
    names: dict[str, list[int]] = field(default_factory=dict)
    codes: dict[str, list[int]] = field(default_factory=dict)  # with blanks for dots, and without
    longest: int = 1  # words of the longest saying

    def rare(self, word: str) -> float:
        return self.rarity.get(word, self.unknown)


NAME, ALIAS, CLAUSE = 1.0, 0.95, 0.97
MEANT = 0.85  # worth of official words that were meant, beside those that were typed
CLAUSE_WORDS = 5
ASIDE = re.compile(r"\([^()]*\)")


def build(entries: Iterable[Entry], meanings: Mapping[str, Sequence[str]]) -> Shelf:
    """A shelf of `entries`; `meanings`: everyday saying → official wordings, as in data/catalogue/words.json."""
    told = {
        tuple(search_key(saying).split()): tuple((tuple(search_key(mean).split()), MEANT) for mean in means)
        for saying, means in meanings.items()
    }
    shelf = Shelf(tuple(entries), told, longest=max(map(len, told), default=1))
    held: defaultdict[str, set[int]] = defaultdict(set)
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    rows: list[tuple[int, float, str]] = []
    for place, entry in enumerate(shelf.entries):
        shelf.names.setdefault(search_key(entry.name), []).append(place)
        code = search_key(entry.code)
        for key in {code, code.replace(" ", "")}:
            shelf.codes.setdefault(key, []).append(place)
        for text, value in _ways(entry):
            rows.append((place, value, text))
            _spellings(text, written, shelf)
            for word in search_key(text).split():
                held[word].add(place)
        for word in search_key(entry.field).split():
            shelf.fields.setdefault(word, set()).add(place)
    _rarities(shelf, held)
    _texts(shelf, rows)
    _vocabulary(shelf, written)
    return shelf


def _ways(entry: Entry) -> Iterator[tuple[str, float]]:
    """The name, the clause it begins with when that can stand alone, and the everyday names."""
    yield entry.name, NAME
    clause = re.split(r"[,;(]", entry.name)[0]
    if len(clause) < len(entry.name) and len(clause.split()) >= CLAUSE_WORDS:
        yield clause, CLAUSE
    yield from ((alias, ALIAS) for alias in entry.aliases)


def _spellings(text: str, written: defaultdict[str, Counter[str]], shelf: Shelf) -> None:
    said = [(search_key(raw), raw) for raw in re.findall(r"\w+", text.lower())]
    for word, raw in said:
        written[word][raw] += 1
    for (one, first), (other, second) in pairwise(said):
        shelf.written.setdefault((one, other), (first, second))


def _rarities(shelf: Shelf, held: Mapping[str, set[int]]) -> None:
    """A word that few procedures have says more: ln(1 + all / those that have it)."""
    total = max(1, len(shelf.entries))
    shelf.rarity = {word: math.log(1 + total / len(places)) for word, places in held.items()}
    shelf.unknown = math.log(1 + total / 2)


def _texts(shelf: Shelf, rows: Sequence[tuple[int, float, str]]) -> None:
    for number, (place, value, text) in enumerate(rows):
        said = search_key(text).split()
        matter = search_key(ASIDE.sub(" ", text)).split() or said
        mass = sum(shelf.rarity[word] for word in set(matter))
        first = matter[2:3] if matter[:2] == ["thu", "tuc"] else matter[:1]
        shelf.texts.append(TextRow(place, value, mass, "".join(first)))
        shelf.often.update(said)
        for word in said:
            shelf.postings.setdefault(word, set()).add(number)
        for word in set(said) - set(matter):
            shelf.asides.setdefault(word, set()).add(number)
        for pair in pairwise(matter):
            shelf.pairs.setdefault(pair, set()).add(number)
        shelf.seen.update(pairwise(said))


def _vocabulary(shelf: Shelf, written: Mapping[str, Counter[str]]) -> None:
    known = set(shelf.postings) | set(shelf.fields) | words.FILLERS
    for saying, means in shelf.meanings.items():
        for text in (saying, *(mean for mean, _ in means)):
            known.update(text)
            shelf.seen.update(pairwise(text))
    shelf.known = frozenset(known)
    shelf.shorter = words.shortened(known)
    for word in known:
        shelf.sounds.setdefault(words.sound(word), set()).add(word)
    shelf.accented = {word: spellings.most_common(1)[0][0] for word, spellings in written.items() if word}
