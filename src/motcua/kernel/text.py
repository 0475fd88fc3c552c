"""Vietnamese text: one normal form, folding without accents, search keys, cleaning of what people type. Pure."""

import re
import unicodedata

_D = str.maketrans({"đ": "d", "Đ": "d"})
_GAPS = re.compile(r"[\W_]+")


def nfc(text: str) -> str:
    """`text` in Unicode normal form C: each accented Vietnamese letter is one character."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """`text` in small letters without accents, đ as d: "Đào tạo" and "dao tao" become the same.

    Folding twice changes nothing more.
    """
    # Lower between two decompositions: some capitals only appear by decomposing, some marks only by lowering.
    low = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).lower())
    bare = "".join(letter for letter in low if unicodedata.category(letter) != "Mn")
    return unicodedata.normalize("NFC", bare).translate(_D)


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
    visible = "".join(_visible(letter) for letter in text)
    return " ".join(nfc(visible).split())


def _visible(letter: str) -> str:
    """Blank for white space, nothing for controls (Cc), invisible marks (Cf) and halves of characters (Cs)."""
    if letter.isspace():
        return " "
    return "" if unicodedata.category(letter) in {"Cc", "Cf", "Cs"} else letter
