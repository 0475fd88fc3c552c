"""The windows of the periodic reports: named, chosen by year and part, stepped through, without gap or overlap."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.measure.indicators.forms import Picked
from motcua.measure.indicators.rules import (
    WINDOW_PARTS,
    BadPeriod,
    chosen_period,
    month_window,
    neighbours,
    parse_period,
    part_of,
    quarter_window,
    recent_windows,
    year_of,
    year_window,
)

years = st.integers(2000, 2100)


@given(years, st.integers(1, 12))
def test_windows_follow_one_another_without_gap(year, month):
    one = month_window(year, month)
    after = month_window(year + (month == 12), month % 12 + 1)
    assert after.first.toordinal() == one.last.toordinal() + 1
    assert quarter_window(year, 1).first == year_window(year).first == month_window(year, 1).first
    assert quarter_window(year, 4).last == year_window(year).last == month_window(year, 12).last


@given(years, st.sampled_from([part for part, _ in WINDOW_PARTS]))
def test_a_window_is_known_by_its_days_and_its_neighbours_lead_back_to_it(year, part):
    window = chosen_period(year=str(year), part=part)
    assert parse_period(window.key) == window
    assert (year_of(window), part_of(window)) == (year, part)
    before, after = neighbours(window)
    assert neighbours(parse_period(before))[1] == window.key == neighbours(parse_period(after))[0]
    if part != "BH1":  # six months are reported once a year
        assert parse_period(before).last.toordinal() + 1 == window.first.toordinal()


def test_the_windows_have_the_days_of_the_decree_on_reports():
    """NĐ 09/2019/NĐ-CP: kỳ báo cáo từ ngày 15 tháng trước đến ngày 14."""
    first, last = chosen_period(year="2024", part="BH1").first, chosen_period(year="2024", part="BH1").last
    assert (first, last) == (date(2023, 12, 15), date(2024, 6, 14))
    assert parse_period("2024-02-15..2024-03-14").words == "kỳ báo cáo tháng 03/2024"
    assert parse_period("2023-12-15..2024-03-14").words == "kỳ báo cáo quý 1/2024"
    assert parse_period("2023-12-15..2024-12-14").words == "kỳ báo cáo năm 2024"
    assert parse_period("2024-02-15..2024-04-14").words.startswith("từ 15/02/2024")


def test_recent_windows_are_begun_and_the_first_is_the_running_one():
    today = date(2024, 3, 20)
    found = recent_windows(today)
    assert found[0].first <= today <= found[0].last
    assert all(one.first <= today for one in found)
    assert len({one.key for one in found}) == len(found)


@pytest.mark.parametrize("part", ["B13", "B00", "BQ5", "BX", "B"])
def test_a_window_that_there_is_not_is_refused(part):
    with pytest.raises(BadPeriod):
        chosen_period(year="2024", part=part)
    assert Picked({"nam": "2024", "phan": part}, year=2024).problem


def test_the_first_year_of_the_calendar_has_no_window_before_it():
    with pytest.raises(BadPeriod):
        chosen_period(year="1", part="B01")
    assert neighbours(chosen_period(year="1", part="B02"))[0] == ""
