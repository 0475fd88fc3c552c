"""What goes out comes in again: properties of the three shapes, and readers that no bytes can break."""

import io
import json
from dataclasses import replace
from typing import get_args

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from motcua.operate.catalogue import rules
from motcua.operate.catalogue.formats import BadFile, Entry, open_file, portal, sheets, whole
from motcua.operate.catalogue.formats.sheets import layout
from motcua.operate.catalogue.formats.sheets.cells import MOST_LETTERS
from motcua.operate.catalogue.rules import content as c
from motcua.operate.catalogue.tests.strategies import CODES, CONTENTS, TEXT, entries, every_field, histories

CODE_LISTS = portal.Codes.from_json(
    json.loads((settings.DATA_DIR / "catalogue" / "lay-thu-tuc.json").read_text(encoding="utf-8"))
)
STARTER = json.loads((settings.DATA_DIR / "catalogue" / "procedures.json").read_text(encoding="utf-8"))["procedures"]
fewer = hypothesis_settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def unique(items):
    return list({item.code: item for item in items}.values())


def starter():
    """The newest text of each procedure of the starter."""
    rows = sorted(STARTER, key=lambda row: rules.era_order(row["era"]))
    return unique(
        Entry(row["code"], rules.ProcedureContent.from_json(row["content"]), era=row["era"], completeness="full")
        for row in rows
    )


@fewer
@given(st.lists(histories(), min_size=1, max_size=3).map(unique))
def test_json_carries_every_text_and_is_always_the_same_bytes(histories):
    data = whole.dump(histories)
    items = whole.read(open_file(data).value)
    assert [item.wrong for item in items if item.wrong] == []
    assert {item.value.code: item.value for item in items} == {history.code: history for history in histories}
    assert whole.dump([item.value for item in reversed(items)]) == data


@fewer
@given(CONTENTS)
def test_a_part_that_is_null_and_one_known_to_be_empty_differ_in_json(content):
    pruned = whole.prune(content)
    assert rules.ProcedureContent.from_json(json.loads(json.dumps(pruned))) == content


@fewer
@given(st.lists(entries(), min_size=1, max_size=3).map(unique))
def test_the_workbook_carries_every_text_and_is_always_the_same_bytes(given_entries):
    data = sheets.dump(given_entries)
    items = sheets.read(data).items
    assert [list(map(str, item.wrong)) for item in items if item.wrong] == []
    expected = {entry.code: without_empty_publication(entry) for entry in given_entries}
    assert {item.id: item.value for item in items} == expected
    assert sheets.dump([item.value for item in items]) == data


def without_empty_publication(entry):
    """A publication that says nothing is the one thing the workbook shows as null."""
    if entry.content.publication == c.Publication():
        return replace(entry, content=replace(entry.content, publication=None))
    return entry


def test_a_text_longer_than_a_cell_goes_to_a_sheet_of_its_own_and_comes_back():
    long = "Nội dung dài. " * MOST_LETTERS + "\U0001f393" * 20_000
    content = rules.ProcedureContent("Thủ tục", steps=(c.Step(long), c.Step("ngắn")), scope_note=long[:40_000].strip())
    entry = Entry("1.000001", content, era="2026", completeness="full")
    assert sheets.read(sheets.dump([entry])).items[0].value == entry


def test_every_field_of_the_content_has_its_column():
    named = {column.path.removeprefix("content.") for column in layout.MAIN.columns}
    parts = {sheet.part: sheet for sheet in layout.PARTS}
    nested = {"time_limit": c.TimeLimit, "publication": c.Publication}
    for name in every_field(rules.ProcedureContent) - set(parts):
        expected = {f"{name}.{key}" for key in every_field(nested[name])} if name in nested else {name}
        assert expected <= named, name
    things = {"steps": c.Step, "channels": c.Channel, "components": c.Component, "agencies": c.AgencyPart,
              "results": c.Result, "fees": c.Fee, "forms": c.FormRef, "legal_bases": c.LegalBasis}  # fmt: skip
    for part, cls in things.items():
        own = {column.path.split(".")[0] for column in parts[part].columns} - {""}
        assert own == every_field(cls) - {"fees"}, part


def test_every_word_of_a_closed_list_has_its_vietnamese():
    hints = {"content.kind": c.Kind, "content.competent": c.Competent, "content.levels": c.Level,
             "content.internal_scope": c.InternalScope, "content.time_limit.unit": c.TimeUnit}  # fmt: skip
    columns = {column.path: column for column in layout.MAIN.columns}
    for path, hint in hints.items():
        assert set(columns[path].words) == set(get_args(hint))
    for sheet, path, hint in (
        (layout.CHANNELS, "kind", c.ChannelKind), (layout.FEES, "kind", c.FeeKind),
        (layout.AGENCIES, "role", c.AgencyRole), (layout.COMPONENTS, "held_by", c.HeldBy),
    ):  # fmt: skip
        words = next(column.words for column in sheet.columns if column.path == path)
        assert set(words) == set(get_args(hint))
        assert len({word.casefold() for word in words.values()}) == len(words)


@hypothesis_settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(CODES, CONTENTS, st.booleans())
def test_what_the_portal_shape_says_it_says_again(code, content, repealed):
    said = portal.project(Entry(code, content, repealed=repealed), CODE_LISTS)
    read = portal.read(json.loads(portal.dump([Entry(code, content, repealed=repealed)], CODE_LISTS)), CODE_LISTS)
    if not said["TENTTHC"]:  # a name of invisible letters only: no procedure to the portal
        assert read.items[0].wrong
        return
    assert read.ignored == ()
    assert portal.project(read.items[0].value, CODE_LISTS) == said


@fewer
@given(CONTENTS, CONTENTS)
def test_a_changed_record_of_the_portal_laid_over_our_text_says_what_the_record_says(held, other):
    incoming = Entry("1.000001", other)
    said = portal.project(incoming, CODE_LISTS)
    if not said["TENTTHC"]:
        return
    read = portal.read_one(said, CODE_LISTS)
    merged = portal.merge(read, held, CODE_LISTS)
    assert portal.project(replace(read, content=merged), CODE_LISTS) == said
    assert merged.sets == held.sets


def test_a_record_that_differs_in_one_part_keeps_everything_else_of_our_text():
    held = starter()[0].content
    held = replace(held, components=(c.Component("TP1", "Đơn", digitise=True, clause="khoản 1 Điều 5"),), sets=1)
    incoming = portal.read_one(portal.project(Entry("1.000001", held), CODE_LISTS), CODE_LISTS)
    changed = replace(incoming, content=replace(incoming.content, conditions=("Đủ 18 tuổi",)))
    assert portal.merge(changed, held, CODE_LISTS) == replace(held, conditions=("Đủ 18 tuổi",))


def test_the_starter_goes_through_all_shapes():
    given_entries = starter()
    assert len(given_entries) == 45
    data = sheets.dump(given_entries)
    assert [item.value for item in sheets.read(data).items] == sorted(given_entries, key=lambda entry: entry.code)
    answer = portal.dump(given_entries, CODE_LISTS)
    read = portal.read(json.loads(answer), CODE_LISTS)
    assert portal.dump([item.value for item in read.items], CODE_LISTS) == answer


# The example of the portal's shape, with values of its kind.
ANSWER = {
    "ID": "112233", "MATTHC": "1.009999", "TENTTHC": "Thủ tục ví dụ", "LOAITTHC": "0", "TRANGTHAI": "1",
    "MACOQUANCONGBO": "000.00.00.G03", "IDQUYETDINHCONGBO": "445566",
    "LINHVUCTHUCHIEN": [{"MALINHVUC": "G03-GD10", "TENLINHVUC": "Giáo dục Trung học"}],
    "CAPTHUCHIEN": [{"CAPTHUCHIEN": "1", "MOTACOQUANTHUCHIEN": "Sở Giáo dục và Đào tạo", "DIACHITIEPNHAN": "Số 1"}],
    "TRINHTUTHUCHIEN": [{"TRUONGHOP": "", "TRINHTU": [{"TENTRINHTU": "Bước 1"}]}],
    "CACHTHUCTHUCHIEN": [{"KENH": "2", "THOIGIAN": [{"THOIGIANGIAIQUYET": "05", "DONVITINH": "Ngày làm việc",
        "MOTA": "", "PHILEPHI": [{"MAPHILEPHI": "PL01", "SOTIEN": "0", "DONVI": "Đồng", "MOTA": ""}]}]}],
    "THANHPHANHOSO": [{"TRUONGHOP": "", "GIAYTO": [{"MAGIAYTO": "KQ.G03.000001", "TENGIAYTO": "Đơn",
        "SOBANCHINH": "1", "SOBANSAO": "0", "TENMAUDON": "Mau01.docx", "URL": "https://example.vn/1"}]}],
    "YEUCAU": "Không", "DOITUONGTHUCHIEN": [{"TENDOITUONG": "Công dân Việt Nam"}],
    "KETQUATHUCHIEN": [{"MAKETQUA": "KQ.G03.000123", "TENKETQUA": "Quyết định"}],
    "CANCUPHAPLY": [{"SOVANBAN": "00/2024/TT-XX", "TENVANBAN": "Thông tư"}],
    "COQUANTHUCHIEN": [{"MADONVI": "000.00.14.H99", "TENDONVI": "Sở GD&ĐT"}],
}  # fmt: skip


def test_an_answer_of_the_portal_is_read_with_its_codes_and_given_back_as_it_was():
    entry = portal.read_one(ANSWER, CODE_LISTS)
    content = entry.content
    assert content.channels[0].limit == c.TimeLimit(5, "working_day", "")
    assert content.channels[0].fees == (c.Fee("fee", 0, code="PL01"),)
    assert (content.components[0].code, content.components[0].originals) == ("KQ.G03.000001", 1)
    assert content.forms[0] == c.FormRef("Mau01.docx", "KQ.G03.000001", "https://example.vn/1")
    assert content.results[0].code == "KQ.G03.000123"
    assert content.conditions == ()
    assert content.competent == "department"
    assert portal.project(entry, CODE_LISTS) == ANSWER


@pytest.mark.parametrize(
    ("unit", "limit"),
    [("ngày làm việc", "working_day"), ("NGAY", "day"), ("Giờ", "working_hour"), ("tháng", "month"), ("Phút", None)],
)
def test_units_of_time_are_understood_as_offices_write_them(unit, limit):
    answer = json.loads(json.dumps(ANSWER))
    answer["CACHTHUCTHUCHIEN"][0]["THOIGIAN"][0]["DONVITINH"] = unit
    channel = portal.read_one(answer, CODE_LISTS).content.channels[0]
    assert (channel.limit.unit if channel.limit else None) == limit
    assert channel.limit_text == (None if limit else "05 Phút")


def test_a_paper_asked_for_in_two_cases_keeps_its_national_code():
    papers = [{"MAGIAYTO": "KQ.1", "TENGIAYTO": name, "SOBANCHINH": 1, "SOBANSAO": None} for name in ("Bản A", "Bản B")]
    answer = {**ANSWER, "THANHPHANHOSO": [{"TRUONGHOP": str(n), "GIAYTO": [paper]} for n, paper in enumerate(papers)]}
    entry = portal.read_one(answer, CODE_LISTS)
    assert [part.code for part in entry.content.components] == ["KQ.1", "KQ.1~2"]
    again = portal.project(entry, CODE_LISTS)["THANHPHANHOSO"]
    assert [group["GIAYTO"][0]["MAGIAYTO"] for group in again] == ["KQ.1", "KQ.1"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"MATTHC": "a b"}, "MATTHC: mã chỉ gồm"),
        ({"TENTTHC": ""}, "thiếu tên"),
        ({"TRANGTHAI": "7"}, "TRANGTHAI: không hiểu '7'"),
        ({"CAPTHUCHIEN": [{"CAPTHUCHIEN": "9"}]}, "CAPTHUCHIEN[0].CAPTHUCHIEN: không hiểu"),
        ({"CACHTHUCTHUCHIEN": [{"KENH": "8"}]}, "CACHTHUCTHUCHIEN[0].KENH"),
        ({"THANHPHANHOSO": [{"GIAYTO": [{"TENGIAYTO": "Đơn", "SOBANCHINH": "hai"}]}]}, "SOBANCHINH: không phải số"),
        ({"YEUCAU": 5}, "YEUCAU: phải là chữ"),
        ({"KETQUATHUCHIEN": "x"}, "KETQUATHUCHIEN: phải là một danh sách"),
    ],
)
def test_a_wrong_record_of_the_portal_is_refused_with_its_place_and_stops_no_other(change, said):
    wrong, right = {**ANSWER, **change}, {**ANSWER, "MATTHC": "1.000001"}
    read = portal.read({"error_code": 0, "result": [wrong, right]}, CODE_LISTS)
    assert said in str(read.items[0].wrong[0])
    assert "result[0]" in str(read.items[0].wrong[0])
    assert read.items[1].value is not None


def test_keys_without_a_place_are_named_with_how_often_they_came():
    read = portal.read({"error_code": "0", "result": [{**ANSWER, "TUKHOA": "học bạ", "MOTA": ""}]}, CODE_LISTS)
    assert read.ignored == ("TUKHOA (1)",)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT | st.sampled_from([*ANSWER]), inner, max_size=5),
    max_leaves=12,
)


def read_any(data):
    """Whatever the shape: read it as the product does."""
    opened = open_file(data)
    if opened.shape == "xlsx":
        return sheets.read(data)
    if opened.shape == "json":
        return whole.read(opened.value)
    if opened.shape == "lay-thu-tuc":
        return portal.read(opened.value, CODE_LISTS)
    return [rules.from_source_record(record) for record in opened.value]


@hypothesis_settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | TEXT.map(str.encode) | VALUES.map(json.dumps).map(str.encode))
def test_no_bytes_break_a_reader(data):
    try:
        read_any(data)
    except BadFile as error:
        assert str(error)  # noqa: PT017 - either an answer or words


@hypothesis_settings(max_examples=300, deadline=None)
@given(VALUES, st.sampled_from(list(ANSWER)), VALUES)
def test_no_json_of_a_known_shape_breaks_its_reader(value, key, other):
    for shaped in (
        {"error_code": "0", "result": [{**ANSWER, key: other}, value]},
        {"format": whole.FORMAT, "procedures": [value, {"code": "1.1", "versions": [value]}]},
        {"procedures": [value, other]},
    ):
        try:
            read_any(json.dumps(shaped).encode())
        except BadFile as error:
            assert str(error)  # noqa: PT017


@fewer
@given(st.data())
def test_no_damage_to_a_workbook_breaks_its_reader(data):
    good = bytearray(workbook())
    for _ in range(data.draw(st.integers(1, 20))):
        good[data.draw(st.integers(2, len(good) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(4, len(good)))
    for damaged in (bytes(good), bytes(good[:cut])):
        try:
            sheets.read(damaged)
        except BadFile as error:
            assert str(error)  # noqa: PT017


def workbook():
    return sheets.dump([Entry("1.000001", rules.ProcedureContent("Thủ tục"), era="2026", completeness="full")])


def test_the_workbook_of_nothing_has_its_headings_only():
    assert io.BytesIO(sheets.dump([])).getbuffer().nbytes
    with pytest.raises(BadFile, match="không có thủ tục nào"):
        sheets.read(sheets.dump([]))
