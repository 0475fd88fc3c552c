"""Ranking of procedures for everyday words, the same on both databases. Pure: works on folded texts."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from motcua.kernel.text import search_key

# Words people put around what they mean; they name no procedure. Kept when nothing else is left.
FILLERS = frozenset({
    "xin", "toi", "muon", "can", "lam", "cho", "cach", "nhu", "the", "nao", "o", "dau", "thu", "tuc", "ve", "va",
    "cua", "de", "co", "khong", "duoc", "con", "em", "lai",
})  # fmt: skip
NAME, ALIAS, FIELD = 3.0, 2.6, 1.0
PREFIX = 0.7  # worth of a word that only begins like the one asked for
MEANT = 0.8  # worth of a word that was not typed but is meant by what was typed
PAIR = 0.6  # extra worth of two neighbouring words that stand together in the name too
ENOUGH = 0.45  # a hit carries at least this share of what was asked


@dataclass(frozen=True)
class Entry:
    """One procedure as the ranking sees it; texts are folded search keys. `weight`: 1 normally, less when repealed."""

    id: int
    code: str
    name: str
    aliases: tuple[str, ...]
    field: str
    weight: float = 1.0

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word under which the procedure can be found."""
        return frozenset(" ".join((self.name, *self.aliases, self.field, search_key(self.code))).split())


def tokens(text: str) -> tuple[str, ...]:
    """The folded words that carry meaning, in their order, each once; all words when only fillers were typed."""
    words = tuple(dict.fromkeys(search_key(text).split()))[:24]
    return tuple(word for word in words if word not in FILLERS) or words


def readings(text: str, meanings: Mapping[str, Sequence[str]]) -> list[tuple[str, float]]:
    """The query as typed, and as meant: each known saying replaced by its official words (worth a little less).

    `meanings` maps a folded saying to the official wordings, as in data/catalogue/words.json.
    """
    typed = search_key(text)
    found = [(typed, 1.0)]
    for saying in sorted(meanings, key=len, reverse=True):
        if f" {saying} " in f" {typed} ":
            found += [(f" {typed} ".replace(f" {saying} ", f" {meant} ").strip(), MEANT) for meant in meanings[saying]]
    return found


def rank(text: str, entries: Iterable[Entry], meanings: Mapping[str, Sequence[str]]) -> list[int]:
    """Ids of the entries that answer `text`, best first; ties keep the given order. An exact code comes alone."""
    shelf = list(entries)
    code = search_key(text)
    exact = [entry.id for entry in shelf if search_key(entry.code) == code]
    if exact:
        return exact
    scores: dict[int, float] = {}
    for reading, worth in readings(text, meanings):
        words = tokens(reading)
        rarity = _rarity(words, shelf)
        for entry in shelf:
            score = _score(words, entry, rarity) * worth * entry.weight
            scores[entry.id] = max(score, scores.get(entry.id, 0.0))
    hits = [entry.id for entry in shelf if scores.get(entry.id, 0.0) > 0]
    return sorted(hits, key=lambda id: -scores[id])


def _rarity(words: Sequence[str], shelf: Sequence[Entry]) -> dict[str, float]:
    """A word that few procedures have says more: ln(1 + all / those that have it)."""
    return {word: math.log(1 + len(shelf) / (1 + sum(word in entry.words for entry in shelf))) for word in words}


def _score(words: Sequence[str], entry: Entry, rarity: Mapping[str, float]) -> float:
    """0 when too little of the query is found; otherwise the weighted words, pairs, and nearness in length."""
    asked = sum(rarity.values()) or 1.0
    share = sum(rarity[word] * _found(word, entry.words) for word in words) / asked
    if share < ENOUGH:
        return 0.0
    texts = ((entry.name, NAME), *((alias, ALIAS) for alias in entry.aliases))
    return max(_one_text(words, text, worth, rarity) for text, worth in texts) + share * FIELD


def _one_text(words: Sequence[str], text: str, worth: float, rarity: Mapping[str, float]) -> float:
    held = text.split()
    asked = sum(rarity.values()) or 1.0
    found = sum(rarity[word] * _found(word, held) for word in words)
    pairs = sum(
        min(rarity[first], rarity[second]) for first, second in pairwise(words) if f" {first} {second}" in f" {text}"
    )
    length = 1 / (1 + max(0, len(held) - len(words)) / 40)
    return worth * (found + PAIR * pairs) / asked * length


def _found(word: str, held: Collection[str]) -> float:
    if word in held:
        return 1.0
    return PREFIX if len(word) > 2 and any(other.startswith(word) for other in held) else 0.0
