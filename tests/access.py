"""Who may open which address: one entry per URL name, written beside each module and checked over the whole cast."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from tests.cast import ANONYMOUS, NAMES, Cast

SIGNED_IN = frozenset(NAMES)
EVERYONE = SIGNED_IN | {ANONYMOUS}
CITIZENS = frozenset({"lan", "tu", "bien"})
GUESTS = frozenset({"phuc", "thuy"})  # officials of another agency: only where parts of dossiers are handled
OFFICIALS = SIGNED_IN - CITIZENS - GUESTS

Values = Mapping[str, Any] | Callable[[Cast], Mapping[str, Any]]


@dataclass(frozen=True)
class Access:
    """`allowed` (names of the cast, "anonymous" included) may call the address `name` with `method`; nobody else.

    `kwargs` and `data` may be functions of the cast, called inside the test's transaction. `denied` are the answers
    the others get when signed in; not signed in they are sent to the sign-in page (302) or, by the API, told (401).
    """

    name: str
    allowed: frozenset[str] | set[str]
    kwargs: Values = field(default_factory=dict)
    method: str = "get"
    data: Values | None = None
    query: str = ""
    json: bool = False  # `data` goes as a JSON body
    denied: tuple[int, ...] = (403, 404)

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


def collect() -> list[Access]:
    """The entries of all modules, from their `tests/access.py`."""
    entries: list[Access] = []
    for config in apps.get_app_configs():
        name = f"{config.name}.tests.access"
        if config.name.startswith("motcua.") and find_spec(name):
            entries += import_module(name).ACCESS
    return entries
