"""A form definition is refused with place and reason, whatever is wrong with it."""

import pytest
from hypothesis import given, settings

from motcua.operate.eforms import rules
from motcua.operate.eforms.rules.expressions import ExpressionError, compiled
from motcua.operate.eforms.tests.samples import field, form, subjects
from motcua.operate.eforms.tests.strategies import JSON, definitions


def places(data: object) -> dict[str, str]:
    return {problem.place: problem.message for problem in rules.check_definition(data)}


def in_field(**wrong: object) -> dict[str, str]:
    """The problems of a form whose second field has these attributes, by attribute."""
    found = places(form(field("a", "number"), {**field("b"), **wrong}))
    return {place.removeprefix("sections[0].fields[1]."): message for place, message in found.items()}


def test_a_plain_definition_has_no_problems() -> None:
    assert places(form(field("a"), field("b", "date", when='a == "x"'))) == {}


def test_unknown_types_and_misspelt_attributes_are_named() -> None:
    assert "không có" in in_field(type="chữ số")["type"]
    assert "viết sai" in in_field(requred=True)["requred"]
    assert in_field(required="có")["required"] == "phải là true hoặc false"


def test_duplicate_keys_name_both_places() -> None:
    assert places(form(field("a"), field("a"))) == {
        "sections[0].fields[1].key": "mã «a» đã dùng ở sections[0].fields[0]"
    }


@pytest.mark.parametrize("key", ["today", "row", "true", "size hai", "2a", "ô", "a-b", "x" * 61])
def test_keys_are_plain_names(key: str) -> None:
    assert places(form({**field("a"), "key": key}))


def test_a_condition_on_a_missing_field_is_refused() -> None:
    assert in_field(when="c == 1") == {"when": "nhắc đến ô không có: c"}


def test_a_row_of_a_repeated_section_is_not_seen_from_outside() -> None:
    sections = [subjects(), {"key": "khac", "title": "Khác", "fields": [field("a", when="diem > 5.0")]}]
    assert places(form(sections=sections)) == {"sections[1].fields[0].when": "nhắc đến ô không có: diem"}


def test_a_circle_of_conditions_and_computations_is_named() -> None:
    found = places(form(field("a", when="b != null"), field("b", compute="c"), field("c", when="a != null")))
    assert list(found) == ["sections"]
    assert "vòng tròn" in found["sections"]


def test_a_circle_through_a_repeated_section_is_found() -> None:
    rows = {**subjects(), "when": "tong > 0.0"}
    total = {
        "key": "m",
        "title": "M",
        "fields": [field("tong", "number", decimals=2, compute="sum(mon.map(d, d.diem))")],
    }
    assert "vòng tròn" in places(form(sections=[rows, total]))["sections"]


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("a +", "sai cú pháp"),
        ("a > 1 && " + "true && " * 80 + "true", "tối đa 500"),
        ("foo(a) > 1", "hàm không có: foo"),
        ("a.charAt(1) == a", "hàm không có: charAt"),
        ("a + 1", "đúng hoặc sai"),
        ('a == 1 && size(a) > "x"', "không tính được"),
        ("[1].all(x, [1].all(y, [1].all(z, x + y + z > a)))", "vòng lặp"),
        ("(" * 200 + "a" + ")" * 200, "sai cú pháp"),
    ],
)
def test_expressions_that_cannot_work_are_refused(expression: str, words: str) -> None:
    assert words in in_field(when=expression)["when"]


def test_a_billion_rows_and_too_many_cells_are_refused() -> None:
    assert "tối đa 200" in places(form(sections=[subjects(0, 10**9)]))["sections[0].repeat.max"]
    wide = {**subjects(0, 200), "fields": [field(f"o{number}") for number in range(30)]}
    assert "vượt" in places(form(sections=[wide]))["sections[0].repeat.max"]


@pytest.mark.parametrize(
    "label", ["<script>alert(1)</script>", "xin <b>chào</b>", "javascript:alert(1)", "a onclick=b"]
)
def test_script_and_markup_in_words_are_refused(label: str) -> None:
    assert "HTML" in in_field(label=label)["label"]
    assert "HTML" in in_field(help=label)["help"]
    assert "HTML" in in_field(type="choice", options=[{"value": "a", "label": label}])["options[0].label"]


def test_smaller_than_in_words_is_allowed() -> None:
    assert in_field(label="Điểm < 5 và > 3") == {}


def test_more_than_600_fields_are_refused() -> None:
    assert "tối đa 600" in places(form(*[field(f"o{number}") for number in range(601)]))["sections"]


@pytest.mark.parametrize("pattern", ["(", "a{1000}{1000}{1000}", r"\p{L}+", "x" * 201])
def test_patterns_that_are_wrong_or_heavy_are_refused(pattern: str) -> None:
    assert list(in_field(pattern=pattern)) == ["pattern"]


def test_a_choice_needs_answers_and_others_have_none() -> None:
    assert list(in_field(type="choice")) == ["options"]
    assert list(in_field(type="text", options=[{"value": "a", "label": "A"}])) == ["options"]
    twice = [{"value": "a", "label": "A"}, {"value": "a", "label": "B"}]
    assert list(in_field(type="choice", options=twice)) == ["options"]


def test_prefill_only_from_known_sources() -> None:
    assert in_field(prefill="owner.full_name") == {}
    assert list(in_field(prefill="owner.password")) == ["prefill"]


@given(JSON)
@settings(max_examples=200)
def test_whatever_json_it_is_checking_answers(data: object) -> None:
    assert rules.check_definition(data)


@given(definitions())
@settings(max_examples=100)
def test_lawful_definitions_pass(data: dict[str, object]) -> None:
    assert rules.check_definition(data) == []


@given(definitions(), JSON)
@settings(max_examples=100)
def test_a_broken_part_never_crashes_the_check(data: dict[str, object], junk: object) -> None:
    for place in ("sections", "title", "source"):
        rules.check_definition({**data, place: junk})
    section = {
        **data["sections"][0],
        "fields": [{"key": "a", "label": "A", "type": "text", "checks": junk, "min": junk}],
    }
    rules.check_definition({**data, "sections": [section, junk]})


def test_a_malformed_expression_says_so_in_vietnamese() -> None:
    with pytest.raises(ExpressionError, match="biểu thức sai cú pháp"):
        compiled("a ==")
