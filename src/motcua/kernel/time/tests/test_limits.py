import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.time import UNITS, Limit, parse_limit


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("5 ngày làm việc", 5, "working_day"),
        ("05 ngày làm việc", 5, "working_day"),
        ("1 ngày làm việc", 1, "working_day"),
        ("  05   Ngày  LÀM việc ", 5, "working_day"),
        ("5\u00a0NGÀY LÀM VIỆC.", 5, "working_day"),
        (unicodedata.normalize("NFD", "5 ngày làm việc"), 5, "working_day"),
        ("5 ngày", 5, "day"),
        ("8 giờ", 8, "working_hour"),
        ("8 giờ làm việc", 8, "working_hour"),
        ("2 tháng", 2, "month"),
        ("02 THÁNG", 2, "month"),
    ],
)
def test_the_words_of_a_procedure_are_read(text, value, unit):
    limit = parse_limit(text)
    assert (limit.value, limit.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "để trống"),
        ("   ", "để trống"),
        ("năm ngày", "không bắt đầu bằng một số"),
        ("5", "thiếu đơn vị"),
        ("5 năm", "không hiểu “năm”"),
        ("5 ngày làm", "không hiểu “ngày làm”"),
        ("2,5 ngày", "không hiểu “,5 ngày”"),
        ("5 ngày làm việc; 10 ngày", "không hiểu “ngày làm việc; 10 ngày”"),
        ("٥ ngày", "không bắt đầu bằng một số"),
        ("0 ngày", "lớn hơn 0"),
        ("-3 ngày", "lớn hơn 0"),
        ("99999 ngày", "quá dài"),
        ("9" * 5000 + " ngày", "quá dài"),
        ("1001 ngày làm việc", "nhiều nhất 1000"),
    ],
)
def test_what_is_not_a_limit_is_refused_and_named(text, named):
    with pytest.raises(ValueError, match=named):
        parse_limit(text)


@given(st.text())
def test_any_text_is_read_or_refused_in_words(text):
    try:
        answer = str(parse_limit(text).text)
    except ValueError as error:
        answer = str(error).lower()
    assert "thời hạn" in answer or answer[0].isdigit()


@given(st.sampled_from(UNITS), st.integers(1, 120))
def test_a_limit_written_out_is_read_back(unit, value):
    limit = Limit(value, unit)
    assert parse_limit(limit.text) == limit


@pytest.mark.parametrize("value", [0, -1, True, 2.5, "5"])
def test_a_limit_is_a_positive_whole_number(value):
    with pytest.raises(ValueError, match="số nguyên lớn hơn 0"):
        Limit(value, "day")


def test_an_unknown_unit_is_refused():
    with pytest.raises(ValueError, match="Không có đơn vị"):
        Limit(1, "week")
