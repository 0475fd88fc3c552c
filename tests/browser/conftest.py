"""The product as a person meets it: set up by its own command, served by its own server, driven in Chromium.

Nothing here reaches into the database: what happened is asked of the pages and of `motcua`.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 900}
PASSWORD = "motcua-demo"
WAIT_SECONDS = 60
LOAD_CAST = """
import os, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
from django.utils import timezone
from motcua.people import services
services.load_cast(timezone.now())
"""


@dataclass(frozen=True)
class Product:
    """A running instance: its address, and its command line."""

    origin: str
    environment: dict[str, str]

    def run(self, *words: str) -> Any:
        """The JSON answer of `motcua WORDS --json`."""
        command = [sys.executable, "-m", "motcua.cli", *words, "--json"]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_it_answers(origin: str, server: subprocess.Popen[bytes]) -> None:
    """Poll /healthz until it answers; the server saying goodbye or a minute of silence is a failure."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended"
        reaching = contextlib.suppress(urllib.error.URLError, OSError)
        with reaching, urllib.request.urlopen(f"{origin}/healthz", timeout=2) as answer:
            if json.load(answer)["database"] == "ok":
                return
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(0.1)
    raise AssertionError("the server did not answer")


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A fresh instance with starter data and the cast, no dossiers; stopped by SIGTERM as `make run` is by Ctrl-C."""
    home = tmp_path_factory.mktemp("home")
    port = free_port()
    environment = {
        **os.environ,
        "MOTCUA_HOME": str(home),
        "MOTCUA_DEMO": "1",
        "PORT": str(port),
        "DATABASE_URL": "",
        "MOTCUA_WEB_WORKERS": "1",
    }
    motcua = [sys.executable, "-m", "motcua.cli"]
    subprocess.run([*motcua, "setup", "--no-demo"], env=environment, check=True, capture_output=True)
    subprocess.run([sys.executable, "-c", LOAD_CAST], env=environment, check=True, capture_output=True)
    origin = f"http://127.0.0.1:{port}"
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen([*motcua, "serve"], env=environment, stdout=log, stderr=log)
        try:
            wait_until_it_answers(origin, server)
            yield Product(origin, environment)
        finally:
            server.terminate()
            code = server.wait(30)
    assert code == 0, (home / "server.log").read_text()


def loaded_after(click: Callable[..., None]) -> Callable[..., None]:
    """`click`, over only when the page it leads to is there as a whole.

    A click ends when the next page starts to load; what is counted then (boxes, rows, errors) may not be there yet,
    and on a busy machine it is not.
    """

    def click_and_load(self: Any, *args: Any, **options: Any) -> None:
        click(self, *args, **options)
        page = getattr(self, "page", self)
        if not page.is_closed():
            page.wait_for_load_state()

    return click_and_load


@pytest.fixture
def chromium(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Closed after each test: while it is open an event loop runs in this thread, and Django refuses to work."""
    from playwright.sync_api import Locator, Page, sync_playwright

    assert CHROMIUM, "Chromium is needed: `motcua doctor` says how to add it"
    for where in (Page, Locator):
        monkeypatch.setattr(where, "click", loaded_after(where.click))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class People:
    """Opens tabs for members of the cast, each in a browser of their own."""

    def __init__(self, browser: Any, origin: str) -> None:
        self.browser, self.origin = browser, origin
        self.contexts: list[Any] = []
        self.complaints: list[str] = []

    def open(self, name: str = "", *, script: bool = True, phone: bool = False) -> Any:
        """A tab, signed in as `name` when given."""
        context = self.browser.new_context(
            base_url=self.origin, viewport=PHONE if phone else DESK, java_script_enabled=script, locale="vi-VN"
        )
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self._note(page, message))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        if name:
            page.goto("/dang-nhap/")
            page.fill("[name=username]", name)
            page.fill("[name=password]", PASSWORD)
            page.click("main button[type=submit], main form button.button")
            page.wait_for_load_state()
        return page

    def _note(self, page: Any, message: Any) -> None:
        if message.type == "error" and "422" not in message.text:
            self.complaints.append(f"{page.url}: {message.text}")

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def people(product: Product, chromium: Any) -> Iterator[People]:
    """Tabs for the cast; a script error or a blocked resource on any page fails the test."""
    cast = People(chromium, product.origin)
    yield cast
    cast.close()
    assert not cast.complaints, cast.complaints


@pytest.fixture(scope="session")
def diploma_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small real PDF to upload."""
    import pikepdf

    path = tmp_path_factory.mktemp("files") / "bang.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(path)
    return path


def violations(page: Any) -> list[str]:
    """What axe finds wrong on the page as it stands."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{page.url}: {one['id']} {[node['target'] for node in one['nodes'][:3]]}" for one in found]
