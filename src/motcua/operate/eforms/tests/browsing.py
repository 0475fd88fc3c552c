"""The builder's pages as a browser without script meets them."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from motcua.operate.eforms import queries
from motcua.operate.eforms.tests.building import KEY
from tests.html import check


def at(name: str, **kwargs: Any) -> str:
    return reverse(f"eforms:builder-{name}", kwargs={"key": KEY, **kwargs})


def page(client: Client, url: str, status: int = 200, **data: Any) -> BeautifulSoup:
    """A page that is good HTML; with `data`, what a POST answers after its redirects."""
    answer = client.post(url, data, follow=True) if data else client.get(url)
    assert answer.status_code == status, answer.content.decode()[:3000]
    assert check(answer.content) == []
    return BeautifulSoup(answer.content, "html.parser")


def version() -> int:
    draft = queries.definition_draft(KEY)
    return draft.version if draft else 0


def typed(soup: BeautifulSoup) -> dict[str, Any]:
    """What a browser sends from the page's own form when nothing is touched."""
    form = next(form for form in soup.select("main form") if form.select("[name=_action], [name=title]"))
    sent: dict[str, Any] = {}
    for control in form.select("input[name], select[name], textarea[name]"):
        name, kind = str(control["name"]), control.get("type")
        if control.name == "select":
            chosen = control.select_one("option[selected]")
            sent[name] = chosen["value"] if chosen else ""
        elif control.name == "textarea":
            sent[name] = control.get_text().lstrip("\n")
        elif kind in {"checkbox", "radio"}:
            if control.has_attr("checked"):
                sent[name] = control.get("value", "on")
        else:
            sent[name] = control.get("value", "")
    sent.pop("csrfmiddlewaretoken", None)
    return sent
