"""The frame of every page: patterns, theme, session, rail."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from motcua.kernel.plugins import Entry, navigation
from motcua.kernel.ui import context, ports
from tests.html import check

LAN = ports.Person("Nguyễn Thị Lan", roles=frozenset({"applicant"}))
HOA = ports.Person("Trần Thị Hoa", "Chuyên viên", frozenset({"case_officer"}), is_official=True)


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, object]]:
    """Who is signed in and whether it is a demo, set by the test."""
    said: dict[str, object] = {"person": None, "demo": True}
    monkeypatch.setattr(ports.person, "_impl", lambda request: said["person"])
    monkeypatch.setattr(ports.demo, "_impl", lambda: said["demo"])
    monkeypatch.setattr(ports.agency, "_impl", lambda: ports.AgencyCard("Sở <Giáo dục>", phone="0258382225"))
    return said


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> None:
    known = (
        Entry("patterns", "Bộ mẫu", "ui:patterns", frozenset({"case_officer"}), 1, lambda request: 7),
        Entry("nowhere", "Chưa có", "nowhere:at-all", frozenset(), 2),
        Entry("others", "Việc người khác", "ui:theme", frozenset({"signatory"}), 3),
    )
    monkeypatch.setattr(navigation, "_entries", {entry.key: entry for entry in known})


def test_the_pattern_page_shows_everything_and_is_sound(db: None, shell: dict[str, object]):
    response = Client().get(reverse("ui:patterns"))
    assert response.status_code == 200
    assert check(response.content) == []
    page = response.content.decode()
    assert "Sở &lt;Giáo dục&gt;" in page
    assert "Dữ liệu minh hoạ" in page


def test_the_pattern_page_is_not_there_in_earnest(db: None, shell: dict[str, object]):
    shell["demo"] = False
    assert Client().get(reverse("ui:patterns")).status_code == 404


def test_the_rail_shows_what_the_person_may_use_and_what_waits(shell: dict[str, object], entries: None):
    shell["person"] = HOA
    request = RequestFactory().get("/ui/")
    html = render_to_string("ui/desk.html", context.shell(request))
    page = BeautifulSoup(html, "html.parser")
    links = [link.get_text(" ", strip=True) for link in page.select(".rail__link")]
    assert links == ["Bộ mẫu 7 việc đang chờ"]
    assert page.select_one(".rail__link")["aria-current"] == "page"
    assert "Trần Thị Hoa" in html
    portal = BeautifulSoup(render_to_string("ui/portal.html", context.shell(request)), "html.parser")
    assert portal.find("a", string="Bàn làm việc")["href"] == "/ui/"


def test_the_theme_is_the_readers_own_and_stays(db: None, shell: dict[str, object]):
    client = Client()
    response = client.post(reverse("ui:theme"), {"theme": "dark", "next": "/ui/?x=1"})
    assert response["Location"] == "/ui/?x=1"
    assert 'data-theme="dark"' in client.get(reverse("ui:patterns")).content.decode()
    client.post(reverse("ui:theme"), {"theme": "auto"})
    assert "data-theme" not in client.get(reverse("ui:patterns")).content.decode()
    assert client.post(reverse("ui:theme"), {"theme": "pink"}).status_code == 404


def test_the_theme_switch_leads_to_no_other_site(db: None):
    response = Client().post(reverse("ui:theme"), {"theme": "dark", "next": "//evil.example/"})
    assert response["Location"] == "/"


def test_a_theme_cookie_from_nowhere_is_ignored():
    request = RequestFactory().get("/")
    request.COOKIES[context.THEME_COOKIE] = '"><script>'
    assert context.theme_of(request) == ""


def test_staying_is_for_those_who_are_here(db: None, shell: dict[str, object]):
    assert Client().post(reverse("ui:stay")).status_code == 401
    shell["person"] = LAN
    assert Client().post(reverse("ui:stay")).status_code == 204


def test_unfilled_ports_leave_a_page_that_still_works(monkeypatch: pytest.MonkeyPatch):
    for port in (ports.person, ports.agency, ports.demo):
        monkeypatch.setattr(port, "_impl", None)
    html = render_to_string("ui/portal.html", context.shell(RequestFactory().get("/")))
    assert "Đăng xuất" not in html
    assert "minh hoạ" not in html
