"""Numbers of persons and organisations, telephone numbers, the blind index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.people.rules import (
    blind_index,
    identity_kind,
    identity_problem,
    normal_identity,
    normal_phone,
    tax_code_problem,
)

KEY = "k" * 64
digits = st.text("0123456789", min_size=9, max_size=12)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("099 180 000 011", "cccd"), ("225.123.456", "cmnd"), ("b1234567", "passport"), ("C12345678", "passport")],
)
def test_a_number_is_recognised_by_its_shape(typed, kind):
    number = normal_identity(typed)
    assert identity_kind(number) == kind
    assert identity_problem(kind, typed) is None


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("cccd", "09918000001"),
        ("cccd", "09918000001x"),
        ("cmnd", "12345678"),
        ("passport", "?"),
        ("", "123"),
        ("x", "1"),
    ],
)
def test_an_impossible_number_is_named(kind, number):
    assert identity_problem(kind, number)


@given(number=digits, gaps=st.lists(st.sampled_from([" ", ".", "-"]), max_size=5))
def test_spelling_does_not_change_the_index(number, gaps):
    typed = "".join(digit + (gaps[place] if place < len(gaps) else "") for place, digit in enumerate(number))
    assert blind_index(typed, KEY) == blind_index(number, KEY)


@given(first=digits, second=digits)
def test_different_numbers_and_different_keys_have_different_indexes(first, second):
    assert (blind_index(first, KEY) == blind_index(second, KEY)) == (first == second)
    assert blind_index(first, KEY) != blind_index(first, "another")
    assert first not in blind_index(first, KEY)


def test_no_number_has_no_index():
    assert blind_index(" - ", KEY) == ""


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0912 345 678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("84912345678", "0912345678"),
        ("+49 30 123456", "+4930123456"),
        ("abc", ""),
        ("", ""),
    ],
)
def test_telephone_numbers_have_one_spelling(typed, stored):
    assert normal_phone(typed) == stored
    assert normal_phone(stored) == stored


@pytest.mark.parametrize("code", ["9900000016", "9900000016-001", "099180000011"])
def test_a_tax_code_has_ten_digits_or_a_branch_or_is_an_identity_number(code):
    assert tax_code_problem(code) is None


@pytest.mark.parametrize("code", ["", "123", "9900000016-1", "99000000 16"])
def test_what_is_no_tax_code_is_named(code):
    assert tax_code_problem(code)
