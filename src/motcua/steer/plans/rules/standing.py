"""How a target stands against its value: reached or not, and which computed figure is meant by which target."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from fractions import Fraction
from typing import Final

from motcua.kernel.text import search_key

_TESTS: Final = {
    ">=": lambda value, target: value >= target,
    ">": lambda value, target: value > target,
    "<=": lambda value, target: value <= target,
    "<": lambda value, target: value < target,
    "=": lambda value, target: value == target,
}
_WORDS: Final = {">=": "tối thiểu", ">": "trên", "<=": "tối đa", "<": "dưới", "=": "đạt"}
_ALIKE: Final = 0.6


def reached(operator: str, target: float, numerator: int | None, denominator: int | None) -> bool | None:
    """Whether numerator over denominator, in percent and without rounding, meets the target; None without a value."""
    if numerator is None or not denominator:
        return None
    return bool(_TESTS[operator](Fraction(numerator * 100, denominator), Fraction(str(target))))


def target_words(operator: str, target: float, unit: str) -> str:
    """The target in plain words: "tối thiểu 80 %"."""
    number = f"{target:g}".replace(".", ",")
    return f"{_WORDS[operator]} {number} {unit}"


def pair(targets: Sequence[tuple[str, str]], known: Mapping[str, str]) -> dict[str, str]:
    """For each target (number, name) of a plan the number of the known indicator it means, as far as one fits.

    The same words decide; failing that the same number, when the names are alike: a later plan may renumber its
    table, and a figure must never stand under another one's name.
    """
    by_words = {search_key(name): code for code, name in known.items()}
    found = {}
    for code, name in targets:
        words = search_key(name)
        if words in by_words:
            found[code] = by_words[words]
        elif code in known and SequenceMatcher(None, words.split(), search_key(known[code]).split()).ratio() >= _ALIKE:
            found[code] = code
    return found
