"""The sign-in-as list exists only in demo mode."""

import pytest
from django.test import Client

from motcua.people import queries
from motcua.people.models import Account
from motcua.people.portal import WRONG
from motcua.people.tests.pages import errors, soup
from tests.cast import NAMES, PASSWORD


def test_the_list_shows_the_whole_cast_and_one_click_becomes_anyone(cast):
    page = soup(Client().get("/minh-hoa/"))
    names = [field["value"] for field in page.select("form[action='/minh-hoa/vao/'] input[name=username]")]
    assert sorted(names) == sorted(NAMES)
    client = Client()
    assert client.post("/minh-hoa/vao/", {"username": "hoa"}).status_code == 302
    assert "Phạm Thu Hoa" in soup(client.get("/tai-khoan/")).get_text()
    assert client.post("/minh-hoa/vao/", {"username": "lan"}).status_code == 302
    assert "Nguyễn Thị Lan" in soup(client.get("/tai-khoan/")).get_text()


def test_demo_pages_carry_the_demo_mark(cast):
    assert soup(Client().get("/dang-nhap/")).select_one(".demo-mark")


@pytest.mark.parametrize("username", ["nobody", "", "real"])
def test_only_demo_accounts_can_be_entered_without_a_password(cast, now, username):
    Account.objects.create(username="real", full_name="Người Thật", kind="official", created_at=now)
    assert Client().post("/minh-hoa/vao/", {"username": username}).status_code == 404


def test_outside_demo_mode_there_is_no_list_and_no_mark(cast, settings):
    settings.MOTCUA_DEMO = "0"
    assert Client().get("/minh-hoa/").status_code == 404
    assert Client().post("/minh-hoa/vao/", {"username": "lan"}).status_code == 404
    page = soup(Client().get("/dang-nhap/"))
    assert not page.select_one(".demo-mark")
    assert "minh-hoa" not in str(page)


def test_outside_demo_mode_demo_accounts_cannot_sign_in_and_their_sessions_end(cast, settings):
    client = cast.client("quan")
    assert client.get("/quan-tri/co-quan/").status_code == 200
    settings.MOTCUA_DEMO = "0"
    assert errors(Client().post("/dang-nhap/", {"username": "quan", "password": PASSWORD})) == [WRONG]
    assert client.get("/quan-tri/co-quan/")["Location"].startswith("/dang-nhap/")


@pytest.mark.django_db
def test_automatic_means_on_when_a_demo_account_exists(settings, now):
    settings.MOTCUA_DEMO = "auto"
    assert not queries.demo_mode()
    queries.forget_demo()
    Account.objects.create(username="d", full_name="D (minh hoạ)", kind="person", is_demo=True, created_at=now)
    assert queries.demo_mode()


@pytest.mark.django_db
def test_an_empty_demo_has_an_empty_list(settings):
    settings.MOTCUA_DEMO = "1"
    assert Client().get("/minh-hoa/").status_code == 200


def test_every_page_may_ask_for_demo_mode_without_a_query(cast, django_assert_num_queries):
    queries.demo_mode()
    with django_assert_num_queries(0):
        assert queries.demo_mode()
