"""Which item of a new reading is which item we already have: by its words first, by its number second."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from motcua.kernel.text import search_key

ALIKE = 0.8
"""Two texts under different numbers are the same item from this likeness on."""
RELATED = 0.4
"""Two texts under the same number are the same item, reworded, from this likeness on."""


@dataclass(frozen=True, slots=True)
class Known:
    """An item we have; `gone` when an earlier reading no longer had it."""

    key: Hashable
    kind: str
    code: str
    text: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Fresh:
    """An item of the new reading."""

    kind: str
    code: str
    text: str


Same = Callable[[Known, Fresh, str, str], bool]
"""Whether a known and a fresh item are one; gets their folded words as well."""


def same_words(one: str, other: str) -> bool:
    """Equal but for capitals, accents and punctuation."""
    return search_key(one) == search_key(other)


def match(known: Sequence[Known], fresh: Sequence[Fresh]) -> list[Hashable | None]:
    """For each of `fresh` the key of the item it continues, None when it is new. Each key is given once."""
    found: list[Hashable | None] = [None] * len(fresh)
    words = {item.key: search_key(item.text) for item in known}
    keys = [search_key(item.text) for item in fresh]
    left = sorted(known, key=lambda item: item.gone)

    def take(same: Same) -> None:
        for index, item in enumerate(fresh):
            if found[index] is None:
                twin = next((k for k in left if k.kind == item.kind and same(k, item, words[k.key], keys[index])), None)
                if twin is not None:
                    found[index] = twin.key
                    left.remove(twin)

    take(lambda k, item, old, new: k.code == item.code and old == new)
    take(lambda k, item, old, new: bool(old) and old == new)
    take(lambda k, item, old, new: not k.gone and k.code == item.code and _likeness(old, new) >= RELATED)
    take(lambda k, item, old, new: not k.gone and _likeness(old, new) >= ALIKE)
    return found


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= RELATED else 0.0
