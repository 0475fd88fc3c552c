"""Vietnamese text: one normal form, folding without accents, search keys, cleaning of what people type. Pure."""

import re
import unicodedata

_D = str.maketrans({"đ": "d", "Đ": "d"})
_GAPS = re.compile(r"[\W_]+")


LAST_KEPT = 0x2FFF
"""Letters up to here are looked up once; keeping those of all scripts would let anybody fill the memory."""


class _Bare(dict[int, int | None]):
    """Letter → itself, or nothing for a mark (Mn)."""

    def __missing__(self, letter: int) -> int | None:
        bare = None if unicodedata.category(chr(letter)) == "Mn" else letter
        if letter <= LAST_KEPT:
            self[letter] = bare
        return bare


class _Visible(dict[int, int | str | None]):
    """Letter → itself; blank for white space, nothing for controls (Cc), invisible marks (Cf) and halves (Cs)."""

    def __missing__(self, letter: int) -> int | str | None:
        hidden = unicodedata.category(chr(letter)) in {"Cc", "Cf", "Cs"}
        visible = " " if chr(letter).isspace() else None if hidden else letter
        if letter <= LAST_KEPT:
            self[letter] = visible
        return visible


_BARE, _VISIBLE = _Bare(), _Visible()


def nfc(text: str) -> str:
    """`text` in Unicode normal form C: each accented Vietnamese letter is one character."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """`text` in small letters without accents, đ as d: "Đào tạo" and "dao tao" become the same.

    Folding twice changes nothing more.
    """
    # Lower between two decompositions: some capitals only appear by decomposing, some marks only by lowering.
    if text.isascii():
        return text.lower()
    low = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).lower())
    return unicodedata.normalize("NFC", low.translate(_BARE)).translate(_D)


def search_key(*parts: object) -> str:
    """What the `search_key` columns hold: the folded words of all parts with one blank between, None left out.

    Punctuation separates words, so "1.001714" is found as "1 001714" on both sides of the comparison.
    """
    text = " ".join(str(part) for part in parts if part is not None)
    return _GAPS.sub(" ", fold(text)).strip()


def clean(text: str, *, lines: bool = False) -> str:
    """`text` as it should be stored: NFC, no control or invisible characters, single blanks, trimmed.

    With `lines` the breaks between lines stay (for text areas); otherwise they become blanks.
    """
    if lines:
        return "\n".join(clean(line) for line in text.splitlines()).strip("\n")
    visible = text if text.isprintable() else text.translate(_VISIBLE)
    return " ".join(nfc(visible).split())
