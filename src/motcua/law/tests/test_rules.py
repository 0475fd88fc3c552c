"""Pure rules of the law: choice by date, the rule of 15:00, dossier codes."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.time import Calendar, OfficeHours, due, parse_limit
from motcua.law.rules import (
    CalendarHead,
    Day,
    NoRule,
    OneStop,
    RuleSet,
    build_calendar,
    choose,
    format_code,
    handover_at,
    judge_day,
    parse_code,
)
from motcua.law.rules.rule_sets import clashes
from motcua.law.tests.desk import at

PLAIN = Calendar("thu", "thu@1", {date(2024, 2, 8): "Tết"}, {}, OfficeHours(), (date(2024, 1, 1), date(2024, 12, 31)))


def rule(key, since=None, to=None, kind="one_stop"):
    return RuleSet(key, kind, since, to, "nguồn", "recalled", {})


def test_the_rule_set_is_chosen_by_date():
    held = [rule("old", to=date(2025, 6, 30)), rule("new", since=date(2025, 7, 1))]
    assert choose(held, "one_stop", date(2025, 6, 30)).id == "old"
    assert choose(held, "one_stop", date(2025, 7, 1)).id == "new"


def test_a_day_without_a_rule_is_told():
    with pytest.raises(NoRule, match="01/01/2020") as caught:
        choose([rule("new", since=date(2025, 7, 1))], "one_stop", date(2020, 1, 1))
    assert (caught.value.kind, caught.value.date) == ("one_stop", date(2020, 1, 1))


def test_two_rules_of_one_kind_on_one_day_are_found():
    held = [
        rule("a"),
        rule("b", since=date(2025, 7, 1)),
        rule("c", kind="office_hours"),
        rule("d", kind="office_hours"),
    ]
    assert [(first.id, second.id) for first, second in clashes(held)] == [("a", "b")]


@pytest.mark.parametrize(
    ("accepted", "handed_over"),
    [
        ("2024-02-06T09:00", "2024-02-06T17:00"),
        ("2024-02-06T15:00", "2024-02-06T17:00"),
        ("2024-02-06T15:00:01", "2024-02-07T07:30"),  # NĐ 61/2018 art. 18
        ("2024-02-07T16:00", "2024-02-09T07:30"),  # over a day off
        ("2024-02-03T09:00", "2024-02-05T07:30"),  # accepted on a Saturday
    ],
)
def test_a_dossier_is_handed_over_the_same_day_unless_it_came_after_three(accepted, handed_over):
    assert handover_at(at(accepted), PLAIN, time(15)) == at(handed_over)


def test_after_a_half_day_has_closed_the_hand_over_waits_for_the_next_day():
    half = Day(date(2024, 2, 6), "nua_ngay", "Nửa ngày", hours=(("07:30", "11:30"),))
    ours = build_calendar(CalendarHead("x", "x", date(2024, 1, 1), date(2024, 12, 31)), [half], [], None, "x@1")
    assert handover_at(at("2024-02-06T11:00"), ours, time(15)) == at("2024-02-06T11:30")
    assert handover_at(at("2024-02-06T14:00"), ours, time(15)) == at("2024-02-07T07:30")


@given(st.integers(0, 23), st.integers(1, 20))
def test_the_rule_of_three_o_clock_never_shifts_a_limit_of_days(hour, days):
    limit = parse_limit(f"{days} ngày làm việc")
    assert due(at(f"2024-03-04T{hour:02}:20"), limit, PLAIN).at == due(at("2024-03-04T08:00"), limit, PLAIN).at


def test_codes_of_both_orders_are_read():
    old = parse_code("000.00.00.H32-240226-0001")
    new = parse_code(" h15.50.05.13-261008-0975 ")
    assert (old.order, old.levels, old.on, old.sequence) == ("child_first", ("H32",), date(2024, 2, 26), 1)
    assert (new.order, new.levels, new.on, new.sequence) == (
        "root_first",
        ("H15", "50", "05", "13"),
        date(2026, 10, 8),
        975,
    )


def test_numbers_of_central_systems_name_their_ministry():
    assert parse_code("G05-261008-0300123").ministry == "03"
    assert parse_code("G05-261008-030012").ministry == "03"
    assert parse_code("G05-261008-0300").ministry is None


def test_an_identifier_is_written_in_the_order_asked_for():
    assert format_code("child_first", "X01", date(2024, 2, 26), 1) == "000.00.00.X01-240226-0001"
    assert format_code("child_first", "X01.13", date(2024, 2, 26), 12) == "000.00.13.X01-240226-0012"
    assert format_code("root_first", "000.00.13.X01", date(2024, 2, 26), 12) == "X01.13-240226-0012"
    assert format_code("root_first", "013.05.50.X01", date(2024, 2, 26), 12) == "X01.50.05.13-240226-0012"


@given(
    st.sampled_from(["child_first", "root_first"]),
    st.lists(st.integers(1, 99).map("{:02}".format), max_size=3),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.integers(1, 9999),
)
def test_a_code_written_is_read_back(order, children, on, sequence):
    parsed = parse_code(format_code(order, ".".join(["X01", *children]), on, sequence))
    assert (parsed.levels, parsed.on, parsed.sequence) == (("X01", *children), on, sequence)
    assert parsed.order == order


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "không có dạng"),
        ("H32", "không có dạng"),
        ("H32-240226-01", "không có dạng"),
        ("H32-240226-00001", "không có dạng"),
        ("H32-240231-0001", "không có thật"),
        ("H32-240226-0000", "phải từ 1"),
        ("H32..05-240226-0001", "không phải mã định danh"),
        ("H32.-240226-0001", "không phải mã định danh"),
        ("HÀ1-240226-0001", "không phải mã định danh"),
        ("H32" + ".05" * 11 + "-240226-0001", "không phải mã định danh"),
    ],
)
def test_what_is_no_code_is_refused_with_a_reason(text, reason):
    with pytest.raises(ValueError, match=reason):
        parse_code(text)


@pytest.mark.parametrize(
    ("order", "identifier", "on", "sequence"),
    [
        ("sideways", "X01", date(2024, 2, 26), 1),
        ("root_first", "X01", date(2024, 2, 26), 0),
        ("root_first", "X01", date(2024, 2, 26), 10_000),
        ("root_first", "X01", date(1999, 2, 26), 1),
        ("root_first", "x 01", date(2024, 2, 26), 1),
        ("child_first", "X01.01.02.03.04", date(2024, 2, 26), 1),
        ("child_first", "X01.ABC", date(2024, 2, 26), 1),
        ("child_first", "0312345678", date(2024, 2, 26), 1),
    ],
)
def test_a_code_that_cannot_be_written_is_refused(order, identifier, on, sequence):
    with pytest.raises(ValueError):
        format_code(order, identifier, on, sequence)


def test_businesses_and_other_bodies_have_codes_too():
    assert parse_code("0312345678-240226-0001").levels == ("0312345678",)
    assert parse_code("Z01ABC.9-240226-0001").identifier == "Z01ABC.9"


def test_an_agency_counts_by_its_own_hours_and_seasons():
    head = CalendarHead("x", "x", date(2024, 1, 1), date(2024, 12, 31))
    rules = [
        (None, None, {"agencies": ["*"], "spans": [["07:30", "11:30"], ["13:30", "17:00"]]}),
        (None, None, {"agencies": ["a"], "spans": [["08:00", "12:00"], ["13:00", "17:00"]]}),
        (date(2024, 5, 1), date(2024, 9, 30), {"agencies": ["a"], "spans": [["07:00", "11:00"], ["13:00", "16:30"]]}),
        (date(2024, 6, 1), date(2024, 6, 30), {"agencies": ["*"], "spans": [["06:00", "14:00"]]}),
    ]
    everybody = build_calendar(head, [], rules, None, "x@1")
    agency = build_calendar(head, [], rules, "a", "x@1")
    other = build_calendar(head, [], rules, "b", "x@1")
    assert everybody == other
    assert [everybody.hours_on(date(2024, month, 3)).opening.hour for month in (1, 6)] == [7, 6]
    assert [agency.hours_on(date(2024, month, 3)).opening.hour for month in (1, 5, 6)] == [8, 7, 7]


@pytest.mark.parametrize(
    ("day", "wrong"),
    [
        (Day(date(2024, 2, 6), "lễ", "x"), "không có loại ngày"),
        (Day(date(2024, 2, 6), "le", ""), "thiếu tên"),
        (Day(date(2024, 2, 6), "lam_bu", "x"), "không phải thứ Bảy"),
        (Day(date(2024, 2, 6), "nua_ngay", "x"), "phải ghi"),
        (Day(date(2024, 2, 6), "le", "x", hours=(("07:00", "11:00"),)), "phải ghi"),
        (Day(date(2024, 2, 6), "nua_ngay", "x", hours=(("11:00", "07:00"),)), "giờ làm việc không hợp lệ"),
        (Day(date(2024, 2, 6), "nua_ngay", "x", hours=(("sáng", "07:00"),)), "giờ làm việc không hợp lệ"),
        (Day(date(2024, 2, 6), "le", "x"), None),
    ],
)
def test_a_wrong_line_of_a_calendar_is_named(day, wrong):
    answer = judge_day(day)
    assert (answer is None) if wrong is None else wrong in answer


@pytest.mark.parametrize(
    "change",
    [{"clock_on_supplement": "stop"}, {"reschedules_max": -1}, {"reschedules_max": True}, {"apology_before": 1}],
)
def test_wrong_numbers_of_the_one_stop_rules_are_refused(change):
    content = {
        "handover_cutoff": "15:00",
        "supplement_request_within": {"value": 3, "unit": "working_day"},
        "supplement_requests_at_intake": 1,
        "supplement_returns_max": 2,
        "clock_on_supplement": "restart",
        "apology_before": {"value": 1, "unit": "day"},
        "reschedules_max": 1,
    }
    assert OneStop.read(content).handover_cutoff == time(15)
    with pytest.raises((ValueError, TypeError)):
        OneStop.read(content | change)


def test_a_rule_holds_from_its_first_to_its_last_day():
    held = rule("x", date(2024, 1, 1), date(2024, 1, 31))
    days = [date(2023, 12, 31) + timedelta(days=step) for step in range(33)]
    assert [held.holds_on(day) for day in days] == [False, *[True] * 31, False]
