"""The pattern page in a real browser: no accessibility violation in any theme and width, no script error, right focus.

The page is fetched by the test client and served to the browser from memory, with its files, under the same policy.
"""

import mimetypes
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.template import engines
from django.test import Client, RequestFactory
from django.urls import reverse

from motcua.kernel.plugins import Entry, navigation
from motcua.kernel.ui import context, kit, ports
from motcua.kernel.ui.samples import samples

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]
POLICY = "; ".join(
    ("default-src 'none'", *(f"{kind}-src 'self'" for kind in ("script", "style", "img", "font", "connect")))
)
ORIGIN = "http://kit.test"
DESK = """{% extends "ui/desk.html" %}{% block title %}Việc của tôi{% endblock %}
{% block heading %}Việc của tôi{% endblock %}
{% block main %}{% include "ui/_tabs.html" with label="Lọc theo hạn" %}
{% include "ui/_search.html" with action="/desk/" label="Tìm hồ sơ" %}
<div data-keys>{% include "ui/_table.html" with caption="Đang chờ tôi" %}</div>{% include "ui/_keys.html" %}
<div class="workbench"><section class="workbench__steps">{% include "ui/_steps.html" %}</section>
<section class="stack"><h2>Thẩm định</h2>{% include "ui/_timeline.html" %}</section>
<aside class="card">{% include "ui/_summary_list.html" with rows=answers facts=True %}</aside></div>{% endblock %}"""

pytestmark = pytest.mark.browser


@pytest.fixture
def browser(pages: dict[str, bytes]) -> Iterator[Any]:
    """Closed after each test: while a browser is driven, this thread may not ask the database."""
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "Chromium is needed: `motcua doctor` says how to add it"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The pages by path, drawn before a browser asks for them."""
    monkeypatch.setattr(ports.demo, "_impl", lambda: True)
    monkeypatch.setattr(ports.person, "_impl", lambda request: ports.Person("Trần Thị Hoa", "Chuyên viên"))
    monkeypatch.setattr(ports.agency, "_impl", lambda: ports.AgencyCard("Sở Giáo dục và Đào tạo"))
    monkeypatch.setattr(navigation, "_entries", {"a": Entry("a", "Việc của tôi", "ui:patterns", frozenset())})
    request = RequestFactory().get("/desk/")
    desk = engines["django"].from_string(DESK).render({**samples(), **context.shell(request)})
    return {"/ui/": Client().get(reverse("ui:patterns")).content, "/desk/": desk.encode()}


def open_page(browser: Any, pages: dict[str, bytes], path: str, **options: Any) -> tuple[Any, list[str]]:
    """A tab showing `path` and the list its complaints are written to."""

    def answer(route: Any) -> None:
        wanted = urlsplit(route.request.url).path
        if wanted in pages:
            headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
            route.fulfill(body=pages[wanted], headers=headers)
        elif wanted.endswith(".css"):
            route.fulfill(body=kit.sheet().text, content_type="text/css")
        else:
            found = finders.find(wanted.removeprefix("/static/"))
            route.fulfill(body=Path(found).read_bytes(), content_type=mimetypes.guess_type(found)[0] or "font/woff2")

    complaints: list[str] = []
    tab = browser.new_context(**options).new_page()
    tab.route("**/*", answer)
    tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto(ORIGIN + path)
    return tab, complaints


def test_axe_finds_nothing_and_nothing_runs_out_of_the_page(browser, pages):
    from axe_playwright_python.sync_playwright import Axe

    for path, scheme, width in product(("/ui/", "/desk/"), ("light", "dark"), (390, 1280)):
        size = {"width": width, "height": 900}
        tab, complaints = open_page(browser, pages, path, viewport=size, color_scheme=scheme)
        found = [(one["id"], one["nodes"][0]["html"][:120]) for one in Axe().run(tab).response["violations"]]
        assert found == [], f"{path} {scheme} {width}"
        assert complaints == []
        assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") == 0, f"{path} at {width}"
        tab.context.close()


def test_errors_get_the_focus_and_a_form_is_sent_once(browser, pages):
    tab, _ = open_page(browser, pages, "/ui/")
    assert tab.evaluate("document.activeElement.id") == "loi"
    sent: list[str] = []
    tab.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    tab.evaluate("addEventListener('submit', (e) => { window.times = (window.times ?? 0) + 1; e.preventDefault(); })")
    button = tab.locator("form.form button").first
    button.click()
    button.click()
    assert tab.evaluate("window.times") == 1
    assert sent == []
    tab.context.close()


def test_a_list_is_worked_through_by_keyboard(browser, pages):
    tab, _ = open_page(browser, pages, "/desk/")
    focused = "document.activeElement.textContent"
    tab.evaluate("document.querySelector('[data-error-summary]')?.remove(); document.activeElement.blur()")
    tab.keyboard.press("j")
    assert tab.evaluate(focused) == "000.00.14-240206-0012"
    tab.keyboard.press("j")
    assert tab.evaluate(focused) == "000.00.14-240205-0007"
    tab.keyboard.press("k")
    assert tab.evaluate(focused) == "000.00.14-240206-0012"
    tab.keyboard.press("Enter")
    assert tab.url.endswith("#hs12")
    tab.keyboard.press("?")
    assert tab.evaluate("document.getElementById('phim-tat').open")
    tab.keyboard.press("/")
    tab.keyboard.type("jk")
    assert tab.evaluate("document.activeElement.value") == "jk", "letters typed into a field stay letters"
    tab.context.close()


def test_without_script_the_menu_of_a_narrow_desk_opens_by_a_plain_link(browser, pages):
    tab, _ = open_page(browser, pages, "/desk/", java_script_enabled=False, viewport={"width": 390, "height": 800})
    rail = tab.locator(".rail")
    assert not rail.is_visible()
    tab.goto(f"{ORIGIN}/desk/#danh-muc")
    assert rail.is_visible()
    tab.context.close()
