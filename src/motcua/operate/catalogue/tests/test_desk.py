"""Officials' pages of the catalogue."""

import pytest
from bs4 import BeautifulSoup

from motcua.operate.catalogue import queries
from motcua.operate.catalogue.tests.building import keep

pytestmark = pytest.mark.django_db
ADDRESS = "/lam-viec/thu-tuc/9.000001/muc-do/"
GOOD = {
    "level": "full",
    "eligible": "yes",
    "since_day": "15",
    "since_month": "1",
    "since_year": "2024",
    "source": "12/QĐ-UBND",
}


@pytest.fixture
def procedure(cast):
    return keep("9.000001", "2026", name="Thủ tục thử", competent="department")


def test_officials_see_what_each_procedure_lacks(cast, procedure):
    soup = BeautifulSoup(cast.client("hoa").get("/lam-viec/thu-tuc/").content, "html.parser")
    row = soup.find("tbody").find("tr")
    assert "9.000001" in row.get_text()
    assert "trình tự thực hiện" in row.get_text()
    assert not row.find("a", href=ADDRESS)


def test_the_control_officer_records_a_level_with_its_ground(cast, procedure):
    kiem = cast.client("kiem")
    assert ADDRESS in kiem.get("/lam-viec/thu-tuc/").content.decode()
    assert kiem.post(ADDRESS, GOOD).status_code == 302
    level = queries.level("9.000001", "sgddt")
    assert (level.level, level.eligible_full_online, level.source) == ("full", True, "12/QĐ-UBND")
    assert "12/QĐ-UBND" in kiem.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"source": ""}, "id_source"),
        ({"since_day": "31", "since_month": "2"}, "Không có ngày 31/2/2024"),
        ({"eligible": "no"}, "không đủ điều kiện thì không thể cung cấp toàn trình"),
        ({"since_year": "2999"}, "chưa tới"),
        ({"level": "lạ"}, "level"),
    ],
)
def test_a_wrong_form_comes_back_with_what_was_typed(cast, procedure, change, said):
    response = cast.client("kiem").post(ADDRESS, {**GOOD, **change})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert queries.level("9.000001", "sgddt") is None


def test_an_unknown_procedure_is_not_found(cast):
    assert cast.client("kiem").get("/lam-viec/thu-tuc/9.999999/muc-do/").status_code == 404
