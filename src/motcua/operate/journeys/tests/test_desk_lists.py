"""The lists: what waits for whom, filters in the address, bulk acts with a report, what is exported to whom."""

import io
from datetime import timedelta

import openpyxl
import pytest

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.rules import State
from motcua.operate.journeys.desk import export
from motcua.operate.journeys.tests.desk_stage import NO_LIMIT, Stage, fields, form_to, page, url, words
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast: Cast):
    return Stage(cast)


def rows(soup):
    return [" ".join(row.get_text(" ").split()) for row in soup.select("table tbody tr")]


def test_each_desk_sees_its_own_work(stage):
    held = {"minh": stage.submit(), "dung": stage.at("review"), "son": stage.at("sign"), "van": stage.at("issue")}
    for name, dossier in held.items():
        text = " ".join(rows(page(stage.cast.client(name).get(url("inbox")))))
        assert str(dossier) in text, name
        others = [str(other) for key, other in held.items() if key != name]
        assert not any(other in text for other in others), name


def test_an_empty_inbox_says_something_kind(stage):
    soup = page(stage.cast.client("son").get(url("inbox")))
    assert "Không còn việc nào đang chờ bạn" in words(soup)
    for tab in ("qua-han", "hom-nay", "sap-den-han", "cho-bo-sung", "cho-thanh-toan", "moi", "gi-do"):
        page(stage.cast.client("son").get(url("inbox") + f"?nhom={tab}"))


def test_tabs_count_and_lateness_stands_first(stage):
    stage.now -= timedelta(days=12)
    late = stage.at("assigned")
    stage.now += timedelta(days=12)
    waiting = stage.at("assigned")
    stage.act(waiting, "hoa", "request_supplement", items=[{"what": "Đơn"}], reason="Thiếu")
    soup = page(stage.cast.client("hoa").get(url("inbox")))
    counts = {tab.contents[0].strip(): tab.find("span").text for tab in soup.select(".tabs__tab")}
    assert (counts["Tất cả"], counts["Quá hạn"], counts["Chờ bổ sung"]) == ("2", "1", "1")
    assert str(late) in rows(soup)[0]
    assert "Quá hạn" in rows(soup)[0]
    assert "Đang chờ" in rows(soup)[1]
    only = rows(page(stage.cast.client("hoa").get(url("inbox") + "?nhom=qua-han")))
    assert len(only) == 1


def test_the_rail_counts_waiting_work(stage):
    stage.submit()
    stage.at("processed")
    soup = page(stage.cast.client("minh").get(url("inbox")))
    rail = {link.contents[0].strip(): link.find(class_="rail__count") for link in soup.select(".rail__link")}
    assert rail["Việc của tôi"].text.startswith("2")
    assert rail["Trả kết quả"].text.startswith("1")
    assert "Tiếp nhận" in rail
    assert "Tiếp nhận" not in words(page(stage.cast.client("son").get(url("inbox"))).find("nav", class_="rail"))


def test_an_officer_takes_several_and_is_told_what_became_of_each(stage):
    free, taken = stage.at("accepted"), stage.at("accepted")
    hoa = stage.cast.client("hoa")
    form = form_to(page(hoa.get(url("inbox"))), url("bulk-begin"))
    chosen = [box["value"] for box in form.find_all("input", {"name": "chon"})]
    assert len(chosen) == 2
    stage.act(taken, "dung", "assign", officer=str(stage.cast.hoa.pk))
    data = fields(form) | {"chon": chosen}
    soup = page(hoa.get(hoa.post(form["action"], data)["Location"]))
    assert "Xong 1 trên 2 hồ sơ" in words(soup)
    assert "Người khác vừa cập nhật" in words(soup)
    assert str(queries.find(free.pk).lead_id) == str(stage.cast.hoa.pk)
    hoa.post(form["action"], data)  # a double click
    assert [e.type for e in log.events(StreamRef("dossier", str(free.pk)))].count("dossier.assigned") == 1


def test_the_head_gives_several_to_an_officer(stage):
    made = [stage.at("accepted") for _ in range(3)]
    dung = stage.cast.client("dung")
    form = form_to(page(dung.get(url("inbox"))), url("bulk-begin"))
    chosen = [box["value"] for box in form.find_all("input", {"name": "chon"})]
    text = words(page(dung.post(form["action"], fields(form) | {"chon": [], "officer": ""}), 422))
    assert "chưa chọn hồ sơ" in text
    wrong = fields(form) | {"chon": chosen, "officer": str(stage.cast.quang.pk)}
    assert "không phải chuyên viên" in words(page(dung.post(form["action"], wrong), 422))
    right = fields(form) | {"chon": [*chosen, "rác:1", "x"], "officer": str(stage.cast.hoa.pk)}
    assert "Xong 3 trên 3" in words(page(dung.get(dung.post(form["action"], right)["Location"])))
    assert {queries.find(one.pk).state for one in made} == {State.IN_PROGRESS}


def test_the_list_finds_without_accents_and_keeps_filters_in_the_address(stage):
    found = stage.at("accepted")
    stage.submit(code=NO_LIMIT)
    minh = stage.cast.client("minh")
    soup = page(minh.get(url("list") + "?q=nguyen+lan&trang-thai=2"))
    assert len(rows(soup)) == 1
    assert str(found) in rows(soup)[0]
    assert soup.find("select", {"name": "trang-thai"}).find("option", selected=True)["value"] == "2"
    assert "q=nguyen" in soup.select_one("a[href*='xuat.xlsx']")["href"]
    assert "Không có hồ sơ nào khớp" in words(page(minh.get(url("list") + "?q=khong-ai")))


def test_a_whole_code_leads_straight_to_the_dossier(stage):
    dossier = stage.at("accepted")
    response = stage.cast.client("minh").get(url("list"), {"q": dossier.code.lower()})
    assert response["Location"] == url("work", dossier)
    assert stage.cast.client("quang").get(url("list"), {"q": dossier.code}).status_code == 200


@pytest.mark.parametrize(
    "query", ["tu=99/99/2024", "trang-thai=77", "sau=rac", "kenh=x", "q=%00", "qua-han=on&phong=x"]
)
def test_a_strange_address_is_answered_in_words(stage, query):
    stage.submit()
    response = stage.cast.client("minh").get(url("list") + f"?{query}")
    page(response, response.status_code)
    assert response.status_code in {200, 422}


def test_long_lists_come_in_pages_by_key(stage):
    for _ in range(23):
        stage.submit()
    minh = stage.cast.client("minh")
    first = page(minh.get(url("list") + "?kenh=2"))
    following = first.find("a", rel="next")["href"]
    assert "kenh=2" in following
    second = page(minh.get(url("list") + following))
    assert (len(rows(first)), len(rows(second))) == (20, 3)
    assert not set(rows(first)) & set(rows(second))


def sheet_of(response):
    assert response.status_code == 200
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(b"".join(response))).active.values]


def test_names_leave_the_system_only_with_those_who_handle_dossiers(stage):
    dossier = stage.at("returned")
    full = sheet_of(stage.cast.client("minh").get(url("list-export")))
    assert full[0][4] == "Chủ hồ sơ"
    assert full[1][0] == dossier.code
    assert full[1][4] == "Nguyễn Thị Lan"
    bare = sheet_of(stage.cast.client("an").get(url("list-export")))
    assert "Chủ hồ sơ" not in bare[0]
    assert "Nguyễn Thị Lan" not in bare[1]
    assert sheet_of(stage.cast.client("quang").get(url("list-export"))) == [full[0]]


def test_a_too_long_export_says_so_in_its_last_line(stage, monkeypatch):
    monkeypatch.setattr(export, "MOST_ROWS", 2)
    monkeypatch.setattr(export, "CHUNK", 1)
    for _ in range(4):
        stage.submit()
    found = sheet_of(stage.cast.client("minh").get(url("list-export")))
    assert len(found) == 4
    assert found[-1][0].startswith("Chỉ xuất 2 hồ sơ mới nhất")


def test_electronic_results_are_returned_together_and_others_are_left(stage):
    ready = [stage.at("processed") for _ in range(2)]
    paper = stage.at("processed", delivery="counter")
    minh = stage.cast.client("minh")
    soup = page(minh.get(url("returns")))
    assert len(rows(soup)) == 3
    form = form_to(soup, url("bulk-preview"))
    chosen = [box["value"] for box in form.find_all("input", {"name": "chon"})]
    assert len(chosen) == 2
    sneaked = f"{paper.pk}:{queries.find(paper.pk).version}"
    soup = page(minh.post(form["action"], fields(form) | {"chon": [*chosen, sneaked]}))
    assert "Làm được 2 trên 3" in words(soup)
    assert "phải trả riêng" in words(soup)
    form = form_to(soup, url("bulk-begin"))
    soup = page(minh.get(minh.post(form["action"], fields(form) | {"chon": [*chosen, sneaked]})["Location"]))
    assert "Xong 2 trên 3" in words(soup)
    assert "Về trả kết quả" in words(soup)
    assert {queries.find(one.pk).state for one in ready} == {State.RETURNED}
    assert queries.find(paper.pk).state == State.PROCESSED
    soup = page(minh.get(url("returns"), {"q": paper.code}))
    assert len(rows(soup)) == 1
    assert "Không có kết quả nào khớp" in words(page(minh.get(url("returns"), {"q": "zzz"})))
