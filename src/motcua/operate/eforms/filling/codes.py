"""The shared code lists as a page needs them: given as functions, so that pages can be made without a database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from motcua.operate.eforms.rules import Lookup
from motcua.operate.eforms.rules.lookups import nothing

MOST_IN_MENU = 80  # longer lists are searched instead
MOST_FOUND = 15

Pairs = list[tuple[str, str]]
"""(code, name) of codes, in the order to show them."""


def _none(list_key: str, on: date) -> Pairs:
    return []


def _nowhere(list_key: str, text: str, on: date) -> Pairs:
    return []


@dataclass(frozen=True, slots=True)
class Codes:
    """`menu`: every code of a list; `search`: those whose name has the typed words, best first; `name`: one code."""

    menu: Callable[[str, date], Pairs] = _none
    search: Callable[[str, str, date], Pairs] = _nowhere
    name: Lookup = nothing


NO_CODES = Codes()
