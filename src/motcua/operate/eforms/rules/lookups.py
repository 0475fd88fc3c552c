"""What the evaluator may ask about shared code lists: given to it as an argument, so that it stays a pure function."""

from collections.abc import Callable
from datetime import date

Lookup = Callable[[str, str, date], str | None]
"""(list key, code, local date) → the name of the code as people read it, or None: no such code on that day."""


def nothing(list_key: str, code: str, on: date) -> str | None:
    """The look-up of who has no code lists at hand: every code is unknown."""
    return None
