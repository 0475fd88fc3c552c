"""Every address says who may open it, and the whole cast tries."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access import EVERYONE, Access, collect
from tests.cast import ANONYMOUS, Cast

ENTRIES = collect()


def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern.url_patterns, space)
        else:
            yield f"{prefix}{pattern.name}" if pattern.name else f"without a name: {pattern.pattern}"


def test_every_address_has_an_entry_and_every_entry_an_address():
    known = set(names(get_resolver().url_patterns))
    named = {entry.name for entry in ENTRIES}
    assert known - named == set(), "write an Access entry into the module's tests/access.py"
    assert named - known == set(), "these entries name addresses that do not exist"


def ask(cast: Cast, entry: Access, who: str, address: str, data: Any) -> HttpResponse:
    """What `who` is answered, after saying what for where the page asks that first; whatever changes is undone."""
    more = {"content_type": "application/json"} if entry.json else {}
    client = cast.client(who)
    with transaction.atomic():
        response = getattr(client, entry.method)(address, data, **more)
        where = response.get("Location", "")
        if response.status_code == 302 and "/muc-dich/" in where and "/muc-dich/" not in address:
            client.post(where, {"purpose": "supervision"})
            response = getattr(client, entry.method)(address, data, **more)
        transaction.set_rollback(True)
    return response


def is_let_in(response: HttpResponse) -> bool:
    to_sign_in = response.status_code == 302 and response["Location"].startswith(reverse("people:sign-in"))
    return response.status_code < 500 and response.status_code not in (401, 403, 404) and not to_sign_in


def is_kept_out(response: HttpResponse, entry: Access, who: str) -> bool:
    if who == ANONYMOUS and response.status_code in (302, 204):
        where = response.get("Location") or response.get("HX-Redirect") or ""
        return where.startswith(reverse("people:sign-in"))
    return response.status_code in (entry.denied if who != ANONYMOUS else (401, 404))


@pytest.mark.django_db
@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_the_cast_meets_open_and_closed_doors_as_written(entry: Access, cast: Cast):
    # The scene is set once; each member of the cast meets it as it was.
    kwargs = entry.kwargs(cast) if callable(entry.kwargs) else entry.kwargs
    data = entry.data(cast) if callable(entry.data) else entry.data
    address = reverse(entry.name, kwargs=dict(kwargs)) + entry.query
    surprises = []
    for who in sorted(EVERYONE):
        response = ask(cast, entry, who, address, data)
        fine = is_let_in(response) if who in entry.allowed else is_kept_out(response, entry, who)
        if not fine:
            expected = "let in" if who in entry.allowed else "kept out"
            surprises.append(f"{who} should be {expected}, got {response.status_code} {response.get('Location', '')}")
    assert not surprises
