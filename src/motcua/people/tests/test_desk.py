"""The administrator's page of the agency."""

from django.test import Client

from motcua.people import queries
from motcua.people.models import Agency
from motcua.people.tests.pages import errors, soup

PAGE = "/quan-tri/co-quan/"


def test_the_administrator_replaces_the_demo_identifier(cast):
    client = cast.client("quan")
    page = soup(client.get(PAGE))
    assert "Mã minh hoạ" in page.select_one(".notice").get_text()
    assert not page.select_one("#id_identifier").get("value")
    assert client.post(PAGE, {"identifier": "h98.02", "note": "QĐ thử"}).status_code == 302
    own = queries.agency()
    assert (own.identifier, own.identifier_demo, own.identifier_note) == ("H98.02", False, "QĐ thử")
    page = soup(client.get(PAGE))
    assert page.select_one("#id_identifier")["value"] == "H98.02"
    assert "Đã lưu mã định danh H98.02" in page.main.get_text()


def test_a_wrong_identifier_comes_back_with_the_rule(cast):
    client = cast.client("quan")
    for value, words in (("H98-02", "chữ in hoa"), ("A" * 36, "35"), ("", "Hãy nhập"), ("H32", "cơ quan khác")):
        response = client.post(PAGE, {"identifier": value})
        assert response.status_code == 422
        assert any(words in error for error in errors(response)), errors(response)
    assert queries.agency().identifier == "H99.14"


def test_a_missing_identifier_is_announced(cast):
    Agency.objects.filter(key="sgddt").update(identifier=None, identifier_demo=False)
    page = soup(cast.client("quan").get(PAGE))
    assert "Chưa có mã định danh" in page.select_one(".notice").get_text()
    assert "chưa có dữ liệu" in page.main.get_text()


def test_the_page_lists_who_holds_which_role(cast):
    rows = [
        [cell.get_text(strip=True) for cell in row.select("th,td")]
        for row in soup(cast.client("quan").get(PAGE)).select("tbody tr")
    ]
    assert ["Văn phòng Sở", "Văn thư", cast.van.full_name, "01/01/2018"] in rows
    assert len(rows) == 15


def test_the_rail_shows_administration_to_the_administrator_only(cast):
    assert PAGE in str(soup(cast.client("quan").get("/tai-khoan/")).select_one(".rail"))
    assert PAGE not in str(soup(cast.client("hoa").get("/tai-khoan/")).select_one(".rail"))
    assert Client().get(PAGE).status_code == 302
