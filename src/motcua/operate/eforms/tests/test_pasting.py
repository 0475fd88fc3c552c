"""A table pasted from a spreadsheet: what is understood, what is told, and that nothing typed ever breaks it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.operate.eforms import rules
from motcua.operate.eforms.filling.cells import day_text
from motcua.operate.eforms.filling.pasting import Pasted, read_paste, write_paste
from motcua.operate.eforms.rules.values import clean_value
from motcua.operate.eforms.tests.samples import field, parsed

TODAY = date(2024, 3, 5)
ROWS = {
    "key": "hoc_sinh",
    "title": "Danh sách học sinh",
    "repeat": {"min": 1, "max": 40, "item": "Học sinh"},
    "fields": [
        field("stt", "number", label="STT", compute="row"),
        field("ho_ten", label="1. Họ và tên học sinh", required=True),
        field("ngay_sinh", "date", label="Ngày sinh (ngày/tháng/năm)", required=True),
        field(
            "gioi",
            "choice",
            label="Giới tính",
            options=[{"value": "F", "label": "Nữ"}, {"value": "M", "label": "Nam"}],
        ),
        field("diem", "number", label="Điểm", decimals=2, min=0, max=10),
        field("can_cuoc", "identity", label="Số căn cước"),
        field("uu_tien", "checkbox", label="Ưu tiên"),
        field(
            "mon",
            "multi",
            label="Môn",
            options=[{"value": "t", "label": "Toán"}, {"value": "v", "label": "Văn, tiếng Việt"}],
        ),
        field("ghi_chu", "long_text", label="Ghi chú"),
    ],
}
SECTION = parsed(sections=[ROWS]).sections[0]


def read(text: str, room: int = 40) -> Pasted:
    return read_paste(SECTION, text, today=TODAY, room=room)


def test_a_table_with_a_header_is_understood_in_any_order_of_columns():
    found = read(
        "Ngày sinh\tHọ và tên\tGiới\tGhi chú\n2/3/2010\tTrần Thị Mơ\tnữ\t\n15-12-2009\tLê Văn Tám\tNAM\thoãn\n"
    )
    assert found.header
    assert found.columns == ("Ngày sinh (ngày/tháng/năm)", "1. Họ và tên học sinh", "Giới tính", "Ghi chú")
    assert found.unknown == ()
    found = read(
        "STT\tHọ và tên học sinh\tNgày sinh\tGiới tính\n1\tTrần Thị Mơ\t2/3/2010\tnữ\n2\tLê Tám\t15-12-2009\tNAM"
    )
    assert found.unknown == ()
    assert found.answers == (
        {"ho_ten": "Trần Thị Mơ", "ngay_sinh": "2/3/2010", "gioi": "F"},
        {"ho_ten": "Lê Tám", "ngay_sinh": "15/12/2009", "gioi": "M"},
    )
    assert found.lines[0] == ("Trần Thị Mơ", "02/03/2010", "Nữ")
    assert found.troubles == ()


def test_a_row_of_answers_is_not_taken_for_a_header():
    found = read("Nam\t1/1/2010\n")
    assert not found.header
    assert found.answers[0]["ho_ten"] == "Nam"


def test_without_a_header_columns_stand_in_the_order_of_the_form():
    found = read("Trần Thị Mơ\t2/3/2010\tNữ\t8,5\n")
    assert not found.header
    assert found.answers == ({"ho_ten": "Trần Thị Mơ", "ngay_sinh": "2/3/2010", "gioi": "F", "diem": "8,5"},)
    numbered = read("\n".join(f"{n}\tEm {n}\t1/1/2010\tNam\t9\t\tx\tToán\tghi" for n in (1, 2)))
    assert numbered.answers[1]["ho_ten"] == "Em 2"
    assert numbered.unknown == ()


def test_quotes_keep_tabs_lines_and_quotation_marks_together():
    found = read('Họ và tên học sinh\tGhi chú\n"Mơ ""bé"""\t"dòng một\ndòng hai\tbên cạnh"\n')
    assert found.answers == ({"ho_ten": 'Mơ "bé"', "ghi_chu": "dòng một\ndòng hai bên cạnh"},)
    loose = read('Họ và tên học sinh\tĐiểm\n"Mơ\t8\n')
    assert loose.answers == ({"ho_ten": '"Mơ', "diem": "8"},)


def test_wrong_cells_are_told_by_row_and_column_and_kept():
    found = read("Họ và tên học sinh\tNgày sinh\tĐiểm\tƯu tiên\n\t31/2/2010\tmười\tcó lẽ\nLê Tám\t1/1/2010\t11\tx\n")
    assert [(one.row, one.column) for one in found.troubles] == [
        (1, "1. Họ và tên học sinh"),
        (1, "Ngày sinh (ngày/tháng/năm)"),
        (1, "Điểm"),
        (1, "Ưu tiên"),
        (2, "Điểm"),
    ]
    assert found.answers[0]["diem"] == "mười"
    assert found.answers[1]["uu_tien"] is True


def test_more_rows_than_the_group_takes_are_counted_not_lost_silently():
    found = read("\n".join(f"Em {number}\t1/1/2010" for number in range(50)), room=40)
    assert len(found.answers) == 40
    assert found.left_over == 10


@pytest.mark.parametrize("text", ["", "   ", "\n\n\t\t\n", "\x00"])
def test_nothing_pasted_is_no_rows(text):
    assert read(text).answers == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("6/2/2024", "6/2/2024"),
        ("06-02-2024", "6/2/2024"),
        ("6.2.2024", "6/2/2024"),
        ("6 2 2024", "6/2/2024"),
        ("2024-02-06", "6/2/2024"),
        ("2024/02/06", "6/2/2024"),
        ("2024-02-06 00:00:00", "6/2/2024"),
        ("06/02/2024 00:00", "6/2/2024"),
        ("ngày 06 tháng 02 năm 2024", "6/2/2024"),
        ("6/2/24", "6/2/2024"),
        ("6/2/85", "6/2/1985"),
        ("45328", "6/2/2024"),
        ("mùng 6", "mùng 6"),
        ("", ""),
    ],
)
def test_dates_of_many_styles(typed, meant):
    assert day_text(typed, TODAY) == meant


def test_a_number_of_either_manner_and_a_lost_zero():
    found = read("Điểm\tSố căn cước\tMôn\n1,234.5\t56300000011\tVăn, tiếng Việt; Toán\n").answers[0]
    assert found["diem"] == "1234,5"
    assert found["can_cuoc"] == "056300000011"
    assert found["mon"] == ["v", "t"]


texts = st.text(max_size=40)
cell_text = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)
rows = st.lists(
    st.fixed_dictionaries(
        {
            "ho_ten": cell_text,
            "ngay_sinh": st.dates(date(1900, 1, 1), date(2024, 3, 5)).map(lambda day: day.isoformat()),
            "gioi": st.sampled_from(["F", "M", ""]),
            "diem": st.sampled_from(["", "8,25", "10", "0"]),
            "can_cuoc": st.just("056300000011"),
            "uu_tien": st.sampled_from([True, ""]),
            "mon": st.lists(st.sampled_from(["t", "v"]), unique=True, max_size=2).map(sorted),
            "ghi_chu": cell_text,
        }
    ),
    max_size=12,
)


@given(rows)
def test_what_is_written_as_a_table_and_pasted_back_is_the_same(answers: list[dict[str, Any]]):
    found = read(write_paste(SECTION, answers))
    assert found.left_over == 0
    assert len(found.answers) == len(answers)
    for before, after in zip(answers, found.answers, strict=True):
        for one in SECTION.fields:
            if one.typed:
                was = clean_value(one, before[one.key], TODAY)
                assert clean_value(one, after[one.key], TODAY) == was, one.key


@given(st.one_of(texts, st.lists(st.lists(texts, max_size=5), max_size=5).map(lambda t: "\n".join(map("\t".join, t)))))
def test_no_text_breaks_the_reading(text):
    found = read(text, room=3)
    assert len(found.answers) <= 3
    kept = rules.storable([dict(row) for row in found.answers])
    judged = rules.evaluate(parsed(sections=[ROWS]), {"hoc_sinh": kept}, today=TODAY)
    assert len(judged.values["hoc_sinh"]) <= 3 or not kept
