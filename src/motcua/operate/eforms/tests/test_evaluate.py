"""Answers are judged by one evaluator: it finds what is wrong, drops what is hidden, and never raises."""

import json
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.operate.eforms import rules
from motcua.operate.eforms.tests.samples import field, parsed, subjects
from motcua.operate.eforms.tests.strategies import answers, definitions

TODAY = date(2024, 2, 6)


def judge(definition: rules.Definition, **given: Any) -> rules.Evaluation:
    return rules.evaluate(definition, given, today=TODAY)


def messages(found: rules.Evaluation) -> dict[str, str]:
    return {error.path: error.message for error in found.errors}


def test_a_required_question_must_be_answered_and_says_which() -> None:
    form = parsed(
        field("ho_ten", required=True), field("ngay", "date", required=True), field("y", "checkbox", required=True)
    )
    assert messages(judge(form, ho_ten="  \x00 ")) == {
        "ho_ten": "Hãy nhập «Ho ten».",
        "ngay": "Hãy nhập đủ ngày, tháng, năm cho «Ngay».",
        "y": "Hãy đánh dấu vào ô «Y».",
    }


def test_hidden_answers_are_dropped_and_not_missed() -> None:
    form = parsed(field("co", "checkbox"), field("chi_tiet", when="co", required=True))
    hidden = judge(form, chi_tiet="giữ lại")
    assert (hidden.values, hidden.errors, hidden.visible) == ({}, (), {"co"})
    assert judge(form, co="on", chi_tiet="giữ lại").values == {"co": True, "chi_tiet": "giữ lại"}


def test_a_condition_on_a_hidden_question_sees_it_unanswered() -> None:
    form = parsed(field("a", "checkbox"), field("b", when="a"), field("c", when='b == "x"'))
    assert "c" in judge(form, a=True, b="x").visible
    assert "c" not in judge(form, a=False, b="x").visible


def test_order_of_the_form_does_not_matter_for_conditions() -> None:
    form = parsed(field("c", when="b != null"), field("b", when="a"), field("a", "checkbox"))
    assert judge(form, a=True, b="x", c="y").values == {"a": True, "b": "x", "c": "y"}


def test_a_hidden_section_asks_nothing() -> None:
    sections = [
        {"key": "m1", "title": "M1", "fields": [field("thay", "checkbox")]},
        {"key": "m2", "title": "M2", "when": "thay", "fields": [field("quan_he", required=True)]},
    ]
    form = parsed(sections=sections)
    assert judge(form).complete
    assert list(messages(judge(form, thay=True))) == ["quan_he"]


def test_computed_values_are_worked_out_and_cannot_be_sent() -> None:
    form = parsed(field("so", "number"), field("gia", "money"), field("tong", "money", compute="so * gia"))
    assert judge(form, so="3", gia="50.000", tong="1").values["tong"] == 150_000
    assert "tong" not in judge(form, so="3").values


def test_the_largest_answers_do_not_overflow_into_a_crash() -> None:
    form = parsed(field("so", "number"), field("tich", "number", compute="so * so * so"))
    found = judge(form, so="999999999999999")
    assert (found.errors, [fault.path for fault in found.faults]) == ((), ["tich"])


def test_checks_compare_answers_and_wait_for_both() -> None:
    check = {"expr": "den >= tu", "message": "Ngày đến phải sau ngày từ."}
    form = parsed(field("tu", "date"), field("den", "date", checks=[check]))
    assert judge(form, den="1/1/2024").complete
    assert messages(judge(form, tu="2/1/2024", den="1/1/2024")) == {"den": "Ngày đến phải sau ngày từ."}
    assert judge(form, tu="1/1/2024", den="10/1/2024").complete


def test_age_is_counted_in_whole_years() -> None:
    check = {"expr": "years(sinh, today) >= 18", "message": "Phải đủ 18 tuổi."}
    form = parsed(field("sinh", "date", checks=[check]))
    assert judge(form, sinh="6/2/2006").complete
    assert not judge(form, sinh="7/2/2006").complete


def test_a_failing_expression_becomes_a_note_for_the_keeper_not_a_wall_for_the_person() -> None:
    form = parsed(field("ma"), field("a", when="int(ma) > 3"), field("b", "number", compute="10 / (int(ma) - 5)"))
    found = judge(form, ma="không phải số", a="x")
    assert "a" in found.visible
    assert {fault.path for fault in found.faults} == {"a", "b"}
    assert found.complete


def test_groups_number_themselves_and_errors_name_the_group() -> None:
    form = parsed(sections=[subjects()])
    found = judge(form, mon=[{"ten": "Toán", "diem": "8,25"}, {"diem": "4"}])
    assert found.values["mon"] == [{"so": 1, "ten": "Toán", "diem": 8.25}, {"so": 2, "diem": 4.0}]
    assert list(messages(found)) == ["mon-1-ten", "mon-1-vi_sao"]


def test_blank_groups_are_left_out_but_the_least_number_is_asked_for() -> None:
    form = parsed(sections=[subjects(1, 3)])
    found = judge(form, mon=[{}, {"ten": "Văn"}, {"ten": " "}])
    assert (found.values["mon"], found.groups["mon"], found.errors) == ([{"so": 1, "ten": "Văn"}], (1,), ())
    assert list(messages(judge(form))) == ["mon-0-ten"]


def test_too_many_groups_are_told_and_cut() -> None:
    form = parsed(sections=[subjects(0, 2)])
    found = judge(form, mon=[{"ten": "x"}] * 5)
    assert messages(found) == {"mon": "«Các môn» có tối đa 2 dòng."}
    assert len(found.values["mon"]) == 2


def test_a_total_over_groups_counts_what_is_answered() -> None:
    total = {
        "key": "m",
        "title": "M",
        "fields": [field("tong", "number", decimals=2, compute="sum(mon.map(d, d.diem))")],
    }
    form = parsed(sections=[subjects(0, 3), total])
    found = judge(form, mon=[{"ten": "a", "diem": "8,5"}, {"ten": "b"}, {"ten": "c", "diem": "7"}])
    assert found.values["tong"] == 15.5


def test_what_the_office_fills_in_is_never_asked_nor_taken() -> None:
    form = parsed(field("so_phieu", "official_only", required=True), field("ky", "signature", required=True))
    found = judge(form, so_phieu="001", ky="x")
    assert (found.values, found.visible, found.errors) == ({}, frozenset(), ())


def test_a_given_section_is_shown_but_never_refused() -> None:
    given_part = {"key": "g", "title": "G", "given": True, "fields": [field("sdt", "phone", required=True)]}
    found = judge(parsed(sections=[given_part]), sdt="không có")
    assert found.complete
    assert [fault.path for fault in found.faults] == ["sdt"]


def test_errors_come_in_the_order_of_the_form() -> None:
    sections = [
        subjects(2, 3),
        {"key": "m", "title": "M", "fields": [field("b", required=True), field("a", required=True)]},
    ]
    found = judge(parsed(sections=sections), mon=[{"ten": ""}, {"diem": "11"}])
    assert [error.path for error in found.errors] == ["mon-0-ten", "mon-1-ten", "mon-1-diem", "b", "a"]


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_evaluation_never_raises_and_only_keeps_what_is_visible(data: st.DataObject) -> None:
    definition = data.draw(definitions())
    form = rules.parse(definition)
    raw = data.draw(answers(definition))
    found = rules.evaluate(form, raw, today=TODAY)
    tops = {path.split("-")[0] for path in found.visible}
    assert set(found.values) <= tops
    assert all(error.path.split("-")[0] in tops and error.message for error in found.errors)
    assert "\\u0000" not in json.dumps(found.values)
    json.dumps(found.values, allow_nan=False).encode()
    rules.summary(form, found)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_clean_answers_are_a_fixed_point(data: st.DataObject) -> None:
    definition = data.draw(definitions())
    form = rules.parse(definition)
    first = rules.evaluate(form, data.draw(answers(definition)), today=TODAY)
    again = rules.evaluate(form, first.values, today=TODAY)
    computed = {field.key for section in form.sections for field in section.fields if field.compute}
    assert without_blank_groups(again.values, computed) == without_blank_groups(first.values, computed)


def without_blank_groups(values: dict[str, Any], computed: set[str]) -> dict[str, Any]:
    """A group whose only answers were wrong or hidden comes out blank, and a blank group is not a group.

    What was computed in it was typed by nobody, so a row of computed values alone is blank too.
    """
    return {
        key: [row for row in value if row.keys() - computed] if key.startswith("muc") else value
        for key, value in values.items()
    }


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_what_a_draft_stores_is_judged_as_what_was_typed(data: st.DataObject) -> None:
    definition = data.draw(definitions())
    form = rules.parse(definition)
    raw = data.draw(answers(definition))
    kept = rules.storable(raw)
    json.dumps(kept, allow_nan=False).encode()
    assert rules.evaluate(form, kept, today=TODAY).values == rules.evaluate(form, raw, today=TODAY).values


def test_a_chain_of_300_conditions_is_judged_in_one_pass() -> None:
    fields = [field("o0", "checkbox")]
    fields += [field(f"o{n}", when=f"o{n - 1} != null" if n > 1 else "o0") for n in range(1, 300)]
    form = parsed(*fields[::-1])  # the order of the form says nothing about the order of settling
    raw = {f"o{n}": "x" for n in range(300)} | {"o0": True}
    assert len(rules.evaluate(form, raw, today=TODAY).values) == 300
