"""What is looked at before a form is published: questions nobody can reach, clauses, help, the same thing twice."""

from typing import Any

import pytest

from motcua.operate.eforms import rules
from motcua.operate.eforms.tests.samples import field, form, subjects

AB = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]
QUIET = {"clause": "Điều 1"}
MANY = [{"value": str(number), "label": "x"} for number in range(501)]
EACH_WITH_EACH = "mon.map(a, mon.filter(b, b.diem == a.diem)).size()"
HEAVY = {"key": "m", "title": "M", "fields": [field("x", "number", compute=EACH_WITH_EACH)]}


def review(
    *fields: dict[str, Any], sections: list[dict[str, Any]] | None = None, **known: Any
) -> dict[str, tuple[str, str]]:
    """Place → (severity, message) of what the review says, clauses left aside."""
    data = form(*fields, sections=sections)
    assert rules.check_definition(data) == []
    found = rules.review_definition(data, **known)
    return {one.place: (one.severity, one.message) for one in found if not one.place.endswith(".clause")}


@pytest.mark.parametrize(
    ("before", "when"),
    [
        ([field("t", "checkbox")], "t && !t"),
        ([field("c", "choice", options=AB)], 'c == "d"'),
        ([field("c", "choice", options=AB)], 'c == "a" && c == "b"'),
        ([field("t", "checkbox"), field("c", "choice", options=AB, when="t")], 'c == "a" && !t'),
        ([field("t", "checkbox", compute="true")], "!t"),
        ([], "1 > 2"),
        ([], "false"),
    ],
)
def test_a_question_no_answer_can_bring_up_is_an_error(before: list[dict[str, Any]], when: str) -> None:
    told = review(*before, field("x", when=when))
    assert told[f"sections[0].fields[{len(before)}].when"][0] == "error"


@pytest.mark.parametrize(
    ("before", "when"),
    [
        ([field("n", "number", min=0, max=10)], "n > 10"),
        ([field("n", "number"), field("m", "number")], "n > 5 && n < 3"),
        ([field("d", "date", not_future=True)], 'd > "2090-01-01"'),
    ],
)
def test_a_question_that_seems_out_of_reach_is_a_warning(before: list[dict[str, Any]], when: str) -> None:
    told = review(*before, field("x", when=when))
    assert told[f"sections[0].fields[{len(before)}].when"][0] == "warning"


@pytest.mark.parametrize(
    ("before", "when"),
    [
        ([field("t", "checkbox")], "!t"),
        ([field("n", "number", min=0, max=10)], "n == 10"),
        ([field("n", "number", decimals=2)], "n > 9.5 && n < 9.8"),
        ([field("d", "date")], "years(d, today) >= 18"),
        ([field("d", "date")], 'd > "2024-02-06"'),
        ([field("m", "multi", options=AB)], '"b" in m && size(m) == 1'),
        ([field("a"), field("b")], 'a == "Kinh" && b != null'),
        ([field("g", "file")], "size(g) > 0"),
        ([field("s", "choice", codelist="tinh")], 's == "56"'),
        ([field("i", "identity")], "i != null"),
        ([field("p", "phone")], "p != null && size(p) == 10"),
        ([field("so", "number", compute="2 + 2")], "so == 4"),
        ([], 'today > "2030-01-01"'),
    ],
)
def test_a_question_somebody_can_reach_is_left_in_peace(before: list[dict[str, Any]], when: str) -> None:
    assert not [place for place in review(*before, field("x", when=when)) if place.endswith(".when")]


def test_conditions_on_and_inside_groups_are_tried_too() -> None:
    after = {"key": "sau", "title": "Sau", "when": "size(mon) >= 2", "fields": [field("x")]}
    never = {"key": "nua", "title": "Nữa", "when": "size(mon) > 3", "fields": [field("y")]}
    told = review(sections=[subjects(1, 3), after, never])
    assert list(told) == ["sections[2].when"]


def test_what_stands_in_a_hidden_section_is_told_once() -> None:
    sections = [
        {"key": "m", "title": "M", "fields": [field("t", "checkbox")]},
        {"key": "n", "title": "N", "when": "t && !t", "fields": [field("x"), field("y", when="t")]},
    ]
    assert list(review(sections=sections)) == ["sections[1].when"]


def test_a_long_chain_of_conditions_is_followed_to_its_end() -> None:
    fields = [field("o0", "checkbox"), field("o1", when="o0 && !o0")]
    fields += [field(f"o{n}", when=f"o{n - 1} != null") for n in range(2, 40)]
    told = review(*fields)
    assert {severity for severity, _ in told.values()} == {"error", "warning"}
    assert len(told) == 39


def test_missing_clause_and_help_are_told() -> None:
    data = form(field("so", "identity"), field("b", **QUIET), field("c", compute="today"))
    told = [(one.place, one.severity) for one in rules.review_definition(data)]
    assert told == [("sections[0].fields[0].clause", "warning"), ("sections[0].fields[0].help", "warning")]


def test_the_same_fact_is_not_asked_twice() -> None:
    told = review(field("a", prefill="owner.phone"), field("b", prefill="owner.phone"), field("c", label="A"))
    assert "đã hỏi ở" in told["sections[0].fields[1].prefill"][1]
    assert "trong cùng mục" in told["sections[0].fields[2].label"][1]


def test_what_is_asked_elsewhere_is_told_unless_it_is_prefilled() -> None:
    elsewhere = {"ho va ten": "tài khoản"}
    asked = field("a", label="Họ và tên")
    assert "tài khoản" in review(asked, asked_elsewhere=elsewhere)["sections[0].fields[0].label"][1]
    assert not review({**asked, "prefill": "owner.full_name"}, asked_elsewhere=elsewhere)


@pytest.mark.parametrize(("required", "severity"), [(True, "error"), (False, "warning")])
def test_a_paper_the_state_holds_may_not_be_demanded(required: bool, severity: str) -> None:
    paper = field("g", "file", component="TP2", required=required)
    told = review(paper, held={"TP2": "cơ sở dữ liệu dân cư"})
    assert told["sections[0].fields[0].component"][0] == severity


def test_a_component_the_procedure_does_not_have_is_told() -> None:
    assert review(field("g", "file", component="TP9"), components=["TP1"])
    assert not review(field("g", "file", component="TP1"), components=["TP1"])


@pytest.mark.parametrize(
    ("bad", "place", "words"),
    [
        (form(field("a", "choice", codelist="la")), "sections[0].fields[0].codelist", "không có danh mục «la»"),
        (form(field("a", codelist="xa")), "sections[0].fields[0].codelist", "chỉ ô lựa chọn"),
        (form(field("a", "choice", codelist="xa", options=AB)), "sections[0].fields[0].options", "câu trả lời riêng"),
        (form(field("a", "address", on="hom-nay")), "sections[0].fields[0].on", "một ngày"),
        (form(field("a", on="2024-01-01")), "sections[0].fields[0].on", "chỉ ô lấy từ danh mục"),
        (form(field("a", component="TP1")), "sections[0].fields[0].component", "chỉ ô tệp"),
        (form(field("a", "file", compute="today")), "sections[0].fields[0].type", "không tính"),
        (form(field("a", prefill="population.")), "sections[0].fields[0].prefill", "không có"),
        (form(field("a", prefill="earlier.x y")), "sections[0].fields[0].prefill", "không có"),
        (form(field("a"), pages="lung tung"), "pages", "một trong"),
        (form(field("a"), cosign={"who": "Mẹ", "section": "khong"}), "cosign.section", "không có mục"),
        (form(field("a"), cosign={"who": ""}), "cosign.who", "để trống"),
        (form(field("a"), cosign={"who": "<b>x</b>"}), "cosign.who", "HTML"),
        (
            form(sections=[{**subjects(0, 200), "fields": [field("g", "file")]}]),
            "sections[0].fields[0].type",
            "mục lặp",
        ),
        (form(sections=[{**subjects(), "layout": "tròn"}]), "sections[0].layout", "một trong"),
        (form(field("a", "choice", options=MANY)), "sections[0].fields[0].options", "tối đa 500"),
        (form(sections=[{**subjects(), "repeat": {"min": 0, "max": 10**9}}]), "sections[0].repeat.max", "tối đa 200"),
        (form(sections=[subjects(0, 200), HEAVY]), "sections[1].fields[0].compute", "đi qua"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_its_place(bad: dict[str, Any], place: str, words: str) -> None:
    told = {one.place: one.message for one in rules.check_definition(bad, codelists={"xa", "tinh"})}
    assert words in told[place]
