"""The builder as pages without a script: every step is a real form, and nobody is asked for an expression."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.operate.catalogue.tests.building import keep
from motcua.operate.eforms import queries
from motcua.operate.eforms.rules import Refused, editing
from motcua.operate.eforms.services import workshop
from motcua.operate.eforms.tests.browsing import at, page, typed, version
from motcua.operate.eforms.tests.building import KEY, NOW, definition, example, labels, on_bench, published
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast: Cast) -> Client:
    on_bench(cast.actor("kiem"))
    return cast.client("kiem")


def test_the_shelf_shows_what_is_live_what_is_worked_on_and_by_whom(desk: Client, cast: Cast) -> None:
    soup = page(desk, reverse("eforms:builder-list"))
    row = next(row for row in soup.select("tbody tr") if "Đơn thử" in row.get_text())
    assert "Chưa công bố" in row.get_text()
    assert cast.kiem.full_name in row.get_text()
    assert soup.select_one(f"a[href='{at('edit')}']")


@pytest.mark.parametrize("start", ["blank", "procedure", "copy", "schema"])
def test_a_form_begins_in_four_ways(desk: Client, start: str) -> None:
    keep("9.000001", "2026", name="Thủ tục thử", components=[
        {"code": "TP1", "name": "Đơn đề nghị"},
        {"code": "TP2", "name": "Giấy khai sinh", "copies": 1, "case": "Lần đầu"},
        {"code": "TP3", "name": "Quyết định cũ", "case": "Gia hạn"},
    ], conditions=["Đã tốt nghiệp"])  # fmt: skip
    schema = {"type": "object", "title": "Phiếu nhập", "properties": {"ten": {"type": "string", "title": "Tên"}}}
    file = SimpleUploadedFile("mau.json", json.dumps(schema).encode())
    data: dict[str, dict[str, Any]] = {
        "blank": {"title": "Đơn xin nghỉ học"},
        "procedure": {"procedure": "9.000001", "title": ""},
        "copy": {"copied": KEY, "title": "Bản hai"},
        "schema": {"file": file, "title": ""},
    }
    soup = page(desk, f"{reverse('eforms:builder-new')}?tu={start}", **data[start])
    titles = {
        "blank": "Đơn xin nghỉ học",
        "procedure": "Tờ khai: Thủ tục thử",
        "copy": "Bản hai",
        "schema": "Phiếu nhập",
    }
    assert soup.h1.get_text(strip=True) == titles[start]
    text = soup.get_text(" ")
    if start == "procedure":
        assert "Giấy khai sinh" in text
        assert "Chỉ hiện khi «Trường hợp của bạn» là Lần đầu" in text
        assert "Tôi đáp ứng: Đã tốt nghiệp" in text
        assert "Đơn đề nghị" not in text, "the request is this form itself"


@pytest.mark.parametrize(
    ("start", "data", "said"),
    [
        ("blank", {"title": ""}, "Hãy điền mục này"),
        ("procedure", {"procedure": "không có thủ tục này đâu", "title": ""}, "Không có thủ tục nào khớp"),
        ("schema", {"title": ""}, "Hãy chọn một tệp"),
    ],
)
def test_a_form_does_not_begin_without_what_it_needs(desk: Client, start: str, data: dict[str, str], said: str) -> None:
    soup = page(desk, f"{reverse('eforms:builder-new')}?tu={start}", status=422, **data)
    assert said.lower() in soup.select_one(".error-summary").get_text().lower()


def test_the_bench_shows_the_form_in_words_beside_the_form_itself(desk: Client) -> None:
    soup = page(desk, at("edit"))
    text = soup.select_one("#ban-soan").get_text(" ", strip=True)
    assert "Chỉ hiện khi «Loai» là Học sinh" in text
    assert "Môn: từ 1 đến 3 lần" in text
    assert soup.select_one("#xem-thu input[name=ho_ten]")
    assert len(soup.decode()) < 300_000


def test_a_section_repeats_and_tells_why_it_cannot(desk: Client) -> None:
    url = at("section", section="nguoi")
    sent = {**typed(page(desk, url)), "repeats": "on", "most": "", "_action": "save"}
    assert "Hãy ghi số lần nhiều nhất" in page(desk, url, status=422, **sent).get_text()
    page(desk, url, **{**sent, "most": "4", "least": "2", "item": "Người con", "layout": "table"})
    assert definition()["sections"][0]["repeat"] == {"min": 2, "max": 4, "item": "Người con"}
    assert definition()["sections"][0]["layout"] == "table"


def test_sections_are_added_where_they_are_wanted(desk: Client) -> None:
    url = f"{at('section-add')}?sau=nguoi"
    soup = page(desk, url, **{**typed(page(desk, url)), "title": "Ở giữa", "_action": "save"})
    assert [part.get_text() for part in soup.select("#ban-soan .part h2")] == [
        "Thiết lập biểu mẫu", "Người nộp", "Ở giữa", "Các môn",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        ("up:loai", ["Loai", "Ho ten", "Truong"]),
        ("down:ho_ten", ["Loai", "Ho ten", "Truong"]),
        ("up:ho_ten", ["Ho ten", "Loai", "Truong"]),
        ("duplicate:ho_ten", ["Ho ten", "Ho ten (bản sao)", "Loai", "Truong"]),
        ("delete:truong", ["Ho ten", "Loai"]),
        ("place:truong:nguoi:0", ["Truong", "Ho ten", "Loai"]),
    ],
)
def test_every_move_is_a_button(desk: Client, button: str, expected: list[str]) -> None:
    page(desk, at("do"), lam=button, _version=version())
    assert labels()[: len(expected)] == expected
    page(desk, at("do"), lam="undo", _version=version())
    assert definition() == example()


def test_whole_sections_are_moved_copied_and_deleted_by_buttons(desk: Client) -> None:
    for button, expected in [
        ("section-down:nguoi", ["Các môn", "Người nộp"]),
        ("section-up:nguoi", ["Người nộp", "Các môn"]),
        ("section-duplicate:mon", ["Người nộp", "Các môn", "Các môn (bản sao)"]),
        ("section-delete:mon", ["Người nộp", "Các môn (bản sao)"]),
    ]:
        page(desk, at("do"), lam=button, _version=version())
        assert [part["title"] for part in definition()["sections"]] == expected


def test_a_question_goes_to_another_section_by_a_plain_page(desk: Client) -> None:
    soup = page(desk, at("move", field="ho_ten"))
    assert soup.select_one("input[name=section][value=mon]")
    page(desk, at("move", field="ho_ten"), section="mon", _version=version())
    assert definition()["sections"][1]["fields"][-1]["key"] == "ho_ten"


def test_what_others_depend_on_stays_and_they_are_named(desk: Client) -> None:
    soup = page(desk, at("do"), lam="delete:loai", _version=version())
    assert "«Truong»: điều kiện hiện" in soup.select_one("[role=status]").get_text()
    assert "Loai" in labels()


def test_the_slower_of_two_officials_keeps_what_they_typed(desk: Client, cast: Cast) -> None:
    url = at("question", field="ho_ten")
    mine = {**typed(page(desk, url)), "label": "Tên tôi gõ", "_action": "save"}
    workshop.edit(
        form_key=KEY, base_version=version(), said="Sửa ô «Loai»", by=cast.actor("quan"), now=NOW,
        change=lambda data: editing.change_field(data, "loai", {"label": "Bạn là"}),
    )  # fmt: skip
    soup = page(desk, url, status=422, **mine)
    said = soup.select_one("#chua-luu").get_text()
    assert cast.quan.full_name in said
    assert "vẫn còn nguyên" in said
    assert soup.select_one("[name=label]")["value"] == "Tên tôi gõ"
    page(desk, url, **{**typed(soup), "_action": "save"})
    assert labels()[:2] == ["Tên tôi gõ", "Bạn là"]


def test_a_question_deleted_meanwhile_can_be_saved_as_a_new_one(desk: Client, cast: Cast) -> None:
    url = at("question", field="truong")
    mine = {**typed(page(desk, url)), "label": "Trường của tôi", "_action": "save"}
    workshop.edit(
        form_key=KEY, base_version=version(), said="", by=cast.actor("quan"), now=NOW,
        change=lambda data: editing.delete_field(data, "truong"),
    )  # fmt: skip
    soup = page(desk, url, status=422, **mine)
    assert "vừa bị xoá" in soup.select_one("#chua-luu").get_text()
    form = next(form for form in soup.select("main form") if form.select("[name=label]"))
    page(desk, str(form.get("action") or url), **{**typed(soup), "_action": "save"})
    assert "Trường của tôi" in labels()


def test_the_preview_shows_conditions_acting_and_keeps_nothing(desk: Client) -> None:
    soup = page(desk, at("preview"))
    assert not soup.select("[name=truong]")
    sent = {str(tag["name"]): tag["value"] for tag in soup.select("#xem-thu input[type=hidden]")}
    soup = page(desk, at("preview"), **{**sent, "loai": "A", "ho_ten": "Lan", "_action": "refresh"})
    assert soup.select_one("[name=truong]")
    sent = {str(tag["name"]): tag["value"] for tag in soup.select("#xem-thu input[type=hidden]")}
    soup = page(desk, at("preview"), **{**sent, "loai": "A", "ho_ten": "", "truong": "", "_action": "judge"})
    assert "Hãy nhập «Ho ten»" in soup.select_one("#xem-thu").get_text()
    soup = page(desk, at("preview"), **{**sent, "loai": "A", "ho_ten": "Lan", "_action": "go-mon"})
    assert "Môn 1" in soup.select_one("#xem-thu").get_text()
    assert version() == 1


@pytest.mark.parametrize("answers", ["[]", "{", '{"ho_ten": {"a": [1]}}', "x" * 200_000])
def test_a_mangled_preview_is_only_an_empty_one(desk: Client, answers: str) -> None:
    page(desk, at("preview"), _answers=answers, _muc="khong_co", _action="go-khong_co")


def test_settings_take_procedures_by_code_or_by_name(desk: Client) -> None:
    keep("9.000001", "2026", name="Thủ tục thứ nhất")
    keep("9.000002", "2026", name="Cấp phép dạy thêm")
    sent = {
        **typed(page(desk, at("settings"))),
        "more": "9.000001; dạy thêm",
        "pages": "single",
        "cosign_who": "Cha mẹ",
    }
    page(desk, at("settings"), **sent)
    data = definition()
    assert (data["procedures"], data["pages"], data["cosign"]) == (
        ["9.000001", "9.000002"], "single", {"who": "Cha mẹ", "reason": "", "section": ""},
    ) or data["cosign"] == {"who": "Cha mẹ"}  # fmt: skip
    wrong = {**typed(page(desk, at("settings"))), "more": "không có đâu"}
    assert "Không có thủ tục nào khớp" in page(desk, at("settings"), status=422, **wrong).get_text()


def test_errors_block_publishing_and_lead_to_their_place(desk: Client) -> None:
    url = at("question", field="truong")
    source = {**typed(page(desk, url)), "when-mode": "text", "when-source": "ho_ten", "_action": "save"}
    page(desk, url, **source)
    soup = page(desk, at("check"))
    link = soup.select_one(".panel--ask a")
    assert link["href"] == url
    assert not soup.select("button.button--big")
    page(desk, at("check"), status=422, accept="on", reason="vội", _version=version())
    assert queries.live(KEY) is None


def test_warnings_need_a_tick_and_a_reason_and_then_the_form_is_live(desk: Client) -> None:
    soup = page(desk, at("check"))
    assert "chưa ghi căn cứ" in soup.get_text()
    soup = page(desk, at("check"), status=422, _version=version())
    assert soup.select(".error-summary")
    soup = page(desk, at("check"), accept="on", reason="Mẫu của ngành chưa ghi căn cứ", _version=version())
    assert "Đã công bố phiên bản 1" in soup.get_text()
    live = queries.live(KEY)
    assert live
    assert live.accepted == "Mẫu của ngành chưa ghi căn cứ"
    assert "Mẫu của ngành" in page(desk, at("version", number=1)).get_text()


def test_a_live_form_is_edited_beside_itself_and_left_alone(cast: Cast) -> None:
    published(cast.actor("kiem"))
    client = cast.client("quan")
    assert "Mở bản nháp để sửa" in page(client, at("form")).get_text()
    page(client, at("act"), lam="open")
    assert "giống hệt bản đang dùng" in page(client, at("check")).get_text()
    page(client, at("do"), lam="delete:truong", _version=version())
    assert "Bỏ" in page(client, at("check")).get_text()
    live = queries.live(KEY)
    assert live
    assert "Truong" in labels(live.definition)
    page(client, at("act"), lam="discard", _version=version())
    assert queries.definition_draft(KEY) is None


def test_a_form_is_used_no_longer_and_again(cast: Cast) -> None:
    published(cast.actor("kiem"))
    client = cast.client("kiem")
    assert "ngừng dùng" in page(client, at("act"), lam="retire").get_text().lower()
    assert queries.live(KEY) is None
    page(client, at("act"), lam="restore")
    assert queries.live(KEY)


def test_an_unpublished_draft_thrown_away_leaves_nothing(desk: Client) -> None:
    soup = page(desk, at("act"), lam="discard", _version=version())
    assert soup.h1.get_text(strip=True) == "Biểu mẫu"
    assert queries.form(KEY) is None


def test_htmx_gets_the_same_page_and_says_what_was_done(desk: Client) -> None:
    answer = desk.post(at("do"), {"lam": "up:loai", "_version": version()}, headers={"HX-Request": "true"}, follow=True)
    assert "Chuyển ô «Loai» lên" in json.loads(answer["HX-Trigger"])["announce"]["value"]
    fresh = BeautifulSoup(desk.get(at("edit")).content, "html.parser").select_one("#ban-soan")
    swapped = BeautifulSoup(answer.content, "html.parser").select_one("#ban-soan")
    for soup in (fresh, swapped):
        for token in soup.select("[name=csrfmiddlewaretoken]"):
            token.decompose()
    assert fresh.decode() == swapped.decode()


def test_a_refused_stranger_stays_out_of_a_draft(cast: Cast) -> None:
    on_bench(cast.actor("kiem"))
    answer = cast.client("hoa").post(at("do"), {"lam": "delete:truong", "_version": 1})
    assert answer.status_code == 403
    assert not isinstance(definition(), Refused)
    assert labels() == labels(example())
