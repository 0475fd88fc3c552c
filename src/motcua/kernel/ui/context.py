"""What every page gets besides its own data: agency, who is signed in, the rail, demo mode, theme, the time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from motcua.kernel.plugins import Entry, navigation
from motcua.kernel.ui import ports

THEMES: Mapping[str, str] = {"auto": "Theo máy", "light": "Sáng", "dark": "Tối", "contrast": "Tương phản cao"}
THEME_COOKIE = "motcua_theme"


@dataclass(frozen=True, slots=True)
class RailItem:
    """One link of the officials' rail; `count` is the waiting work, None when there is nothing to count."""

    key: str
    label: str
    url: str
    count: int | None
    current: bool


def theme_of(request: HttpRequest) -> str:
    """The reader's own choice of theme; empty: as the device says."""
    choice = request.COOKIES.get(THEME_COOKIE, "")
    return choice if choice in THEMES and choice != "auto" else ""


def rail(request: HttpRequest, roles: frozenset[str]) -> list[RailItem]:
    """The links somebody with `roles` may use; entries whose address does not exist (yet) are left out."""
    known = [(entry, url) for entry in navigation.visible(roles) if (url := _address(entry))]
    # The longest address that leads to this page is the current one: /ho-so/tiep-nhan/ before /ho-so/.
    here = max((url for _, url in known if request.path.startswith(url)), key=len, default="")
    return [
        RailItem(entry.key, entry.label, url, entry.counter(request) if entry.counter else None, url == here)
        for entry, url in known
    ]


def desk_address(roles: frozenset[str]) -> str:
    """Where an official's work begins: the first address of their rail, without counting what waits."""
    return next((url for entry in navigation.visible(roles) if (url := _address(entry))), "")


def _address(entry: Entry) -> str:
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return ""


def shell(request: HttpRequest) -> dict[str, object]:
    """Context processor of both layouts. Nothing here asks the database until a template uses it."""
    person = SimpleLazyObject(lambda: _person(request))
    agency = SimpleLazyObject(_agency)
    return {
        "agency": agency,
        "agency_name": SimpleLazyObject(lambda: agency.name),
        "demo": SimpleLazyObject(ports.is_demo),
        "actor": person,
        "nav": SimpleLazyObject(lambda: rail(request, person.roles) if person else []),
        "desk_url": SimpleLazyObject(lambda: desk_address(person.roles) if person and person.is_official else ""),
        "theme": theme_of(request),
        "themes": THEMES.items(),
        "now": timezone.now(),
        "session_seconds": settings.SESSION_COOKIE_AGE,
        "page_path": request.get_full_path() if request.method in {"GET", "HEAD"} else "",
    }


def _person(request: HttpRequest) -> ports.Person | None:
    ask: Callable[[HttpRequest], ports.Person | None] | None = ports.person.get()
    return ask(request) if ask else None


def _agency() -> ports.AgencyCard:
    ask = ports.agency.get()
    return ask() if ask else ports.AgencyCard("Cơ quan chưa được khai báo")
