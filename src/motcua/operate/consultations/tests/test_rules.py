"""Deadlines of opinions and who answers: properties over any day and any number of days."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.time import TZ, Calendar, OfficeHours, local_date, working_days_between
from motcua.operate.consultations import rules

CALENDAR = Calendar(
    "test", "1", {date(2024, 4, 30): "30/4", date(2024, 5, 1): "1/5"}, {}, OfficeHours(),
    (date(2023, 1, 1), date(2026, 12, 31)),
)  # fmt: skip
INSTANTS = st.builds(
    lambda days, hour, minute: datetime.combine(date(2024, 1, 2) + timedelta(days=days), time(hour, minute), tzinfo=TZ),
    st.integers(0, 300), st.integers(0, 23), st.integers(0, 59),
)  # fmt: skip


@given(INSTANTS, st.integers(1, rules.MOST_DAYS))
def test_the_answer_is_due_as_many_working_days_later_as_were_given(asked_at, days):
    due = rules.deadline(asked_at, days, CALENDAR)
    assert CALENDAR.is_working(local_date(due.at))
    counted = working_days_between(local_date(due.begin), local_date(due.at), CALENDAR)
    assert counted == days


@given(INSTANTS, st.integers(1, rules.MOST_DAYS))
def test_the_reminder_comes_after_the_question_and_before_the_deadline(asked_at, days):
    due = rules.deadline(asked_at, days, CALENDAR)
    assert asked_at <= rules.remind_at(asked_at, due.at, CALENDAR) <= due.at


def test_an_opinion_asked_before_the_may_holidays_is_reminded_of_on_the_last_working_day():
    asked = datetime(2024, 4, 26, 9, 0, tzinfo=TZ)  # a Friday; 30/4 and 1/5 are days off
    due = rules.deadline(asked, 2, CALENDAR)
    assert local_date(due.at) == date(2024, 5, 2)
    assert rules.remind_at(asked, due.at, CALENDAR) == datetime(2024, 4, 29, 7, 30, tzinfo=TZ)


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_the_rule_of_who_answers_is_total(role, unit, asked_unit, handling_unit):
    rules.may_answer(role=role, unit=unit, asked_unit=asked_unit, handling_unit=handling_unit)
