"""What people type becomes a clean value, or a sentence that says what is wrong."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.operate.eforms.rules.definition import Field, Option
from motcua.operate.eforms.rules.values import clean_value, date_parts, shown_number

TODAY = date(2024, 2, 6)


def asked(type: str, **more: Any) -> Field:
    return Field(key="o", label="Ô này", type=type, **more)


def value(field: Field, raw: Any) -> Any:
    found, error = clean_value(field, raw, TODAY)
    assert not error, error
    return found


def error(field: Field, raw: Any) -> str:
    found, message = clean_value(field, raw, TODAY)
    assert found is None
    return message


@pytest.mark.parametrize(
    "raw", [["27", "3", "2006"], "27/3/2006", "27-03-2006", "2006-03-27", {"day": 27, "month": 3, "year": 2006}]
)
def test_a_date_is_read_from_boxes_and_from_common_spellings(raw: Any) -> None:
    assert value(asked("date"), raw) == "2006-03-27"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (["31", "2", "2024"], "không có ngày 31/2/2024"),
        (["27", "3", ""], "cần đủ ngày, tháng và năm"),
        (["27", "3", "06"], "4 chữ số"),
        ("hôm qua", "cần đủ"),
        (["1"] * 4, "cần đủ"),
        ("1/1/9999", "1900 đến 2100"),
    ],
)
def test_impossible_dates_are_explained(raw: Any, words: str) -> None:
    assert words in error(asked("date"), raw)


def test_a_day_that_has_not_come_is_refused_where_it_must_be_past() -> None:
    born = asked("date", not_future=True)
    assert value(born, "6/2/2024") == "2024-02-06"
    assert error(born, "7/2/2024") == "«Ô này» không được sau hôm nay (06/02/2024)."
    assert "trước hôm nay" in error(asked("date", not_past=True), "5/2/2024")
    assert "2024" in error(asked("year", not_future=True), "2025")


def test_numbers_with_comma_dots_and_limits() -> None:
    mark = asked("number", decimals=2, min=0, max=10)
    assert (value(mark, "8,25"), value(mark, "8.25"), value(mark, 7)) == (8.25, 8.25, 7.0)
    assert error(mark, "10,5") == "«Ô này» lớn nhất là 10."
    assert "2 chữ số sau dấu phẩy" in error(mark, "8,255")
    assert value(asked("number"), "1.200") == 1200
    assert "số nguyên" in error(asked("number"), "1,5")


@pytest.mark.parametrize("raw", ["９", "1e3", "0x1", "--1", "NaN", "9" * 400, True, {"a": "1"}, float("nan"), 10**400])
def test_what_is_no_number_is_refused_in_words(raw: Any) -> None:
    assert "phải là một số" in error(asked("number"), raw)


def test_money_with_dots_and_unit() -> None:
    assert value(asked("money"), "50.000 đ") == 50_000
    assert "tính bằng đồng" in error(asked("money"), "năm mươi nghìn")


def test_identity_numbers_have_twelve_or_nine_digits() -> None:
    assert value(asked("identity"), "079 203 001234") == "079203001234"
    assert value(asked("identity"), "225123456") == "225123456"
    assert "12 chữ số" in error(asked("identity"), "12345")
    assert "hộ chiếu" in error(asked("identity", passport=True), "12345")
    assert value(asked("identity", passport=True), "b1234567") == "B1234567"


def test_phone_tax_code_and_mail() -> None:
    assert value(asked("phone"), "+84 905 123 456") == "0905123456"
    assert "số điện thoại" in error(asked("phone"), "12")
    assert value(asked("tax_code"), "0312345673 001") == "0312345673-001"
    assert "10 chữ số" in error(asked("tax_code"), "031234567")
    assert value(asked("email"), " ten@example.vn ") == "ten@example.vn"
    assert "thư điện tử" in error(asked("email"), "ten@@example")


def test_choices_only_from_the_list() -> None:
    options = (Option("a", "A"), Option("b", "B"))
    assert value(asked("choice", options=options), "a") == "a"
    assert "có sẵn" in error(asked("choice", options=options), "c")
    assert value(asked("multi", options=options), ["b", "a"]) == ["a", "b"]
    assert "có sẵn" in error(asked("multi", options=options), ["a", "x"])


def test_text_is_cleaned_and_measured() -> None:
    assert value(asked("text"), "  Nguyễn\x00   Văn\tA ") == "Nguyễn Văn A"
    assert value(asked("long_text"), "dòng 1\r\ndòng 2") == "dòng 1\ndòng 2"
    assert "dài quá 500" in error(asked("text"), "x" * 501)
    assert "dài quá 5000" in error(asked("long_text"), "x" * 1_000_000)


def test_a_pattern_must_fit_the_whole_answer() -> None:
    code = asked("text", pattern="[0-9]{2}", pattern_message="Mã gồm 2 chữ số.")
    assert value(code, "56") == "56"
    assert error(code, "567") == "Mã gồm 2 chữ số."


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_date_reads_back_as_itself(day: date) -> None:
    for text in (f"{day.day}/{day.month}/{day.year}", f"{day:%d-%m-%Y}", day.isoformat()):
        assert value(asked("date"), text) == day.isoformat()
    assert date_parts([str(day.day), str(day.month), str(day.year)]) == (day.day, day.month, day.year)


@given(st.integers(-(10**6), 10**6), st.integers(0, 3))
def test_a_shown_number_reads_back_as_itself(units: int, decimals: int) -> None:
    number = round(units / 10**decimals, decimals)
    assert value(asked("number", decimals=3), shown_number(number)) == number


@pytest.mark.parametrize("number", ["079903001234", "079230001234"])
def test_an_identity_number_of_somebody_not_yet_born_is_noticed(number: str) -> None:
    """Chữ số thứ tư là thế kỷ và giới tính, hai chữ số sau là năm sinh (NĐ 137/2015/NĐ-CP Điều 13)."""
    assert "năm sinh" in error(asked("identity"), number)


@pytest.mark.parametrize("number", ["9900000017", "0312345678", "0312345678-001"])
def test_a_tax_code_with_a_slip_is_noticed_by_its_check_digit(number: str) -> None:
    assert "chữ số kiểm tra" in error(asked("tax_code"), number)


def named(key: str, code: str, on: date) -> str | None:
    """A list that lost one unit when units were merged on 01/07/2025."""
    known = {"1": "Xã Một", "2": "Xã Hai" if on < date(2025, 7, 1) else None}
    return known.get(code) if key == "xa" else None


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Số 1, xã Một", "Số 1, xã Một"),
        ({"line": " Số 1 ", "unit": "1"}, {"line": "Số 1", "unit": "1", "on": "2024-02-06"}),
        ({"line": "", "unit": "2", "on": "2020-01-01"}, {"line": "", "unit": "2", "on": "2020-01-01"}),
        ({"line": "12 Rue X, Paris", "unit": ""}, "12 Rue X, Paris"),
        ({"line": "", "unit": "", "on": "2020-01-01"}, None),
    ],
)
def test_an_address_is_text_or_a_line_with_a_unit_of_its_day(raw: Any, clean: Any) -> None:
    assert clean_value(asked("address"), raw, date(2024, 2, 6), lookup=named) == (clean, "")


@pytest.mark.parametrize(
    "raw",
    [
        {"line": "Số 1", "unit": "9"},
        {"line": "Số 1", "unit": "2", "on": "2025-07-01"},
        {"line": "Số 1", "unit": {"x": 1}},
        {"line": "x" * 30_000, "unit": "1"},
        {"line": 5, "unit": None, "la": 1},
    ],
)
def test_an_address_with_a_unit_that_was_not_there_that_day_is_refused(raw: Any) -> None:
    value, message = clean_value(asked("address"), raw, date(2024, 2, 6), lookup=named)
    assert (value, bool(message)) == (None, True)


def test_a_code_holds_on_the_day_the_form_says() -> None:
    unit = asked("choice", codelist="xa", on="2024-01-01")
    assert clean_value(unit, "2", date(2026, 1, 1), on=date(2024, 1, 1), lookup=named) == ("2", "")
    assert "danh mục" in clean_value(unit, "2", date(2026, 1, 1), lookup=named)[1]
    several = asked("multi", codelist="xa")
    assert clean_value(several, ["2", "1", "1"], date(2024, 2, 6), lookup=named) == (["1", "2"], "")
    assert clean_value(several, ["1", "9"], date(2024, 2, 6), lookup=named)[0] is None


@pytest.mark.parametrize("raw", ["tệp", [{"sha256": "x", "name": "a"}], [{"name": "a"}], [{"sha256": "0" * 64}] * 21])
def test_what_is_no_attached_file_is_no_answer_to_a_question_for_one(raw: Any) -> None:
    assert clean_value(asked("file"), raw, date(2024, 2, 6))[0] is None


def test_a_file_keeps_its_name_and_hash() -> None:
    raw = [{"sha256": "0" * 64, "name": "b\x00ằng.pdf", "thừa": 1}]
    assert clean_value(asked("file"), raw, date(2024, 2, 6)) == ([{"sha256": "0" * 64, "name": "bằng.pdf"}], "")
