"""Reading collected records: facts taken, guesses refused, problems named with their place."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.operate.catalogue import rules
from motcua.operate.catalogue.tests.building import source_record


def taken(**changes):
    found = rules.from_source_record(source_record(**changes))
    assert isinstance(found, rules.Taken), found
    return found


def refused(record):
    found = rules.from_source_record(record)
    assert isinstance(found, rules.Refused), found
    return found.reason


def limit_of(note=None, text="1 ngày", value=1, unit="ngay", **changes):
    way = {"method": "truc_tiep", "time_value": value, "time_unit": unit, "time_text": text, "note": note}
    return taken(submission=[way], **changes).content.time_limit


def test_the_longest_limit_of_the_channels_is_the_limit_of_the_procedure():
    content = taken().content
    assert content.time_limit == rules.TimeLimit(3, "working_day", "3 ngày làm việc", "ngày nhận đủ hồ sơ hợp lệ")
    assert [channel.limit.value for channel in content.channels] == [1, 3]


def test_components_without_a_code_are_numbered_and_forms_point_at_them():
    content = taken().content
    assert [part.code for part in content.components] == ["TP1", "TP2"]
    assert content.components[1].originals is None
    assert content.components[1].copies == 1
    assert content.forms == (rules.FormRef("PL4.doc", "TP1"),)
    assert all(part.digitise is None for part in content.components)


def test_what_was_cut_at_a_comma_is_put_together():
    assert taken().content.subjects == ("Tổ chức (không bao gồm doanh nghiệp, HTX)", "Công dân Việt Nam")


def test_an_agency_loses_the_name_of_the_place_whose_page_was_read_but_the_source_keeps_it():
    found = taken()
    assert [part.name for part in found.content.agencies] == ["Sở Giáo dục và Đào tạo", "Cơ sở giáo dục"]
    assert found.source["implementing_agency"] == "Sở Giáo dục và Đào tạo tỉnh Mẫu, Cơ sở giáo dục"
    kept = taken(implementing_agency="Chủ tịch ủy ban nhân dân cấp tỉnh; Trường Mẫu - Bộ Giáo dục và Đào tạo")
    assert [part.name for part in kept.content.agencies] == [
        "Chủ tịch ủy ban nhân dân cấp tỉnh",
        "Trường Mẫu - Bộ Giáo dục và Đào tạo",
    ]


def test_document_numbers_are_told_from_the_words_around_them():
    assert taken().content.legal_bases[0].number == "10/2026/TT-BGDĐT"


def test_empty_lists_are_no_data_and_khong_is_free():
    assert taken(documents=[], steps=[]).content.components is None
    assert taken().content.fees is None
    assert taken(fee_text="Không").content.fees == ()
    assert taken(fees=[{"kind": "phi", "amount": 0}]).content.fees == (rules.Fee("fee", 0),)


def test_a_number_typed_beside_khong_quy_dinh_is_no_limit():
    assert limit_of(note="Không quy định") is None
    assert limit_of(note="Chưa có quy định cụ thể") is None
    assert limit_of(note="Nộp tại Sở") is not None


def test_a_note_with_another_limit_makes_it_uncertain():
    assert limit_of(value=7, text="7 ngày", note="07 ngày làm việc") is None
    assert limit_of(value=7, text="7 ngày", note="07 ngày").value == 7


def test_a_limit_is_read_from_its_words_only_when_they_say_nothing_else():
    assert limit_of(value=None, unit=None, text="05 ngày làm việc").value == 5
    assert limit_of(value=None, unit=None, text="1") is None
    assert limit_of(value=None, unit=None, text="Ngay trong ngày") is None
    assert limit_of(value=9_999, unit="thang", text="9999 tháng") is None


def test_a_limit_that_starts_after_the_closing_day_promises_no_date_on_filing():
    note = "15 ngày kể từ ngày hết hạn nhận đơn phúc khảo"
    assert not rules.counts_from_receipt(limit_of(value=15, text="15 ngày", note=note))
    step = "Trong vòng 07 ngày kể từ ngày công bố kết quả thi, Giám đốc Sở duyệt"
    found = limit_of(value=7, text="7 ngày", steps=[step])
    assert found.start_text == "ngày công bố kết quả thi"
    assert not rules.counts_from_receipt(found)
    assert rules.counts_from_receipt(taken().content.time_limit)


def test_what_is_left_unsaid_is_listed():
    nulls = taken(code=None, id="NA-024@2018-2024", field=None).nulls
    assert {"code", "field", "online_level", "sets", "fees", "conditions"} <= set(nulls)


def test_an_abolished_code_without_a_name_is_told_apart():
    found = rules.from_source_record(source_record(name=None, status="bi_bai_bo"))
    assert found == rules.Abolished("3.000465", "2026", "985/QĐ-BGDĐT")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": None}, "name: thiếu tên"),
        ({"name": 5}, "name: phải là chữ"),
        ({"name": "a\ud800"}, "name: có ký tự hỏng"),
        ({"name": "x" * 1001}, "name: dài hơn"),
        ({"id": None}, "id: phải có dạng"),
        ({"id": "3.000465"}, "id: phải có dạng"),
        ({"id": "../etc@2026"}, "id: mã chỉ gồm"),
        ({"id": "3.000465@mai"}, "id: không hiểu thời kỳ"),
        ({"code": "1.000001"}, "code: khác"),
        ({"status": "lạ"}, "status: không hiểu"),
        ({"level": "tinh"}, "level: phải là một danh sách"),
        ({"level": ["sao"]}, "level: không hiểu"),
        ({"completeness": "half"}, "completeness: không hiểu"),
        ({"documents": ["x"]}, "documents[0]: phải là một đối tượng"),
        ({"documents": [{"name": ""}]}, "documents[0].name: thiếu tên"),
        ({"documents": [{"name": "a", "originals": -1}]}, "documents[0].originals: phải là số"),
        ({"submission": [{"method": "fax"}]}, "submission[0].method: không hiểu"),
        ({"submission": [{}]}, "submission: một cách thức"),
        ({"fees": [{"kind": "phi", "amount": 10**15}]}, "fees[0].amount: phải là số"),
        ({"for_department": "có"}, "for_department: phải là true"),
    ],
)
def test_a_wrong_record_is_refused_with_place_and_reason(change, reason):
    assert refused(source_record(**change)).startswith(reason)


def test_what_is_no_record_is_refused():
    for thing in (None, 3, "x", [], [{}]):
        assert refused(thing).startswith("bản ghi: phải là")


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted(source_record())), junk)
def test_no_record_is_a_surprise(key, value):
    """Whatever stands under a key, the record is taken, abolishes or is refused; what is taken is sound."""
    found = rules.from_source_record({**source_record(), key: value})
    if isinstance(found, rules.Taken):
        assert rules.ProcedureContent.from_json(json.loads(json.dumps(found.content.to_json()))) == found.content
