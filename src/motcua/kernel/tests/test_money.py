import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.money import format_money, in_words, parse_money

DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip


def read_aloud(words: str) -> int:
    """The number somebody who hears `words` writes down: an independent reading of Vietnamese numerals."""
    billions = [_below_a_billion(part.split()) for part in words.split("tỷ")]
    total = 0
    for index, value in enumerate(billions):
        total += value * 1_000_000_000 ** (len(billions) - 1 - index)
    return total


def _below_a_billion(words: list[str]) -> int:
    total = group = digit = 0
    for word in words:
        if word in DIGITS:
            digit = DIGITS[word]
        elif word == "trăm":
            group, digit = digit * 100, 0
        elif word == "mươi":
            group, digit = group + digit * 10, 0
        elif word == "mười":
            group += 10
        elif word in {"nghìn", "triệu"}:
            total += (group + digit) * {"nghìn": 1000, "triệu": 1_000_000}[word]
            group = digit = 0
    return total + group + digit


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (105, "một trăm linh năm"),
        (1005, "một nghìn không trăm linh năm"),
        (50_000, "năm mươi nghìn"),
        (1_000_000, "một triệu"),
        (121_015_000, "một trăm hai mươi mốt triệu không trăm mười lăm nghìn"),
        (2_000_000_005, "hai tỷ không trăm linh năm"),
        (-7, "âm bảy"),
    ],
)
def test_amounts_are_written_out_as_on_state_receipts(number, words):
    assert in_words(number) == words


@given(st.integers(0, 10**18 - 1))
def test_whoever_hears_the_words_writes_down_the_same_number(number):
    assert read_aloud(in_words(number)) == number


@given(st.integers(0, 10**15))
def test_a_printed_amount_is_read_back(amount):
    assert parse_money(format_money(amount)) == amount


@pytest.mark.parametrize("typed", ["50.000", "50000", " 50 000 ", "50.000 đ", "50.000đồng", "50,000 VND", "50.000₫"])
def test_people_may_type_an_amount_in_many_ways(typed):
    assert parse_money(typed) == 50_000


@pytest.mark.parametrize("typed", ["", "đ", "50.00", "1.5", "50.000,5", "-5", "năm mươi", "5.0000", "1.000,000"])
def test_an_amount_that_is_not_whole_dong_is_refused_in_vietnamese(typed):
    with pytest.raises(ValueError, match="không phải là số tiền"):
        parse_money(typed)


def test_amounts_are_printed_with_points():
    assert format_money(1_250_000) == "1.250.000 đ"
