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


def test_the_method_page_explains_each_of_the_twelve(client, cast):
    page = client.get("/cong-khai/phuong-phap/")
    text = BeautifulSoup(page.content, "html.parser").get_text(" ")
    assert all(f"{code}. " in text for code in ("I.1", "II.6", "III.1"))
    assert check(page.content.decode()) == []


def test_a_period_is_chosen_by_year_and_part_and_its_neighbours_are_a_step_away(client, cast):
    page = client.get("/cong-khai/?nam=2024&phan=Q1")
    main = BeautifulSoup(page.content, "html.parser").main
    assert "quý 1/2024" in main.h1.get_text()
    assert {"/cong-khai/?ky=2023-Q4", "/cong-khai/?ky=2024-Q2"} <= {a["href"] for a in main.select("a")}


def test_an_unreadable_period_is_said_and_what_was_typed_stays(client, cast):
    page = client.get("/cong-khai/?ky=hôm qua")
    assert page.status_code == 422
    assert "hôm qua" in page.content.decode()


def test_health_tells_database_and_worker(client):
    answer = client.get("/healthz").json()
    assert answer["database"] == "ok"
    assert answer["worker"] in {"none", "running", "silent"}
