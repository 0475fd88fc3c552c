"""Small rules of reading: marks, dates, percentages, units, documents, likeness of items."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.steer.plans.rules import amounts, deadlines, documents, markers, owners
from motcua.steer.plans.rules.completing import Refusal, judge
from motcua.steer.plans.rules.matching import Fresh, Known, match
from motcua.steer.plans.rules.standing import pair, reached, target_words


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("trước tháng 6/2024", date(2024, 5, 31)),
        ("hoàn thành trong tháng 9 năm 2024", date(2024, 9, 30)),
        ("Trong năm 2024", date(2024, 12, 31)),
        ("trong quý III năm 2024", date(2024, 9, 30)),
        ("trong quý 4/2024", date(2024, 12, 31)),
        ("trước ngày 30/6/2024", date(2024, 6, 29)),
        ("chậm nhất ngày 30/6/2024", date(2024, 6, 30)),
        ("trước ngày 15 tháng 3 năm 2024", date(2024, 3, 14)),
        ("đến hết năm 2025", date(2025, 12, 31)),
        ("trong tháng 12/2024", date(2024, 12, 31)),
    ],
)
def test_a_deadline_in_words_has_a_last_day(text: str, last_day: date):
    assert [due.last_day for due in deadlines.dues(text)] == [last_day]


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 421/QĐ-UBND ngày 06/02/2024 của UBND tỉnh",
        "giai đoạn 2022 - 2025, tầm nhìn đến năm 2030",
        "cung cấp trên Cổng dịch vụ công Quốc gia năm 2024.",
        "trước tháng 13/2024",
        "trong năm học mới",
    ],
)
def test_the_day_of_a_document_or_an_impossible_one_is_no_deadline(text: str):
    assert deadlines.dues(text) == []


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_before_a_day_is_the_day_before_and_on_it_is_the_day(day: date):
    words = f"{day:%d/%m/%Y}"
    assert deadlines.dues(f"trước ngày {words}")[0].before == day
    assert deadlines.dues(f"chậm nhất ngày {words}")[0].last_day == day


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Định kỳ hàng tháng công khai", "hang_thang"),
        ("báo cáo hằng quý", "hang_quy"),
        ("Phải thường xuyên rà soát", "thuong_xuyen"),
        ("Giáo dục Thường xuyên - Chuyên nghiệp", None),
        ("Rà soát một lần", None),
    ],
)
def test_repeated_work_is_told_from_single_work(text: str, key: str | None):
    found = deadlines.recurrence(text)
    assert (found[1] if found else None) == key


@pytest.mark.parametrize(
    ("text", "kind", "value", "rest"),
    [
        ("1. Mục đích", "number", 1, "Mục đích"),
        ("(12) Việc", "number", 12, "Việc"),
        ("2) Việc", "number", 2, "Việc"),
        ("đ) Chấn chỉnh", "letter", 5, "Chấn chỉnh"),
        ("e. Việc", "letter", 6, "Việc"),
        ("– Bảo đảm", "bullet", 0, "Bảo đảm"),
        ("* Việc", "bullet", 0, "Việc"),
    ],
)
def test_marks_are_read_in_every_usual_way(text: str, kind: str, value: int, rest: str):
    marker = markers.read_marker(text)
    assert marker is not None
    assert (marker.kind, marker.value, marker.rest) == (kind, value, rest)


@pytest.mark.parametrize(
    "text", ["06/02/2024 của UBND", "01/NQ-CP ngày", "1.000.000 đồng", "20% thủ tục", "(1 việc", "năm 2024", "w) x"]
)
def test_dates_amounts_and_document_numbers_are_no_marks(text: str):
    assert markers.read_marker(text) is None


@given(st.integers(1, 15))
def test_roman_numerals_go_there_and_back(value: int):
    assert markers.roman_value(markers.roman(value)) == value


@pytest.mark.parametrize(
    ("text", "operator", "value"),
    [
        ("Tối thiểu 80%", ">=", 80),
        ("100%", "=", 100),
        ("Từ 85,5% trở lên", ">=", 85.5),
        ("Không quá 5 %", "<=", 5),
        ("Trên 90%", ">", 90),
        ("dưới 3%", "<", 3),
        ("≥ 45%", ">=", 45),
    ],
)
def test_a_target_is_an_operator_and_a_number(text: str, operator: str, value: float):
    target = amounts.read_target(text, "x")
    assert target is not None
    assert (target.operator, target.value) == (operator, value)


@pytest.mark.parametrize("text", ["", "Càng cao càng tốt", "120%", "50% hoặc 60%"])
def test_what_is_no_single_percentage_is_no_target(text: str):
    assert amounts.read_target(text, "x") is None


def test_units_of_a_cell_lead_or_help():
    cell = "- Đơn vị chủ trì: Văn phòng Sở, Thanh tra Sở - Đơn vị phối hợp: Các phòng thuộc Sở"
    assert owners.from_cell(cell) == (("Văn phòng Sở", "Thanh tra Sở"), ("Các phòng thuộc Sở",))
    assert owners.from_cell("Các phòng thuộc Sở") == (("Các phòng thuộc Sở",), ())


def test_a_document_is_known_by_number_kind_day_and_issuer():
    found = documents.mentions(["theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về cơ chế một cửa"])
    assert [(row.number, row.kind, row.date, row.issuer) for row in found] == [
        ("61/2018/NĐ-CP", "Nghị định", date(2018, 4, 23), "Chính phủ")
    ]


def test_reached_is_judged_before_rounding():
    assert reached(">=", 80, 7999, 10000) is False
    assert reached("=", 100, 9999, 10000) is False
    assert reached("<=", 5, 5, 100) is True
    assert reached(">=", 80, None, 10) is None
    assert reached(">=", 80, 0, 0) is None
    assert target_words(">=", 85.5, "%") == "tối thiểu 85,5 %"


def test_a_figure_never_stands_under_another_indicators_name():
    known = {"I.1": "Tỷ lệ hồ sơ trực tuyến", "I.2": "Mức độ hài lòng của người dân"}
    assert pair([("I.2", "Tỷ lệ hồ sơ trực tuyến"), ("I.1", "Số cuộc kiểm tra")], known) == {"I.2": "I.1"}


WORDS = st.lists(st.text("abcdefgh ", min_size=6, max_size=30), min_size=1, max_size=8, unique_by=lambda t: t.strip())


@given(WORDS)
def test_items_with_the_same_words_are_found_again_under_new_numbers(texts: list[str]):
    known = [Known(index, "task", f"II.{index}", text) for index, text in enumerate(texts)]
    fresh = [Fresh("task", f"II.{len(texts) - index}", text) for index, text in enumerate(texts)]
    found = match(known, fresh)
    assert len(set(found)) == len(found)
    assert all(known[key].text.split() == item.text.split() for key, item in zip(found, fresh, strict=True))


def test_another_task_under_an_old_number_is_a_new_one():
    known = [Known(1, "task", "II.1", "Rà soát danh mục thủ tục nội bộ của các phòng")]
    assert match(known, [Fresh("task", "II.1", "Tổ chức hội nghị tập huấn cho cán bộ cơ sở giáo dục")]) == [None]
    assert match(known, [Fresh("task", "II.1", "Rà soát danh mục thủ tục nội bộ của các phòng và cơ sở")]) == [1]


UNITS = {"vp", "ttra"}


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("owner", "vp", "vp"),
        ("owner", "", None),
        ("coordinators", ["vp", "ttra", "vp"], ["vp", "ttra"]),
        ("deadline", "2024-09-30", "2024-09-30"),
        ("recurrence", "hang_thang", "hang_thang"),
        ("product", "  Báo  cáo ", "Báo cáo"),
        ("product", "\u200b ", None),
    ],
)
def test_a_sensible_value_is_kept(field: str, value, kept):
    assert judge(field, value, units=UNITS, year=2024) == kept


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("owner", "khong-co", "unknown_unit"),
        ("coordinators", ["vp", "la"], "unknown_unit"),
        ("deadline", "2023-12-31", "deadline_out_of_range"),
        ("deadline", "2027-01-01", "deadline_out_of_range"),
        ("deadline", "2024-02-30", "bad_date"),
        ("recurrence", "hang_gio", "unknown_recurrence"),
        ("product", "x" * 501, "too_long"),
        ("owner", ["vp"], "bad_value"),
    ],
)
def test_a_value_without_sense_is_refused_in_words(field: str, value, code: str):
    refused = judge(field, value, units=UNITS, year=2024)
    assert isinstance(refused, Refusal)
    assert refused.code == code
    assert refused.message
