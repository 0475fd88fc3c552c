"""Changing a draft of a form: whatever is done in whatever order, it stays readable and nothing loses its footing."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.operate.eforms import rules
from motcua.operate.eforms.rules import editing, uses
from motcua.operate.eforms.rules.refused import Refused
from motcua.operate.eforms.rules.shape import shape_problems
from motcua.operate.eforms.rules.tokens import Reference, loop_names, references, renamed
from motcua.operate.eforms.tests.samples import field, form, subjects
from motcua.operate.eforms.tests.strategies import definitions

LABELS = st.sampled_from(["Họ và tên", "Ngày sinh", "in", "size", "2 bản sao", "Đơn vị", "…", "o1_0"])


def school() -> dict[str, Any]:
    """A plain section, a repeated one, and questions that read both."""
    plain = {"key": "nguoi", "title": "Người nộp", "fields": [
        field("ho_ten", required=True),
        field("thay", "checkbox"),
        field("quan_he", when="thay", checks=[{"expr": 'quan_he != ho_ten', "message": "Phải khác họ tên."}]),
    ]}  # fmt: skip
    last = {"key": "het", "title": "Kết luận", "when": "size(mon) > 0", "fields": [
        field("tong", "number", compute="sum(mon.map(m, m.diem))"),
        field("loai", when='mon.exists(m, m.ten == "thay") || thay'),
    ]}  # fmt: skip
    data = form(
        sections=[plain, subjects(), last], cosign={"who": "Cha mẹ", "reason": "Chưa đủ tuổi", "section": "nguoi"}
    )
    assert rules.check_definition(data) == []
    return data


def done(outcome: editing.Edited) -> dict[str, Any]:
    assert not isinstance(outcome, Refused), outcome
    return outcome


def refused(outcome: editing.Edited) -> Refused:
    assert isinstance(outcome, Refused)
    return outcome


@st.composite
def steps(draw: st.DrawFn, data: dict[str, Any]) -> editing.Edited:
    """One operation with some of the keys there are, or with one that is not there."""
    section = draw(st.sampled_from([one["key"] for one in data["sections"]] + ["khong_co"]))
    key = draw(st.sampled_from([one["key"] for _, one in uses.fields(data)] + ["khong_co"]))
    position, label = draw(st.integers(-1, 5)), draw(LABELS)
    repeat = draw(st.sampled_from([None, {"min": 0, "max": 3, "item": "Dòng"}]))
    operations = [
        lambda: editing.add_section(data, {"title": label, "repeat": repeat}, after=section),
        lambda: editing.change_section(data, section, {"title": label, "repeat": repeat}),
        lambda: editing.move_section(data, section, position),
        lambda: editing.duplicate_section(data, section),
        lambda: editing.delete_section(data, section),
        lambda: editing.add_field(data, section, {"label": label, "type": "date"}, after=key),
        lambda: editing.change_field(data, key, {"label": label, "required": position > 2, "help": ""}),
        lambda: editing.move_field(data, key, section, position),
        lambda: editing.duplicate_field(data, key),
        lambda: editing.delete_field(data, key),
        lambda: editing.rename(data, key, editing.key_for(label, frozenset())),
        lambda: editing.rename(data, section, editing.key_for(label, uses.keys(data))),
    ]
    return draw(st.sampled_from(operations))()


@given(st.data())
def test_every_operation_keeps_the_definition_well_formed(draw: st.DataObject) -> None:
    data = draw.draw(definitions())
    broken = uses.unresolved(data)
    for _ in range(6):
        before = deepcopy(data)
        outcome = draw.draw(steps(data))
        assert data == before, "an operation never changes what it was given"
        if isinstance(outcome, Refused):
            assert outcome.message
            continue
        data = outcome
        keys = [one["key"] for one in data["sections"]] + [one["key"] for _, one in uses.fields(data)]
        assert len(keys) == len(set(keys))
        assert list(shape_problems(data)) == []
        assert uses.unresolved(data) == broken == frozenset()


@given(st.data())
def test_there_and_back_again_is_as_if_nothing_happened(draw: st.DataObject) -> None:
    data = draw.draw(definitions())
    home, one = draw.draw(st.sampled_from(list(uses.fields(data))))
    target = draw.draw(st.sampled_from(data["sections"]))["key"]
    moved = editing.move_field(data, one["key"], target, draw.draw(st.integers(0, 5)))
    if not isinstance(moved, Refused):
        assert editing.move_field(moved, one["key"], home["key"], home["fields"].index(one)) == data
    section = draw.draw(st.sampled_from(data["sections"]))
    away = done(editing.move_section(data, section["key"], draw.draw(st.integers(0, 5))))
    assert editing.move_section(away, section["key"], data["sections"].index(section)) == data


@given(st.data())
def test_a_key_renamed_and_renamed_back_reads_as_before(draw: st.DataObject) -> None:
    data = draw.draw(definitions())
    key = draw.draw(st.sampled_from(sorted(uses.keys(data))))
    there = done(editing.rename(data, key, "ten_moi"))
    assert not any(use.read.key == key or use.read.of == key for use in uses.uses(there))
    assert rules.check_definition(there) == []
    assert editing.rename(there, "ten_moi", key) == data


@given(st.data())
def test_a_copy_is_taken_out_without_a_trace(draw: st.DataObject) -> None:
    data = draw.draw(definitions())
    section = draw.draw(st.sampled_from(data["sections"]))
    double = done(editing.duplicate_section(data, section["key"]))
    assert rules.check_definition(double) == []
    copy = double["sections"][data["sections"].index(section) + 1]["key"]
    assert editing.delete_section(double, copy) == data


def test_a_question_others_depend_on_is_not_deleted_and_they_are_named() -> None:
    why = refused(editing.delete_field(school(), "thay"))
    assert "đang được dùng" in why.message
    assert [error.message for error in why.errors] == ["«Loai»: điều kiện hiện", "«Quan he»: điều kiện hiện"]


def test_a_column_that_is_summed_up_is_not_deleted() -> None:
    assert [error.path for error in refused(editing.delete_field(school(), "diem")).errors] == ["tong", "vi_sao"]
    data = done(editing.delete_field(done(editing.delete_field(school(), "vi_sao")), "tong"))
    done(editing.delete_field(data, "diem"))


def test_a_section_is_not_deleted_from_under_the_others() -> None:
    assert {error.path for error in refused(editing.delete_section(school(), "mon")).errors} == {"het", "loai", "tong"}
    assert {error.path for error in refused(editing.delete_section(school(), "nguoi")).errors} == {"loai", ""}
    assert refused(editing.delete_section(form(field("a")), "muc")).code == "last"
    assert "mon" not in uses.keys(done(editing.delete_section(done(editing.delete_section(school(), "het")), "mon")))


def test_a_question_goes_into_a_table_only_if_nobody_outside_reads_it() -> None:
    assert refused(editing.move_field(school(), "thay", "mon", 0)).code == "needed"
    moved = done(editing.move_field(school(), "loai", "nguoi", 0))
    assert moved["sections"][0]["fields"][0]["key"] == "loai"


def test_a_section_does_not_start_to_repeat_while_others_read_its_fields() -> None:
    why = refused(editing.change_section(school(), "nguoi", {"repeat": {"min": 1, "max": 3, "item": "Người"}}))
    assert {error.path for error in why.errors} == {"loai"}
    done(editing.change_section(school(), "nguoi", {"title": "Bạn là ai"}))


def test_a_renamed_key_is_followed_everywhere() -> None:
    data = done(editing.rename(done(editing.rename(school(), "thay", "lam_thay")), "diem", "diem_so"))
    data = done(editing.rename(done(editing.rename(data, "mon", "mon_thi")), "nguoi", "nguoi_nop"))
    assert data["sections"][2]["when"] == "size(mon_thi) > 0"
    total, kind = data["sections"][2]["fields"]
    assert total["compute"] == "sum(mon_thi.map(m, m.diem_so))"
    assert kind["when"] == 'mon_thi.exists(m, m.ten == "thay") || lam_thay'
    assert data["cosign"]["section"] == "nguoi_nop"
    assert rules.check_definition(data) == []


@pytest.mark.parametrize("key", ["in", "today", "size", "2a", "hai chữ", "", "ho_ten", "m"])
def test_a_key_that_would_confuse_is_refused(key: str) -> None:
    assert refused(editing.rename(school(), "thay", key)).code == "key"


def test_a_copied_section_stands_on_its_own() -> None:
    data = done(editing.duplicate_section(school(), "nguoi"))
    copy = data["sections"][1]
    assert copy["title"] == "Người nộp (bản sao)"
    assert copy["fields"][2]["when"] == "thay_2"
    assert copy["fields"][2]["checks"][0]["expr"] == "quan_he_2 != ho_ten_2"


def test_attributes_that_say_nothing_are_left_out() -> None:
    data = done(editing.change_field(school(), "ho_ten", {"required": False, "help": "", "decimals": 0, "note": "a"}))
    assert data["sections"][0]["fields"][0] == {**field("ho_ten"), "note": "a"}


@pytest.mark.parametrize(
    ("label", "key"),
    [("Ngày sinh", "ngay_sinh"), ("2 bản sao", "o_2_ban_sao"), ("in", "in_2"), ("…", "o"), ("Họ tên", "ho_ten_2")],
)
def test_keys_are_made_from_labels(label: str, key: str) -> None:
    assert editing.key_for(label, frozenset({"ho_ten"})) == key


def test_an_unfinished_condition_is_read_as_far_as_it_goes() -> None:
    assert references("(a && ") == {Reference("a")}
    assert references('mon.filter(m, m.x > b).map(k, k.y) + "c" + d.size()') == {
        Reference("mon"), Reference("x", "mon"), Reference("b"), Reference("y", "mon"), Reference("d"),
    }  # fmt: skip
    assert loop_names("mon.filter(m, m.x > b).map(k, k.y)") == {"m", "k"}
    assert references("mon[0].x == 1") == {Reference("mon"), Reference("x", "mon")}
    assert renamed('a == "a" && a.size() > b.a', Reference("a"), "z") == 'z == "a" && z.size() > b.a'


@given(st.text(alphabet="ab.()[]m\"'\\ &|!,map", max_size=50))
def test_any_text_can_be_read_and_renamed(source: str) -> None:
    for reference in references(source):
        renamed(source, reference, "x")
    assert renamed(source, Reference("khong"), "x") == source
