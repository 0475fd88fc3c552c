"""Examples of the counting rules, each with its ground in law."""

from datetime import date, time, timedelta

import pytest

from motcua.kernel.time import Limit, OfficeHours, Span, due, due_with_spans, parse_limit
from motcua.kernel.time.tests.worlds import HALF_DAY, TET_2024, at, calendar

OURS = calendar(TET_2024, {date(2024, 5, 4): "Thứ Bảy làm bù"})


def when(received, limit, ours=OURS):
    return due(at(received), parse_limit(limit), ours)


@pytest.mark.parametrize(
    ("received", "limit", "expected"),
    [
        # The day of receipt is not counted, Tết is not counted; after 15:00 changes nothing (NĐ 61/2018 art. 18).
        ("2024-02-06T15:20", "5 ngày làm việc", "2024-02-20T17:00"),
        ("2024-02-06T08:00", "5 ngày làm việc", "2024-02-20T17:00"),
        ("2024-02-06T23:59", "5 ngày làm việc", "2024-02-20T17:00"),
        ("2024-03-04T09:00", "1 ngày làm việc", "2024-03-05T17:00"),
        ("2024-03-02T09:00", "1 ngày làm việc", "2024-03-04T17:00"),  # received on a Saturday: Monday is day one
        ("2024-05-03T09:00", "1 ngày làm việc", "2024-05-04T17:00"),  # the make-up Saturday is a working day
        # Calendar days: the last one moves on from a day off (Civil Code 2015 art. 148.5).
        ("2024-03-04T09:00", "4 ngày", "2024-03-08T17:00"),
        ("2024-03-04T09:00", "5 ngày", "2024-03-11T17:00"),
        ("2024-02-01T09:00", "10 ngày", "2024-02-15T17:00"),
        # Months: the same day, else the last of the month (art. 148.3), then moved on too.
        ("2024-01-31T09:00", "1 tháng", "2024-02-29T17:00"),
        ("2024-02-06T09:00", "2 tháng", "2024-04-08T17:00"),
        ("2024-11-30T09:00", "3 tháng", "2025-02-28T17:00"),
        # Hours: through the break, the night, the weekend and Tết.
        ("2024-03-04T07:30", "8 giờ làm việc", "2024-03-05T08:00"),
        ("2024-03-04T10:30", "1 giờ", "2024-03-04T11:30"),
        ("2024-03-04T11:00", "1 giờ", "2024-03-04T14:00"),
        ("2024-03-04T12:00", "1 giờ", "2024-03-04T14:30"),
        ("2024-03-04T05:00", "1 giờ", "2024-03-04T08:30"),
        ("2024-03-01T16:30", "1 giờ", "2024-03-04T08:00"),
        ("2024-02-07T16:00", "8 giờ làm việc", "2024-02-15T16:30"),
        ("2024-05-03T16:30", "1 giờ", "2024-05-04T08:00"),
    ],
)
def test_a_limit_ends_where_the_law_says(received, limit, expected):
    assert when(received, limit).at == at(expected)


def test_every_day_is_told_with_its_reason():
    answer = when("2024-02-06T15:20", "5 ngày làm việc")
    assert [day.day for day in answer.counted] == [7, 15, 16, 19, 20]
    assert dict(answer.skipped)[date(2024, 2, 8)] == "Nghỉ Tết Nguyên đán"
    assert dict(answer.skipped)[date(2024, 2, 17)] == "Thứ Bảy"
    assert (answer.calendar_version, answer.warning) == ("thu@1", None)


def test_a_half_day_ends_at_its_own_closing_time():
    ours = calendar(day_hours={date(2024, 3, 5): HALF_DAY})
    assert when("2024-03-04T09:00", "1 ngày làm việc", ours).at == at("2024-03-05T11:30")
    assert when("2024-03-04T16:00", "5 giờ", ours).at == at("2024-03-05T11:30")


def test_each_agency_counts_by_its_own_hours():
    early = calendar(hours=OfficeHours(((time(7), time(11)), (time(13), time(16, 30)))))
    assert when("2024-03-04T09:00", "1 ngày làm việc", early).at == at("2024-03-05T16:30")


def test_days_beyond_the_known_decisions_are_counted_with_a_warning():
    answer = when("2026-12-30T09:00", "3 ngày làm việc")
    assert answer.at == at("2027-01-04T17:00")
    assert answer.assumed_from == date(2027, 1, 1)
    assert "01/01/2027" in answer.warning
    assert answer.proof()["assumed_from"] == "2027-01-01"


def test_days_before_the_known_decisions_are_warned_of_too():
    assert when("2023-12-27T09:00", "3 ngày làm việc").assumed_from == date(2023, 12, 28)


def test_the_law_counts_local_dates_whatever_zone_the_instant_came_in():
    from_utc = due(at("2024-03-05T06:00").astimezone(), Limit(1, "working_day"), OURS)
    assert from_utc.at == at("2024-03-06T17:00")


def test_the_legal_clock_counts_anew_after_a_supplement():
    asked = Span("restart", at("2024-03-05T09:00"), at("2024-03-12T10:00"))  # NĐ 61/2018 art. 19.4
    answer = due_with_spans(at("2024-03-04T09:00"), Limit(5, "working_day"), OURS, [asked], "restart")
    assert answer.begin == asked.end
    assert answer.at == at("2024-03-19T17:00")


def test_the_portal_clock_takes_the_waiting_days_out():
    asked = Span("restart", at("2024-03-05T09:00"), at("2024-03-12T10:00"))  # closings of 5, 6, 7, 8, 11 March
    answer = due_with_spans(at("2024-03-04T09:00"), Limit(5, "working_day"), OURS, [asked], "pause")
    assert answer.at == at("2024-03-18T17:00")
    assert [day.day for day, why in answer.skipped if "tạm dừng" in why] == [5, 6, 7, 8, 11]


def test_a_pause_within_one_day_moves_no_limit_of_days():
    short = Span("pause", at("2024-03-05T08:00"), at("2024-03-05T16:00"))
    for mode in ("restart", "pause"):
        assert due_with_spans(at("2024-03-04T09:00"), Limit(2, "working_day"), OURS, [short], mode).at == at(
            "2024-03-06T17:00"
        )


def test_a_pause_takes_its_office_time_out_of_a_limit_of_hours():
    pause = Span("pause", at("2024-03-04T11:00"), at("2024-03-04T15:00"))  # two office hours of it
    assert due_with_spans(at("2024-03-04T10:00"), Limit(4, "working_hour"), OURS, [pause], "pause").at == at(
        "2024-03-05T08:30"
    )


def test_a_pause_after_the_due_date_comes_too_late():
    late = Span("pause", at("2024-03-06T17:00"), at("2024-03-20T17:00"))
    assert due_with_spans(at("2024-03-04T09:00"), Limit(2, "working_day"), OURS, [late], "pause").at == at(
        "2024-03-06T17:00"
    )


def test_while_the_clock_stands_the_date_is_the_earliest_possible_one():
    waiting = [Span("restart", at("2024-03-05T09:00"))]
    answer = due_with_spans(at("2024-03-04T09:00"), Limit(5, "working_day"), OURS, waiting, "restart")
    later = due_with_spans(
        at("2024-03-04T09:00"), Limit(5, "working_day"), OURS, waiting, "restart", as_of=at("2024-03-08T09:00")
    )
    assert answer.stands
    assert answer.at == at("2024-03-12T17:00")
    assert later.at == at("2024-03-15T17:00")


def test_a_supplement_before_acceptance_does_not_matter():
    before = [Span("restart", at("2024-03-01T09:00"), at("2024-03-04T08:00"))]
    answer = due_with_spans(at("2024-03-04T09:00"), Limit(5, "working_day"), OURS, before, "restart")
    assert answer.at == due(at("2024-03-04T09:00"), Limit(5, "working_day"), OURS).at


def test_wrong_calls_are_refused():
    with pytest.raises(ValueError, match="time zone"):
        due(at("2024-03-04T09:00").replace(tzinfo=None), Limit(1, "day"), OURS)
    with pytest.raises(ValueError, match="end before"):
        Span("pause", at("2024-03-04T09:00"), at("2024-03-04T08:00"))
    with pytest.raises(ValueError, match="time zone"):
        Span("pause", at("2024-03-04T09:00").replace(tzinfo=None))
    with pytest.raises(ValueError, match="clock mode"):
        due_with_spans(at("2024-03-04T09:00"), Limit(1, "day"), OURS, [], "sector")


def test_a_date_out_of_reach_is_refused_in_words():
    with pytest.raises(ValueError, match="khoảng tính được"):
        when("9999-12-30T09:00", "2 tháng")
    with pytest.raises(ValueError, match="Không tìm được"):
        when("9999-12-30T09:00", "5 ngày")
    never = Span("pause", at("2024-03-04T10:00"), at("2024-03-04T10:00") + timedelta(days=40_000))
    with pytest.raises(ValueError, match="đồng hồ dừng quá lâu"):
        due_with_spans(at("2024-03-04T09:00"), Limit(2, "working_hour"), OURS, [never, never], "pause")
