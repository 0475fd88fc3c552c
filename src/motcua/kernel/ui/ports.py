"""What the frame of every page must know from higher storeys. Filled in `AppConfig.ready()`; unfilled: left out.

| port | filled by | answers |
|---|---|---|
| `person` | people | who is signed in on this request |
| `agency` | people | the name and contact of the instance's own agency |
| `demo` | people or pages | whether demo mode is on |
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from motcua.kernel.plugins import Port


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in, as the masthead shows them. `caption`: role and unit in words, or empty."""

    name: str
    caption: str = ""
    roles: frozenset[str] = frozenset()
    is_official: bool = False


@dataclass(frozen=True, slots=True)
class AgencyCard:
    """The agency as the masthead and the footer show it. Empty contact lines are left out."""

    name: str
    short_name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""


person: Port[Callable[[HttpRequest], Person | None]] = Port("shell.person")
agency: Port[Callable[[], AgencyCard]] = Port("shell.agency")
demo: Port[Callable[[], bool]] = Port("shell.demo")


def is_demo() -> bool:
    """Whether demo mode is on; no when nobody fills the port."""
    ask = demo.get()
    return bool(ask and ask())
