"""Definitions, periods and figures."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.measure.indicators.queries import definition, definitions
from motcua.measure.indicators.rules import BadPeriod, figure, parse_period, parse_table_period, trailing_months

NOW = datetime(2024, 6, 1, tzinfo=UTC)
counts = st.integers(0, 10_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


def made(code, numerator, denominator):
    return figure(
        definition(code), numerator=numerator, denominator=denominator, source="x", source_kind="facts", cut_off=NOW
    )


def test_there_are_the_twelve_indicators_of_the_annex():
    codes = ["I.1", "I.2", "I.3", "I.4", "I.5", "II.1", "II.2", "II.3", "II.4", "II.5", "II.6", "III.1"]
    assert [item.code for item in definitions()] == codes


def test_nothing_known_nothing_due_and_nothing_done_are_three_things():
    assert (made("I.3", None, None).status, made("I.3", None, None).value) == ("no_source", None)
    assert (made("I.3", 0, 0).status, made("I.3", 0, 0).value) == ("not_applicable", None)
    assert (made("I.3", 0, 5).status, made("I.3", 0, 5).value) == ("value", 0.0)


def test_rounding_never_turns_a_missed_target_into_a_met_one():
    assert made("II.2", 99_999, 100_000).value == 100.0
    assert made("II.2", 99_999, 100_000).met is False


@given(counts)
def test_what_is_missing_to_the_target_is_exactly_enough(pair):
    found = made("I.4", *pair)
    if found.short_of_target:
        assert made("I.4", pair[0] + found.short_of_target, pair[1]).met
        assert not made("I.4", pair[0] + found.short_of_target - 1, pair[1]).met


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-2", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2023-12-15..2024-01-14", date(2023, 12, 15), date(2024, 1, 14)),
    ],
)
def test_periods_are_always_a_first_and_a_last_day(text, first, last):
    period = parse_period(text)
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "2024-13", "2024-Q5", "năm nay", "2024-02-30..2024-03-01", "2024-03-02..2024-03-01"]
)
def test_an_unreadable_period_is_said_in_words(text):
    with pytest.raises(BadPeriod, match="2024-Q1"):
        parse_period(text)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_a_period(text):
    with suppress(BadPeriod):
        assert parse_period(text).first <= parse_period(text).last


def test_a_missed_target_never_shows_as_reached_by_rounding():
    assert made("II.2", 99_999, 100_000).shown == 99.99
    assert made("II.2", 100_000, 100_000).shown == 100.0
    assert made("I.3", 2, 3).shown == 66.67


def test_a_table_by_month_refuses_a_period_of_ages():
    with pytest.raises(BadPeriod, match="36 tháng"):
        parse_table_period("1000-01-01..2999-12-31")
    assert len(parse_table_period("2022-01-01..2024-12-31").months) == 36


def test_twelve_months_end_with_the_month_asked_for():
    months = trailing_months(date(2024, 3, 5))
    assert (months[0].first, months[-1].last, len(months)) == (date(2023, 4, 1), date(2024, 3, 31), 12)
