"""The officials' pages of the indicators as HTML."""

from datetime import date
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from motcua.measure.indicators import queries
from motcua.measure.indicators.desk.overview import light
from motcua.measure.indicators.rules import parse_period
from motcua.measure.indicators.tests.building import days, fact, keep, register
from motcua.measure.registers.tests.building import declared
from tests.html import check

pytestmark = pytest.mark.django_db
DESK = "/lam-viec/chi-tieu/"


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, answer.status_code
    assert check(answer.content.decode()) == []
    return BeautifulSoup(answer.content, "html.parser").main


@pytest.fixture
def kiem(cast):
    return cast.client("kiem")


@pytest.fixture
def year(cast):
    """Sixty dossiers over half a year, a third of them online, in two units."""
    return keep(
        *(
            fact(
                accepted=day,
                finished=day,
                due=day,
                channel=2 if n % 3 == 0 else 1,
                code=f"H-{n:03d}",
                unit="sgddt-gdtrh" if n % 4 == 0 else "sgddt-qlcl",
            )
            for n, day in enumerate(days(date(2024, 1, 2), 60))
        )
    )


def test_twelve_cards_say_value_target_and_what_is_missing(kiem, year):
    main = page(kiem, f"{DESK}?ky=2024")
    cards = main.select("article.card")
    assert len(cards) == 12
    online = next(card for card in cards if card.select_one(".code").get_text() == "I.3")
    text = " ".join(online.get_text(" ").split())
    assert "20 / 60 hồ sơ" in text
    assert "Còn thiếu 10 hồ sơ nộp trực tuyến để đạt mục tiêu" in text
    assert "33,33 %" in text
    assert online.select_one("svg.sparkline")["aria-label"].startswith("12 tháng: từ")
    assert "Văn phòng Sở chủ trì" in text
    unknown = next(card for card in cards if card.select_one(".code").get_text() == "III.1")
    assert "Chưa có nguồn dữ liệu" in unknown.get_text()
    assert unknown.select_one("a[href='/lam-viec/so-lieu/documents/']") is not None


def test_only_the_control_officer_is_asked_to_bring_in_what_is_missing(cast, year):
    assert page(cast.client("hoa"), DESK).select("a[href^='/lam-viec/so-lieu/']") == []


def test_the_page_asks_no_more_for_many_dossiers_than_for_few(cast, kiem, year):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            page(kiem, f"{DESK}?ky=2024")
        return len(seen)

    few = asked()
    keep(*(fact(accepted=day, finished=day, unit=f"u{n % 5}") for n, day in enumerate(days(date(2024, 1, 1), 300))))
    assert asked() <= few
    assert few < 100


def test_a_period_that_is_not_understood_is_said_and_what_was_typed_stays(kiem, year):
    main = page(kiem, f"{DESK}?tu=5/1/2024&den=hôm qua", 422)
    assert main.select_one("input[name=den]")["value"] == "hôm qua"
    assert main.select_one(".error-summary a")["href"] == "#id_den"
    assert "Không hiểu kỳ" in page(kiem, f"{DESK}?ky=2024-99", 422).get_text()
    assert "36 tháng" in page(kiem, f"{DESK}?ky=1000-01-01..2999-01-01", 422).get_text()
    assert "từ 05/01/2024 đến 07/02/2024" in page(kiem, f"{DESK}?tu=5/1/2024&den=2024-02-07").get_text()


def test_the_table_of_units_and_months_links_each_cell_to_its_list(kiem, year):
    main = page(kiem, f"{DESK}I.3/?ky=2024-Q1")
    rows = main.select("table tbody tr, table tfoot tr")
    assert len(rows) == 3
    link = rows[0].select("td a")[1]["href"]
    listed = page(kiem, link)
    assert "tháng 01/2024" in listed.get_text()
    assert len(listed.select("tbody tr")) == 8
    assert main.select_one("figure.chart") is not None


def test_an_indicator_without_a_source_has_a_page_that_says_so(kiem, cast):
    assert "Không có số liệu không có nghĩa là 0 %" in page(kiem, f"{DESK}III.1/?ky=2024").get_text()
    assert kiem.get(f"{DESK}X.9/").status_code == 404
    assert "Chưa có nguồn dữ liệu" in page(kiem, f"{DESK}III.1/danh-sach/?ky=2024").get_text()


def test_the_list_is_paged_by_key_and_shows_the_side_asked_for(kiem, year):
    first = page(kiem, f"{DESK}I.3/danh-sach/?ky=2024")
    codes = [row.th.get_text() for row in first.select("tbody tr")]
    second = page(kiem, first.select_one("a[rel=next]")["href"])
    codes += [row.th.get_text() for row in second.select("tbody tr")]
    assert codes == [row.code for row in year]
    rest = page(kiem, f"{DESK}I.3/danh-sach/?ky=2024&ben=khong")
    assert [tab.get_text(" ", strip=True) for tab in rest.select(".tabs a")] == [
        "Tất cả (mẫu số) 60", "Được tính (tử số) 20", "Không được tính 40",
    ]  # fmt: skip
    assert "Nộp trực tiếp" in rest.select_one("tbody tr").get_text()


def test_a_dossier_is_a_link_only_for_those_who_may_open_it(cast, year):
    def links(name):
        return len(page(cast.client(name), f"{DESK}I.3/danh-sach/?ky=2024-01").select("tbody th a"))

    assert (links("kiem"), links("an")) == (30, 30)
    assert links("quan") == 0  # the administrator sees no dossiers
    assert links("quang") == 8  # only those of the own unit
    assert links("minh") == 30  # received here


def test_the_workbook_holds_the_same_list_and_nothing_that_runs(kiem, cast, now, year):
    keep(fact(accepted=date(2024, 1, 5), channel=1, code="=1+1"))
    answer = kiem.get(f"{DESK}I.3/danh-sach.xlsx?ky=2024-01&ben=khong")
    assert answer["Content-Disposition"] == 'attachment; filename="chi-tieu-I.3-2024-01.xlsx"'
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(min_row=6, values_only=True))
    listed = list(queries.members("I.3", parse_period("2024-01"), now=now, side="rest"))
    assert [row[0] for row in rows] == [member.key for member in listed]
    assert rows[0][3].date() == listed[0].received
    assert sheet["A6"].data_type == "s"
    assert {row[6] for row in rows} == {"không"}


def test_a_declared_figure_shows_its_evidence_instead_of_a_list(cast, now):
    found = declared(cast, now, "III.1", date(2024, 1, 1), date(2024, 12, 31), 9, 10)
    evidence = f"/lam-viec/so-lieu/khai-bao/{found.pk}/minh-chung/"
    assert page(cast.client("kiem"), f"{DESK}III.1/danh-sach/?ky=2024").select(f"a[href='{evidence}']")
    other = page(cast.client("hoa"), f"{DESK}III.1/danh-sach/?ky=2024")
    assert "số liệu khai báo" in other.get_text()
    assert not other.select(f"a[href='{evidence}']")
    assert "Khai báo" in page(cast.client("hoa"), f"{DESK}?ky=2024").get_text()


@pytest.mark.parametrize("code", ["I.1", "I.2", "I.5", "II.1", "II.4", "II.5", "III.1", "II.6"])
def test_every_indicator_has_its_pages_with_and_without_data(cast, now, kiem, year, code):
    register(cast, now, "documents", {"symbol": "1/CV", "on_date": "08/01/2024", "kind": "đến", "online": "x"})
    register(cast, now, "publication", {"procedure": "3.000465", "decision": "1/QĐ", "due_on": "08/01/2024"})
    for address in (f"{DESK}{code}/?ky=2024", f"{DESK}{code}/?ky=2024-01&donvi=sgddt-qlcl",
                    f"{DESK}{code}/danh-sach/?ky=2024", f"{DESK}{code}/danh-sach/?ky=2030"):  # fmt: skip
        page(kiem, address)
    assert kiem.get(f"{DESK}{code}/danh-sach.xlsx?ky=2024").status_code == 200


def test_a_missed_target_is_amber_while_the_period_runs_and_red_after(cast, now, year):
    figure = queries.compute("I.3", parse_period("2024"), now=now)
    assert light(figure, running=True) == ("waiting", "Chưa đạt, kỳ còn tiếp")
    assert light(figure, running=False) == ("late", "Chưa đạt")
