"""Words as people type them: typing systems left on, slips of a letter, neighbouring sounds, missing blanks.

Everything works on folded words (kernel.text.search_key), so accents and đ never matter.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

# Words people put around what they mean; they name no procedure. Kept when nothing else is left.
FILLERS = frozenset({
    "xin", "toi", "muon", "can", "lam", "cho", "cach", "nhu", "the", "nao", "o", "dau", "thu", "tuc", "ve", "va",
    "cua", "de", "co", "khong", "duoc", "con", "em", "lai", "chau", "minh", "anh", "chi", "bi", "gio", "thi", "sao",
    "gi", "ho", "so", "don", "nop", "sang", "ra", "voi", "trong", "tren", "tu", "khi", "da", "dang", "se", "roi",
    "nay", "la", "nha", "ban", "hoi", "biet", "giup", "mot", "cac", "nhung", "tai", "phai", "ma", "vi", "neu",
    "thuoc", "doi", "cu", "khac", "tinh", "vay", "a", "di", "luon", "mong", "nho", "hay", "phieu", "giay",
})  # fmt: skip

TELEX = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("uw", "u"), ("ow", "o"), ("aw", "a"), ("w", "u"))
TONES = "sfrxj"
# Sounds that are written in several ways, or said alike in a region: (end of word?, letters, one spelling for them).
STARTS = (("ngh", "ng"), ("gh", "g"), ("tr", "ch"), ("gi", "d"), ("ph", "f"), ("qu", "w"), ("k", "c"), ("q", "c"),
          ("x", "s"), ("r", "d"), ("v", "d"), ("l", "n"))  # fmt: skip
ENDS = (("ng", "n"), ("nh", "n"), ("ch", "t"), ("c", "t"), ("p", "t"), ("m", "n"), ("y", "i"))
MIXED = re.compile(r"[a-z]+|\d+")
SYLLABLE = re.compile(
    r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:uye|uya|uoi|uou|ieu|yeu|oai|oay|oao|uay|uyu|[aeiouy][aeiouy]?)(?:ng|nh|ch|[cmnpt])?"
)


def typed(text: str) -> list[str]:
    """The words of a folded query, at most 24."""
    return text.split()[:24]


def split_digits(word: str) -> list[str]:
    """ "cap3" → cap, 3; "c3" → c, 3."""
    return MIXED.findall(word) or [word]


def may_be_meant(word: str) -> bool:
    """Whether `word` can be a Vietnamese syllable: then it is less likely to be a slip of another."""
    return SYLLABLE.fullmatch(word) is not None


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """One spelling for words that sound alike somewhere: "chuong" and "truong", "banh" and "bang"."""
    for letters, one in STARTS:
        if word.startswith(letters):
            word = one + word[len(letters) :]
            break
    for letters, one in ENDS:
        if len(word) > len(letters) and word.endswith(letters):
            return word[: -len(letters)] + one
    return word


def untyped(word: str, known: Collection[str]) -> str | None:
    """The word meant when the typing system was off: "bawngf" → bang, "ddoois" → doi, VNI "ba82ng" → bang."""
    plain = word
    for keys, letter in TELEX:
        plain = plain.replace(keys, letter)
    bare = re.sub(r"(?<=[a-z])\d", "", word)
    without_tone = (plain[:n] + plain[n + 1 :] for n in range(len(plain) - 1, 0, -1) if plain[n] in TONES)
    ways = (plain, bare, *without_tone, plain[:-1] if word.startswith("d") and word.endswith("d") else "")
    return next((way for way in ways if way != word and len(way) > 1 and way in known), None)


def within_a_slip(word: str, shorter: Mapping[str, Collection[str]]) -> set[str]:
    """Known words that differ by one letter missing, extra, wrong, or two letters swapped.

    `shorter` maps each known word and each of its forms with one letter left out to the words (see `shortened`).
    """
    found: set[str] = set()
    for form in (word, *without_a_letter(word)):
        found.update(other for other in shorter.get(form, ()) if _one_slip(word, other))
    return found - {word}


def shortened(known: Iterable[str]) -> dict[str, set[str]]:
    """The look-up table of `within_a_slip`."""
    table: dict[str, set[str]] = {}
    for word in known:
        if len(word) > 2 and word.isalpha():
            for form in (word, *without_a_letter(word)):
                table.setdefault(form, set()).add(word)
    return table


def without_a_letter(word: str) -> Iterator[str]:
    return (word[:n] + word[n + 1 :] for n in range(len(word)))


def cut_in_words(word: str, known: Collection[str]) -> list[str] | None:
    """ "bansao" → ban, sao: the fewest known words of two letters or more that stand in it without blanks."""
    best: list[list[str] | None] = [[], *([None] * len(word))]
    for end in range(2, len(word) + 1):
        for start in range(max(0, end - 7), end - 1):
            before = best[start]
            piece = word[start:end]
            if before is not None and piece in known and (piece.isdigit() or len(piece) > 1):
                longer = [*before, piece]
                here = best[end]
                if here is None or len(longer) < len(here):
                    best[end] = longer
    whole = best[len(word)]
    return whole if whole and len(whole) > 1 else None


def _one_slip(one: str, other: str) -> bool:
    """Damerau-Levenshtein distance of at most one."""
    if abs(len(one) - len(other)) > 1:
        return False
    n = 0
    while n < min(len(one), len(other)) and one[n] == other[n]:
        n += 1
    if len(one) == len(other):
        swapped = one[n : n + 2] == other[n : n + 2][::-1] and one[n + 2 :] == other[n + 2 :]
        return one[n + 1 :] == other[n + 1 :] or swapped
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[n + 1 :] == shorter[n:]
