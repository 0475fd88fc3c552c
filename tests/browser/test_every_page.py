"""Every address that answers with a page: no accessibility violation, no script error, and no wider than a phone.

The pages are those of the entries in the modules' tests/access.py, each with the scene made there, so that a new page
type is looked at without being listed anywhere. They are rendered first and then shown to Chromium, which would not
let Django ask the database while it is open.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import transaction
from django.urls import reverse

from tests.access import Access, collect
from tests.browser.conftest import ARGUMENTS, CHROMIUM, violations
from tests.cast import ANONYMOUS, Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ORIGIN = "http://127.0.0.1:1"
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
WATCHERS = {"thanh", "an", "kiem", "quan"}
NO_PAGE = {
    "ui:kept": "shows a form that was kept, once something was",
    "journeys:cosign-invite": "only for a form that wants a second person; none of those shipped does",
}
"""Addresses that answer neither with a page nor with a file, and why."""
ENTRIES = [entry for entry in collect() if entry.method == "get"]
JSON = "api:"
AT_ONCE = 24
"""Addresses of one run of the test: few enough that the workers share the largest module."""


@dataclass(frozen=True)
class Page:
    """What one address answered to one reader."""

    address: str
    who: str
    content: bytes
    headers: dict[str, str]


def readers(entry: Access) -> Iterator[str]:
    """Who may open it: those who handle before those who watch, the anonymous last."""
    yield from sorted(entry.allowed - WATCHERS - {ANONYMOUS})
    yield from sorted(entry.allowed & WATCHERS)
    yield from entry.allowed & {ANONYMOUS}


def shown(entry: Access, cast: Cast) -> Page | str:
    """The page that the first of the readers is answered with, else "file" or "nothing"; the scene is undone."""
    with transaction.atomic():
        kwargs = entry.kwargs(cast) if callable(entry.kwargs) else entry.kwargs
        data = entry.data(cast) if callable(entry.data) else entry.data
        address = reverse(entry.name, kwargs=dict(kwargs)) + entry.query
        found: Page | str = "nothing"
        for who in readers(entry):
            answer = cast.client(who).get(address, data)
            if answer.status_code == 200:
                is_page = answer.get("Content-Type", "").startswith("text/html") and not answer.streaming
                found = Page(address, who, answer.content, headers_of(answer)) if is_page else "file"
                break
        transaction.set_rollback(True)
    return found


def parts() -> dict[str, list[str]]:
    """The names of the addresses, by module and, where a module has many, by shares of it."""
    names = sorted({entry.name for entry in ENTRIES if not entry.name.startswith(JSON)})
    shared: dict[str, list[str]] = {}
    for module, group in groupby(names, key=lambda name: name.split(":")[0]):
        for number, some in enumerate(batched(group, AT_ONCE), start=1):
            shared[f"{module}-{number}"] = some
    return shared


def batched(names: Iterable[str], size: int) -> Iterator[list[str]]:
    """Lists of at most `size` (itertools has it from Python 3.12 on)."""
    rest = iter(names)
    while some := list(islice(rest, size)):
        yield some


def headers_of(answer: Any) -> dict[str, str]:
    """As the browser meets them: a page that is saved is opened from the disk, where no header of ours guards it."""
    saved = answer.get("Content-Disposition", "").startswith("attachment")
    return {"Content-Type": answer["Content-Type"]} if saved else dict(answer.items())


@pytest.mark.parametrize("names", [pytest.param(names, id=part) for part, names in parts().items()])
def test_every_page_is_accessible_and_fits_a_phone(names: list[str], cast: Cast):
    answers: dict[str, Page | str] = {}
    for entry in ENTRIES:
        if entry.name in names and answers.get(entry.name, "nothing") == "nothing":
            answers[entry.name] = shown(entry, cast)
    silent = {name for name, answer in answers.items() if answer == "nothing"}
    assert silent == {name for name in NO_PAGE if name in names}, "say why there is no page, in NO_PAGE"
    pages = {name: answer for name, answer in answers.items() if isinstance(answer, Page)}
    problems = look(pages, style(cast))
    assert not problems, "\n".join(problems)


def style(cast: Cast) -> tuple[str, bytes]:
    """The address of the kit's style sheet and the sheet."""
    home = cast.client().get(reverse("pages:home")).content.decode()
    address = next(part.split('"')[0] for part in home.split('href="')[1:] if part.startswith("/ui/kit-"))
    return address, cast.client().get(address).content


def look(pages: dict[str, Page], sheet: tuple[str, bytes]) -> list[str]:
    """Open every page in Chromium; what is wrong with each."""
    from playwright.sync_api import sync_playwright

    found: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, page in sorted(pages.items()):
            tab = browser.new_context(base_url=ORIGIN, viewport=DESK, locale="vi-VN").new_page()
            tab.on("pageerror", partial(complain, found, name))
            tab.route("**/*", partial(answer, page=page, sheet=sheet))
            tab.goto(page.address)
            found += [f"{name} ({page.who}): {one}" for one in violations(tab)]
            tab.set_viewport_size(PHONE)
            wide = tab.evaluate("document.documentElement.scrollWidth")
            if wide > PHONE["width"]:
                found.append(f"{name} ({page.who}): {wide} pixels wide on a phone of {PHONE['width']}")
            tab.context.close()
        browser.close()
    return found


def complain(found: list[str], name: str, error: Any) -> None:
    """A script of the page failed."""
    found.append(f"{name}: {error}")


def answer(route: Any, *, page: Page, sheet: tuple[str, bytes]) -> None:
    """The page, its style sheet, or a static file; everything else is not there."""
    address = route.request.url.removeprefix(ORIGIN)
    path = address.split("?")[0]
    if address == page.address:
        route.fulfill(status=200, body=page.content, headers=page.headers)
    elif path == sheet[0]:
        route.fulfill(status=200, body=sheet[1], content_type="text/css")
    elif path.startswith("/static/") and (file := finders.find(path.removeprefix("/static/"))):
        route.fulfill(status=200, path=file)
    else:
        route.abort()
