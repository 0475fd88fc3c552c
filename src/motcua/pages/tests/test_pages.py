"""Home, health and public figures."""

import pytest
from bs4 import BeautifulSoup

from tests.html import check

pytestmark = pytest.mark.django_db


def test_the_home_page_answers_with_one_search_box_and_no_script_needed(client):
    page = client.get("/")
    assert page.status_code == 200
    assert len(BeautifulSoup(page.content, "html.parser").select("main input[type=search][name=q]")) == 1
    assert check(page.content.decode()) == []


def test_public_figures_say_that_there_is_no_source_instead_of_0(client, cast):
    page = client.get("/cong-khai/?ky=2024")
    text = BeautifulSoup(page.content, "html.parser").get_text(" ")
    assert "chưa có nguồn dữ liệu" in text
    assert check(page.content.decode()) == []


def test_an_unreadable_period_is_said_and_what_was_typed_stays(client, cast):
    page = client.get("/cong-khai/?ky=hôm qua")
    assert page.status_code == 422
    assert "hôm qua" in page.content.decode()


def test_health_tells_database_and_worker(client):
    answer = client.get("/healthz").json()
    assert answer["database"] == "ok"
    assert answer["worker"] in {"none", "running", "silent"}
