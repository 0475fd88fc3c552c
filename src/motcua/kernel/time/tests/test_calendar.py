from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.time import (
    Calendar,
    OfficeHours,
    add_working_days,
    end_of_working_day,
    local_date,
    next_working_day,
    start_of_working_day,
    working_days_between,
    working_seconds_between,
)
from motcua.kernel.time.tests.worlds import FIRST, HALF_DAY, LAST, at, calendar, calendars, days, instants


def test_a_day_off_wins_over_the_weekend_as_reason_and_a_make_up_saturday_is_worked():
    ours = calendar({date(2024, 2, 10): "Tết"}, {date(2024, 5, 4): "Làm bù"})
    assert ours.why_off(date(2024, 2, 10)) == "Tết"
    assert ours.why_off(date(2024, 5, 4)) is None
    assert ours.why_off(date(2024, 5, 5)) == "Chủ nhật"
    assert ours.why_off(date(2024, 5, 6)) is None


def test_a_day_cannot_be_off_and_made_up():
    with pytest.raises(ValueError, match="04/05/2024"):
        calendar({date(2024, 5, 4): "Lễ"}, {date(2024, 5, 4): "Làm bù"})


def test_the_known_range_cannot_be_upside_down():
    with pytest.raises(ValueError, match="Khoảng đã biết"):
        Calendar("x", "1", {}, {}, OfficeHours(), (LAST, FIRST))


@pytest.mark.parametrize("spans", [(), ((time(9), time(8)),), ((time(7), time(11)), (time(10), time(12)))])
def test_office_hours_that_make_no_sense_are_refused(spans):
    with pytest.raises(ValueError):
        OfficeHours(spans)


def test_office_hours_know_their_length_and_breaks():
    hours = OfficeHours()
    assert hours.seconds_per_day == 27_000
    assert hours.contains(time(7, 30))
    assert not hours.contains(time(11, 30))
    assert not hours.contains(time(17))


def test_hours_differ_by_season_and_by_day():
    summer = OfficeHours(((time(7), time(11)), (time(13), time(17, 0))))
    ours = calendar(seasons=((date(2024, 4, 16), date(2024, 10, 15), summer),), day_hours={date(2024, 5, 6): HALF_DAY})
    assert ours.hours_on(date(2024, 4, 15)).opening == time(7, 30)
    assert ours.hours_on(date(2024, 4, 16)) == summer
    assert end_of_working_day(date(2024, 5, 6), ours) == at("2024-05-06T11:30")


def test_the_law_sees_the_local_date():
    assert local_date(datetime.fromisoformat("2024-02-06T17:30:00+00:00")) == date(2024, 2, 7)
    with pytest.raises(ValueError, match="time zone"):
        local_date(datetime.fromisoformat("2024-02-06T08:00"))


def test_an_instant_given_for_a_day_means_its_local_date():
    ours = calendar({date(2024, 2, 9): "Tết"}, day_hours={date(2024, 2, 7): HALF_DAY})
    late = datetime.fromisoformat("2024-02-06T18:00:00+00:00")  # already the 7th here
    assert end_of_working_day(late, ours) == at("2024-02-07T11:30")
    assert start_of_working_day(late, ours) == at("2024-02-07T07:30")
    assert add_working_days(late, 2, ours) == date(2024, 2, 12)
    assert working_days_between(late, at("2024-02-12T09:00"), ours) == 2
    assert not ours.is_working(at("2024-02-09T09:00"))


def test_a_working_day_has_a_start_and_an_end():
    ours = calendar({date(2024, 2, 9): "Tết"})
    assert next_working_day(date(2024, 2, 8), ours) == date(2024, 2, 12)
    assert start_of_working_day(date(2024, 2, 12), ours) == at("2024-02-12T07:30")


@given(calendars(), days, st.integers(0, 30), st.integers(0, 30))
def test_adding_a_then_b_days_is_adding_both(ours, start, first, second):
    assert add_working_days(add_working_days(start, first, ours), second, ours) == add_working_days(
        start, first + second, ours
    )


@given(calendars(), days, st.integers(0, 60))
def test_counting_the_days_added_gives_them_back(ours, start, count):
    end = add_working_days(start, count, ours)
    assert working_days_between(start, end, ours) == count
    assert working_days_between(end, start, ours) == -count
    assert count == 0 or ours.is_working(end)


def test_days_to_add_are_not_negative():
    with pytest.raises(ValueError):
        add_working_days(FIRST, -1, calendar())


def test_a_calendar_without_working_days_is_refused_instead_of_walked_for_ever():
    nothing = calendar({FIRST + timedelta(days=n): "Nghỉ" for n in range(30_000)})
    with pytest.raises(ValueError, match="Không tìm được ngày đến hạn"):
        add_working_days(FIRST, 1, nothing)
    with pytest.raises(ValueError, match="Không tìm được ngày đến hạn"):
        add_working_days(date(9999, 12, 1), 60, calendar())


@given(calendars(), instants, instants)
def test_working_seconds_agree_with_a_clock_that_ticks_each_minute(ours, one, other):
    first = min(one, other).replace(second=0, microsecond=0)
    last = min(max(one, other).replace(second=0, microsecond=0), first + timedelta(days=9))
    minutes, now = 0, first
    while now < last:
        open_now = ours.is_working(now.date()) and ours.hours_on(now.date()).contains(now.timetz().replace(tzinfo=None))
        minutes += open_now
        now += timedelta(minutes=1)
    assert working_seconds_between(first, last, ours) == minutes * 60
    assert working_seconds_between(last, first, ours) == -minutes * 60
