"""The page of one question: its kind, condition, checks and computed value are chosen, never written as code."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from motcua.operate.eforms import rules
from motcua.operate.eforms.desk.question import QuestionPage
from motcua.operate.eforms.forms.words import KINDS
from motcua.operate.eforms.models import FormDraft
from motcua.operate.eforms.queries import workshop as reading
from motcua.operate.eforms.rules import uses
from motcua.operate.eforms.tests.browsing import at, page, typed, version
from motcua.operate.eforms.tests.building import NOW, definition, example, labels, on_bench
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast: Cast) -> Client:
    on_bench(cast.actor("kiem"))
    return cast.client("kiem")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_question_can_be_added_with_its_label_alone(desk: Client, kind: str) -> None:
    url = at("question-add", section="nguoi", type=kind)
    sent = {**typed(page(desk, url)), "label": "Câu mới", "_action": "save"}
    if kind in {"choice", "multi"}:
        sent["options"] = "Một\nHai"
    soup = page(desk, url, **sent)
    assert "Câu mới" in soup.select_one("#soan-nguoi").get_text()
    assert rules.check_definition(definition()) == []
    field = definition()["sections"][0]["fields"][-1]
    assert (field["type"], field["key"]) == (kind, "cau_moi")


def test_a_question_saved_untouched_stays_what_it_was(desk: Client) -> None:
    for key in ("ho_ten", "loai", "truong", "so", "ten", "diem", "vi_sao"):
        page(desk, at("question", field=key), **{**typed(page(desk, at("question", field=key))), "_action": "save"})
    for key in ("nguoi", "mon"):
        page(desk, at("section", section=key), **{**typed(page(desk, at("section", section=key))), "_action": "save"})
    page(desk, at("settings"), **typed(page(desk, at("settings"))))
    expected = example(completeness="full")
    expected["sections"][1]["fields"][3]["when"] = "(diem != null && diem < 5.0)"
    assert definition() == expected


def untouched(shown: QuestionPage) -> dict[str, Any]:
    """What a browser sends from the page of a question when nothing is touched."""
    sent: dict[str, Any] = {"_action": "save", "when-rows": len(shown.when.rows), "check-rows": len(shown.checks.rows)}
    for form in [shown.form, *shown.when.forms(), *shown.checks.rows]:
        for bound in form:
            value = bound.value()
            if value not in (None, False):
                sent[bound.html_name] = "on" if value is True else (bound.field.localize and f"{value}") or value
    return sent


def test_every_question_of_every_shipped_form_survives_its_page(cast: Cast, rf: RequestFactory) -> None:
    """Conditions are built and read back, formulas stay text, nothing of an official form is lost."""
    for path in sorted((settings.DATA_DIR / "eforms").glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        bench = reading.Bench(FormDraft(definition=data), data, "", "", NOW, "", "")
        for section in data["sections"]:
            for field in section["fields"]:
                sent = untouched(QuestionPage(rf.get("/"), bench, section, field))
                back = QuestionPage(rf.post("/", sent), bench, section, field)
                assert back.is_valid(), (path.name, field["key"], [form.errors for form in back.problems])
                after = uses.find_field(back.changed(data), field["key"])
                assert after
                said = {name: value for name, value in field.items() if value not in ("", False, "ours")}
                before = said | {name: after[1][name] for name in ("when", "pattern_message") if name in said}
                assert after[1] == before, (path.name, field["key"])


def test_a_condition_is_chosen_row_by_row_without_a_script(desk: Client) -> None:
    url = at("question", field="ho_ten")
    sent = typed(page(desk, url))
    soup = page(desk, url, **{**sent, "label": "Họ và tên", "_action": "when-add"})
    assert soup.select_one("[name=label]")["value"] == "Họ và tên", "what was typed stays while rows are added"
    assert not soup.select(".error-summary")
    sent = {**typed(soup), "when-0-key": "loai"}
    soup = page(desk, url, **{**sent, "_action": "refresh"})
    assert [option.get_text() for option in soup.select("[name=when-0-value] option")] == [
        "Chọn câu trả lời", "Học sinh", "Tự do",
    ]  # fmt: skip
    sent = {**typed(soup), "_action": "save"}
    soup = page(desk, url, status=422, **sent)
    assert "Hãy ghi giá trị để so với «Loai»" in soup.select_one(".error-summary").get_text()
    soup = page(desk, url, **{**sent, "when-0-value": "B"})
    assert "Chỉ hiện khi «Loai» là Tự do" in soup.select_one("#soan-ho_ten").get_text()
    assert definition()["sections"][0]["fields"][0]["when"] == 'loai == "B"'


def test_a_row_is_taken_off_and_a_formula_can_be_written_instead(desk: Client) -> None:
    url = at("question", field="truong")
    soup = page(desk, url, **{**typed(page(desk, url)), "_action": "when-remove-0"})
    assert not soup.select("[name=when-0-key]")
    page(desk, url, **{**typed(soup), "_action": "save"})
    assert "when" not in definition()["sections"][0]["fields"][2]
    sent = {**typed(soup), "_version": version(), "_action": "save", "when-mode": "text"}
    bad = page(desk, url, status=422, **{**sent, "when-source": "khong_co == 1"})
    assert "nhắc đến ô không có ở đây: khong_co" in bad.select_one(".error-summary").get_text()
    page(desk, url, **{**sent, "when-source": 'loai != "B"'})
    soup = page(desk, url)
    assert "các dòng chọn không nói hết được" in soup.get_text()
    assert soup.select_one("[name=when-source]").get_text(strip=True) == 'loai != "B"'


def test_an_answer_is_checked_against_another_question(desk: Client) -> None:
    url = at("question", field="ho_ten")
    soup = page(desk, url, **{**typed(page(desk, url)), "_action": "check-add"})
    sent = {**typed(soup), "check-0-operator": "is_not", "check-0-other": "truong", "_action": "save"}
    soup = page(desk, url, status=422, **sent)
    assert "Hãy ghi lời báo" in soup.get_text()
    page(desk, url, **{**sent, "check-0-message": "Tên người khác tên trường."})
    assert definition()["sections"][0]["fields"][0]["checks"] == [
        {"expr": "ho_ten != truong", "message": "Tên người khác tên trường."}
    ]
    assert page(desk, url).select_one("[name=check-0-other] option[selected]")["value"] == "truong"


def test_a_total_is_computed_by_choosing_a_column(desk: Client) -> None:
    url = at("question-add", section="nguoi", type="number")
    sent = {**typed(page(desk, url)), "label": "Tổng điểm", "recipe": "sum", "_action": "save"}
    assert "Hãy chọn một cột số" in page(desk, url, status=422, **sent).get_text()
    page(desk, url, **{**sent, "first": "mon.diem", "decimals": "2"})
    assert definition()["sections"][0]["fields"][-1]["compute"] == "sum(mon.map(dong, dong.diem))"


def test_a_renamed_key_is_followed_by_conditions(desk: Client) -> None:
    url = at("question", field="loai")
    page(desk, url, **{**typed(page(desk, url)), "key": "doi_tuong", "_action": "save"})
    assert definition()["sections"][0]["fields"][2]["when"] == 'doi_tuong == "A"'
    assert "Mã «truong» đã dùng" in page(
        desk, at("question", field="doi_tuong"), status=422,
        **{**typed(page(desk, at("question", field="doi_tuong"))), "key": "truong", "_action": "save"},
    ).get_text()  # fmt: skip


def test_a_reworded_answer_keeps_its_stored_value(desk: Client) -> None:
    url = at("question", field="loai")
    page(desk, url, **{**typed(page(desk, url)), "options": "Học sinh lớp 12\nTự do\n", "_action": "save"})
    assert definition()["sections"][0]["fields"][1]["options"] == [
        {"value": "A", "label": "Học sinh lớp 12"}, {"value": "B", "label": "Tự do"},
    ]  # fmt: skip


def test_script_in_a_label_is_refused_where_it_stands(desk: Client) -> None:
    url = at("question", field="ho_ten")
    soup = page(desk, url, status=422, **{**typed(page(desk, url)), "label": "<script>1</script>", "_action": "save"})
    assert "thẻ HTML" in soup.get_text()
    assert labels()[0] == "Ho ten"
