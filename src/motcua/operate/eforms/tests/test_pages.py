"""A section as a page: real controls, errors beside them, groups added and taken off by plain buttons, no script."""

import json
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.http import QueryDict
from django.template.loader import render_to_string

from motcua.operate.eforms import queries, rules
from motcua.operate.eforms.tests.samples import field, parsed, subjects

TODAY = date(2024, 2, 6)
FORM = parsed(
    sections=[
        {
            "key": "nguoi",
            "title": "Người",
            "intro": 'Điền như "giấy khai sinh" & dưới < 3 dòng',
            "fields": [
                field("ho_ten", required=True, autocomplete="name", help="Viết đủ & đúng"),
                field("ngay_sinh", "date", not_future=True, autocomplete="bday"),
                field("gioi", "choice", options=[{"value": "F", "label": "Nữ"}, {"value": "M", "label": "Nam"}]),
                field("khac", "multi", options=[{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]),
                field("thay", "checkbox"),
                field("quan_he", when="thay", required=True),
                field("hom_nay", "date", compute="today"),
                field("ky_ten", "signature"),
                field("y_kien", "official_only"),
            ],
        },
        subjects(1, 3),
    ]
)


def show(
    section: str = "nguoi", answers: dict[str, Any] | None = None, **how: Any
) -> tuple[queries.SectionPage, BeautifulSoup]:
    part = FORM.section(section)
    assert part
    page = queries.section_page(FORM, part, answers or {}, today=TODAY, **how)
    html = render_to_string("eforms/_section.html", {"page": page})
    html = render_to_string("ui/_error_summary.html", {"errors": page.errors}) + html
    return page, BeautifulSoup(html, "html.parser")


def press(soup: BeautifulSoup, section: str, answers: dict[str, Any], **typed: Any) -> queries.Posted:
    """What a browser without JavaScript sends: the hidden fields of the page and what was typed."""
    hidden = {tag["name"]: tag["value"] for tag in soup.select("input[type=hidden]")}
    part = FORM.section(section)
    assert part
    return queries.read_posted(part, QueryDict(urlencode({**hidden, **typed}, doseq=True)), answers)


def test_each_question_has_a_label_a_hint_and_its_control() -> None:
    _, soup = show()
    name = soup.select_one("input[name=ho_ten]")
    assert name
    assert soup.select_one(f"label[for={name['id']}]").get_text(strip=True).startswith("Ho ten")
    assert "Viết đủ & đúng" in soup.get_text()
    assert name["autocomplete"] == "name"
    assert [tag["autocomplete"] for tag in soup.select("[name^=ngay_sinh_]")] == ["bday-day", "bday-month", "bday-year"]
    assert len(soup.select("input[type=radio][name=gioi]")) == 2
    assert not soup.select("script, [style], [onclick]")
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))


def test_words_of_a_definition_are_escaped() -> None:
    assert 'Điền như "giấy khai sinh" & dưới < 3 dòng' in show()[1].get_text()


def test_what_the_office_fills_in_is_not_there_and_signing_is_explained() -> None:
    page, soup = show()
    text = soup.get_text()
    assert "Y kien" not in text
    assert "«Ky ten»" in text
    assert "06/02/2024" in text
    assert not soup.select("[name=hom_nay], [name=ky_ten], [name=quan_he]")
    assert page.errors == ()


def test_a_first_visit_accuses_nobody() -> None:
    page, soup = show()
    assert not soup.select("[aria-invalid]")
    assert (page.status, page.done) == (200, False)


def test_wrong_answers_stand_there_as_typed_with_their_errors() -> None:
    answers = {"ho_ten": "", "ngay_sinh": ["31", "2", "2006"]}
    page, soup = show(answers=answers, judged=True)
    assert page.status == 422
    assert [tag["value"] for tag in soup.select("[name^=ngay_sinh_]")] == ["31", "2", "2006"]
    links = {tag["href"]: tag.get_text() for tag in soup.select(".error-summary a")}
    assert links["#id_ho_ten"] == "Hãy nhập «Ho ten»."
    assert "không có ngày 31/2/2006" in links["#id_ngay_sinh_0"]
    assert all(soup.select_one(href) for href in links)
    assert soup.select_one("[name=ho_ten]")["aria-invalid"] == "true"


def test_a_post_without_script_is_read_back_whole() -> None:
    _, soup = show()
    typed = {
        "ho_ten": "Lan",
        "ngay_sinh_day": "1",
        "ngay_sinh_month": "2",
        "ngay_sinh_year": "2006",
        "khac": ["a", "b"],
    }
    posted = press(soup, "nguoi", {}, **typed)
    assert posted.action == "save"
    assert posted.answers == {
        "ho_ten": "Lan", "ngay_sinh": ["1", "2", "2006"], "gioi": "", "khac": ["a", "b"], "thay": False,
    }  # fmt: skip


def test_an_answer_that_brings_up_a_question_shows_it_before_calling_it_wrong() -> None:
    _, soup = show()
    posted = press(soup, "nguoi", {}, ho_ten="Lan", thay="on")
    page, soup = show(answers=posted.answers, judged=True, shown=posted.shown)
    assert (page.done, page.fresh, page.errors) == (False, True, ())
    assert soup.select_one("[name=quan_he]")
    again = press(soup, "nguoi", posted.answers, ho_ten="Lan", thay="on")
    page, _ = show(answers=again.answers, judged=True, shown=again.shown)
    assert [message for _, message in page.errors] == ["Hãy nhập «Quan he»."]


def test_a_hidden_question_keeps_its_answer_when_the_page_is_saved() -> None:
    kept = {"thay": False, "quan_he": "mẹ"}
    _, soup = show(answers=kept)
    assert "quan_he" not in press(soup, "nguoi", kept, ho_ten="Lan").answers


def test_a_complete_section_is_done() -> None:
    page, _ = show(answers={"ho_ten": "Lan"}, judged=True)
    assert (page.done, page.status) == (True, 200)


def test_groups_are_added_filled_and_taken_off_with_buttons() -> None:
    page, soup = show("mon")
    assert [group.title for group in page.groups] == ["Môn 1"]
    posted = press(soup, "mon", {}, **{"mon-0-ten": "Toán", "_action": "add"})
    assert (posted.action, posted.answers["mon"][1]) == ("add", {})
    page, soup = show("mon", posted.answers)
    assert [tag.get_text() for tag in soup.select("legend")][:1] == ["Môn 1"]
    assert [tag["value"] for tag in soup.select("button[name=_action]")] == [
        "save", "down-mon-0", "remove-mon-0", "up-mon-1", "remove-mon-1", "add-mon", "paste-mon",
    ]  # fmt: skip
    posted = press(soup, "mon", posted.answers, **{"mon-0-ten": "Toán", "mon-1-ten": "Văn", "_action": "remove-0"})
    assert [row["ten"] for row in posted.answers["mon"]] == ["Văn"]


def test_enter_in_a_box_saves_and_takes_nothing_off() -> None:
    """Browsers press the first button of a form; with several groups that would otherwise remove one."""
    _, soup = show("mon", {"mon": [{"ten": "a"}, {"ten": "b"}]})
    first = soup.select_one("button")
    assert (first["name"], first["value"]) == ("_action", "save")


def test_no_more_groups_than_allowed() -> None:
    rows = {"mon": [{"ten": "a"}, {"ten": "b"}, {"ten": "c"}]}
    page, soup = show("mon", rows)
    assert not page.may_add
    assert len(press(soup, "mon", rows, _action="add").answers["mon"]) == 3
    assert len(press(soup, "mon", rows, _rows="999999999").answers["mon"]) == 3


def test_a_group_of_its_own_says_what_is_missing_in_it() -> None:
    page, soup = show("mon", {"mon": [{"ten": "a"}, {"diem": "4"}]}, judged=True)
    assert [message for _, message in page.errors] == ["Môn 2: Hãy nhập «Ten».", "Môn 2: Hãy nhập «Vi sao»."]
    assert all(soup.select_one(f"[id='{target}']") for target, _ in page.errors)


@pytest.mark.parametrize(
    "data", ["", "_rows=-1&_action=remove-x", "_rows=%00&_shown=%00&_action=remove-99999", "mon-0-ten=%00"]
)
def test_a_mangled_post_is_read_without_harm(data: str) -> None:
    for key in ("nguoi", "mon"):
        part = FORM.section(key)
        assert part
        posted = queries.read_posted(part, QueryDict(data), {"mon": "x"})
        rules.evaluate(FORM, rules.storable(posted.answers), today=TODAY)


def test_the_summary_reads_like_the_form() -> None:
    answers = {
        "ho_ten": "Lan\x00<b>", "ngay_sinh": ["1", "2", "2006"], "gioi": "F", "khac": ["b", "a"], "thay": "on",
        "mon": [{}, {"ten": "Toán", "diem": "8,5"}],
    }  # fmt: skip
    found = rules.evaluate(FORM, answers, today=TODAY)
    html = render_to_string(
        "eforms/_summary.html", {"sections": rules.summary(FORM, found), "change_urls": {"nguoi": "/sua/"}}
    )
    soup = BeautifulSoup(html, "html.parser")
    rows = {row.dt.get_text(): row.dd.get_text(" ", strip=True) for row in soup.select(".summary__row")}
    assert rows == {
        "Ho ten": "Lan<b>", "Ngay sinh": "01/02/2006", "Gioi": "Nữ", "Khac": "A, B", "Thay": "Có",
        "Quan he": "Hãy nhập «Quan he».", "Hom nay": "06/02/2024", "So": "1", "Ten": "Toán", "Diem": "8,5",
    }  # fmt: skip
    assert [tag.get_text() for tag in soup.select("h3")] == ["Người", "Môn 1"]
    assert soup.select_one("a[href='/sua/#id_ho_ten']")


@pytest.mark.parametrize("path", sorted((settings.DATA_DIR / "eforms").glob("*.json")), ids=lambda path: path.stem)
def test_every_section_of_every_shipped_form_renders_and_reads_back(path: Any) -> None:
    form = rules.parse(json.loads(path.read_text(encoding="utf-8")))
    for part in form.asked_sections:
        page = queries.section_page(form, part, {}, today=TODAY, judged=True)
        soup = BeautifulSoup(render_to_string("eforms/_section.html", {"page": page}), "html.parser")
        assert len(soup.decode()) < 60_000
        hidden = {tag["name"]: tag["value"] for tag in soup.select("input[type=hidden]")}
        posted = queries.read_posted(part, QueryDict(urlencode(hidden)), {})
        assert posted.shown == frozenset(page.shown.split())
        assert all(soup.select_one(f"[id='{target}']") for target, _ in page.errors)
