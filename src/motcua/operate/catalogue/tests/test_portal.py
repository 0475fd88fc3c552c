"""The public pages: what a person reads, without script and without invention."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from motcua.kernel.actors import SYSTEM
from motcua.operate.catalogue import answers, queries, rules, services
from motcua.operate.catalogue.tests.building import NOW, content, keep

pytestmark = pytest.mark.django_db
AFTERNOON = datetime(2024, 2, 6, 15, 20, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def starter():
    services.load_starter(now=NOW)


def page(client, name, status=200, **kwargs):
    query = kwargs.pop("query", "")
    response = client.get(reverse(f"catalogue:{name}", kwargs=kwargs) + query)
    assert response.status_code == status
    assert len(response.content) < 100_000
    return BeautifulSoup(response.content, "html.parser")


def words(soup):
    return " ".join(soup.get_text(" ").split())


def test_the_list_is_searched_by_address_alone(client, starter):
    soup = page(client, "list", query="?q=xin ban sao bang cap 3")
    assert soup.select(".tasks__item a")[0]["href"] == "/thu-tuc/3.000465/"
    assert "Tìm thấy" in words(soup)
    assert soup.find("form", method="get").find("input", {"name": "q"})["value"] == "xin ban sao bang cap 3"


def test_the_list_is_cut_into_pages_that_keep_the_filter(client, starter):
    soup = page(client, "list", query="?cap=department")
    following = soup.find("a", rel="next")["href"]
    assert "cap=department" in following
    assert "trang=2" in following
    second = BeautifulSoup(client.get(following).content, "html.parser")
    firsts = {a["href"] for a in soup.select(".tasks__item a")}
    assert firsts.isdisjoint(a["href"] for a in second.select(".tasks__item a"))


@pytest.mark.parametrize("query", ["?trang=abc", "?trang=-1", "?trang=999999999999", "?cap=x&muc-do=y", "?q=%00"])
def test_a_strange_address_still_answers(client, query):
    page(client, "list", query=query)


def test_nothing_found_says_what_to_do(client, starter):
    assert "Hãy thử từ khác" in words(page(client, "list", query="?q=zzzz"))


def test_a_procedure_page_answers_first_and_says_what_is_not_known(client, starter):
    soup = page(client, "procedure", code="3.000465")
    box = words(soup.find("dl", class_="answer"))
    assert "Công dân Việt Nam" in box
    assert "1 ngày làm việc" in box
    assert "Chi phí chưa có dữ liệu" in box
    assert "Bản sao văn bằng, chứng chỉ từ sổ gốc" in box
    assert "Dữ liệu tham khảo, không thay cho văn bản đang có hiệu lực" in words(soup)
    assert "Tóm tắt bằng lời thường, không phải nguyên văn" in words(soup)
    missing = words(soup.find(id="con-thieu").parent)
    assert "số lượng bộ hồ sơ" in missing
    assert "phí, lệ phí" in missing


def test_the_page_names_a_date_only_when_filing_starts_the_limit(client, starter):
    assert "Nếu nộp đủ hồ sơ bây giờ" in words(page(client, "procedure", code="3.000466"))
    assert "Nếu nộp đủ hồ sơ bây giờ" not in words(page(client, "procedure", code="1.005095"))
    assert "tính từ ngày hết hạn nhận đơn" in words(page(client, "procedure", code="1.005095"))


def test_filed_on_6_february_2024_five_working_days_end_after_tet_on_20_february():
    limit = rules.TimeLimit(5, "working_day", "5 ngày làm việc")
    due = answers.ready_by(limit, AFTERNOON)
    assert due.at.astimezone(AFTERNOON.tzinfo).date() == date(2024, 2, 20)
    assert answers.ready_by(None, AFTERNOON) is None


def test_fees_unknown_free_and_known_are_three_answers():
    assert answers.cost(None) is None
    assert answers.cost(()) == "Không thu phí, lệ phí"
    assert answers.cost((rules.Fee("charge", 9000, "bản"), rules.Fee("fee", 0))) == "Lệ phí 9.000 đ/bản; Phí 0 đ"
    lines = {line.question: line.value for line in answers.answers(content(fees=()), AFTERNOON)}
    assert lines["Chi phí"] == "Không thu phí, lệ phí"
    assert lines["Ai được làm"] is None


def test_a_replaced_procedure_leads_to_the_new_one(client, starter):
    soup = page(client, "procedure", code="1.005092")
    assert "đã được thay thế" in words(soup)
    assert soup.find("a", href="/thu-tuc/3.000465/")
    assert "Nếu nộp đủ hồ sơ bây giờ" not in words(soup)
    assert "Nộp trực tuyến" not in {words(a) for a in soup.find_all("a", class_="button")}


def test_old_versions_stay_readable_and_lead_back(client, starter):
    soup = page(client, "version", code="1.005095", number=1)
    assert "Đây là phiên bản cũ" in words(soup)
    assert soup.find("a", href="/thu-tuc/1.005095/")
    page(client, "version", code="1.005095", number=99, status=404)


def test_a_draft_is_not_public(client):
    keep("9.000001", "2026", name="Của cơ quan", origin="agency")
    keep("9.000001", "2026", name="Bản nháp chưa duyệt")
    assert "nháp" not in words(page(client, "procedure", code="9.000001"))
    page(client, "version", code="9.000001", number=2, status=404)


def test_an_unknown_code_is_not_found_and_another_spelling_is_led_right(client):
    page(client, "procedure", code="9.999999", status=404)
    keep("NA-024", "2018-2024", is_national=False)
    response = client.get(reverse("catalogue:procedure", kwargs={"code": "na-024"}))
    assert response["Location"] == "/thu-tuc/NA-024/"
    assert "chưa rõ mã quốc gia" in words(page(client, "procedure", code="NA-024"))


def test_another_provinces_text_is_marked_as_such(client, starter):
    assert "Nơi khác có thể quy định khác" in words(page(client, "procedure", code="1.010497"))
    assert "Nơi khác có thể quy định khác" not in words(page(client, "procedure", code="3.000465"))


def test_the_declared_level_is_shown_with_its_ground(client, starter):
    services.set_level(
        code="3.000465", agency_key="sgddt", level="full", eligible_full_online=True, since=date(2024, 1, 15),
        source="Quyết định thử 12", by=SYSTEM, now=NOW,
    )  # fmt: skip
    text = words(page(client, "procedure", code="3.000465"))
    assert "toàn trình theo Quyết định thử 12" in text
    assert queries.search(level="full", agency_key="sgddt").total == 1


def test_text_from_a_file_is_shown_as_text(client):
    keep("9.000001", "2026", name="<script>alert(1)</script> & co", conditions=("<b>đậm</b>",))
    soup = page(client, "procedure", code="9.000001")
    scripts = soup.find_all("script", type=lambda kind: kind != "application/ld+json")
    assert not [tag for tag in scripts if "alert" in tag.get_text()]
    assert not soup.find("b")


def test_the_button_to_apply_stands_only_where_a_form_exists(client, starter, monkeypatch):
    monkeypatch.setattr(queries.form_exists, "_impl", lambda code: code == "3.000466")
    assert queries.can_file_online("3.000466")
    assert not queries.can_file_online("3.000465")
    assert "chưa nhận hồ sơ trực tuyến" in words(page(client, "procedure", code="3.000465"))
    monkeypatch.setattr(queries.form_exists, "_impl", None)
    assert not queries.can_file_online("3.000466")
