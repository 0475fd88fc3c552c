"""A browser without JavaScript: reads a page, fills in its form and presses a button, as a person would.

Every page it meets is checked as HTML and weighed.
"""

from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.html import check

HEAVIEST = 100_000


class Browser:
    """`go` opens an address, `press` sends the form that has the button. Redirects are followed."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.address = "/"
        self.status = 0
        self.page = BeautifulSoup("", "html.parser")

    def go(self, address: str) -> "Browser":
        return self._show(self.client.get(address, follow=True))

    def follow(self, words: str) -> "Browser":
        """Follow the link whose words contain `words`."""
        links = [tag for tag in self.page.find_all("a", href=True) if words in tag.get_text(" ", strip=True)]
        assert links, f"no link {words!r} on {self.address} ({self.status}): {self.text[:600]}"
        link = links[0]
        return self.go(urljoin(self.address, str(link["href"])))

    def press(self, words: str, files: dict[str, Any] | None = None, **values: Any) -> "Browser":
        """Send the form with the button called `words`, with its fields as they stand, changed by `values`."""
        buttons = [tag for tag in self.page.find_all("button") if words in tag.get_text(" ", strip=True)]
        assert buttons, f"no button {words!r} on {self.address} ({self.status}): {self.text[:600]}"
        button = buttons[0]
        form = button.find_parent("form")
        assert form is not None
        data = _fields(form) | {key: value for key, value in values.items() if value is not None}
        if button.get("name"):
            data[str(button["name"])] = button.get("value", "")
        data |= files or {}
        address = urljoin(self.address, str(form.get("action") or self.address))
        send = self.client.get if form.get("method") == "get" else self.client.post
        return self._show(send(address, data, follow=True))

    @property
    def text(self) -> str:
        main = self.page.find("main")
        return main.get_text(" ", strip=True) if main else ""

    @property
    def heading(self) -> str:
        return self.page.h1.get_text(" ", strip=True) if self.page.h1 else ""

    @property
    def errors(self) -> str:
        found = self.page.find(class_="error-summary")
        return found.get_text(" ", strip=True) if found else ""

    @property
    def path(self) -> str:
        return urlsplit(self.address).path

    def _show(self, response: Any) -> "Browser":
        if response.redirect_chain:
            self.address = urljoin(self.address, response.redirect_chain[-1][0])
        else:
            self.address = response.request["PATH_INFO"] + (
                f"?{response.request['QUERY_STRING']}" if response.request.get("QUERY_STRING") else ""
            )
        self.status = response.status_code
        self.page = BeautifulSoup(response.content, "html.parser")
        faults = check(response.content)
        assert not faults, (self.address, faults)
        assert len(response.content) <= HEAVIEST, (self.address, len(response.content))
        return self


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, data)


def _fields(form: Tag) -> dict[str, Any]:
    """What the form would send as it stands."""
    data: dict[str, Any] = {}
    for tag in form.find_all(["input", "textarea", "select"]):
        name, kind = tag.get("name"), tag.get("type", "text")
        if not name or kind in {"file", "submit", "button"}:
            continue
        if kind in {"radio", "checkbox"}:
            if tag.has_attr("checked"):
                data[name] = tag.get("value", "on")
        elif tag.name == "textarea":
            data[name] = tag.get_text()
        elif tag.name == "select":
            chosen = tag.find("option", selected=True) or tag.find("option")
            data[name] = chosen.get("value", "") if chosen else ""
        else:
            data[name] = tag.get("value", "")
    return data
