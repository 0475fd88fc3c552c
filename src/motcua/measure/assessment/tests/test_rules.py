"""Points, averages, totals and classes of the assessment."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.time import TZ, local_date
from motcua.law import queries as law
from motcua.measure.assessment.rules import (
    NO_SOURCE,
    NOT_APPLICABLE,
    PER_DOSSIER,
    IndexFigure,
    StepTime,
    Work,
    average,
    feedback_figure,
    missing,
    online_figure,
    point,
    points,
    read_scheme,
    total,
)

DUE = datetime(2024, 3, 7, 17, 0, tzinfo=TZ)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def scheme():
    with law.from_files():
        rule = law.rule_set("assessment", local_date(DUE))
    return read_scheme(rule.id, rule.content)


def work(**changes):
    values = {
        "dossier_id": "1", "code": "H-1", "procedure": "3.000465", "unit": "sgddt-qlcl", "due": DUE,
        "limit_unit": "working_day", "finished_at": DUE - DAY, "supplements": 0, "complaint": "", "posted": True,
        "online": True, "steps": (step(),),
    }  # fmt: skip
    return Work(**(values | changes))


def step(hours=-24, **changes):
    values = {"name": "Thẩm định", "unit": "sgddt-qlcl", "officer": "a", "due_at": DUE}
    return StepTime(**(values | {"closed_at": DUE + timedelta(hours=hours)} | changes))


INSTANTS = st.integers(0, 366 * 24 * 60).map(lambda minutes: DUE + timedelta(minutes=minutes - 200_000))
STEPS = st.builds(
    StepTime,
    name=st.just("Bước"),
    unit=st.sampled_from(["a", "b", ""]),
    officer=st.sampled_from(["x", "y", ""]),
    due_at=INSTANTS,
    closed_at=INSTANTS,
)
WORKS = st.builds(
    Work,
    dossier_id=st.uuids().map(str),
    code=st.text(max_size=5),
    procedure=st.just("1"),
    unit=st.just("a"),
    due=st.none() | INSTANTS,
    limit_unit=st.sampled_from(["working_day", "working_hour", "day", "month", ""]),
    finished_at=INSTANTS,
    supplements=st.integers(0, 9),
    steps=st.lists(STEPS, max_size=4).map(tuple),
    complaint=st.sampled_from([None, "", "unsettled", "upheld"]),
    posted=st.none() | st.booleans(),
    online=st.none() | st.booleans(),
)


@pytest.mark.parametrize(("days", "value"), [(-1, 2), (0, 1), (1, 0)])
def test_shorter_equal_longer_are_two_one_and_no_point(days, value):
    """TT 01/2018/TT-VPCP điều 13, chỉ số 1."""
    assert point(1, work(finished_at=DUE + days * DAY)).value == value


def test_a_limit_in_days_is_compared_by_day_and_one_in_hours_by_instant():
    minutes_late = DUE + timedelta(minutes=20)
    assert point(1, work(finished_at=minutes_late)).value == 1
    assert point(1, work(finished_at=minutes_late, limit_unit="working_hour")).value == 0


def test_a_step_is_early_in_time_or_late_and_the_lowest_counts():
    """Chỉ số 2: thời gian của từng cơ quan, đơn vị, cá nhân."""
    assert [step(hours).points for hours in (-24, -1, -0.5, 0, 1)] == [2, 2, 1, 1, 0]
    assert point(2, work(steps=(step(), step(-0.5)))).value == 1
    late = point(2, work(steps=(step(), step(3, name="Trình ký"))))
    assert (late.value, late.why) == (0, "bước “Trình ký” quá hạn")


@pytest.mark.parametrize(("times", "contacts", "agencies"), [(0, 2, 2), (1, 1, 1), (2, 0, 1)])
def test_supplements_cost_points(times, contacts, agencies):
    """Chỉ số 3 và 4."""
    assert (point(3, work(supplements=times)).value, point(4, work(supplements=times)).value) == (contacts, agencies)


def test_publicity_counts_the_board_and_the_screen():
    """Chỉ số 6."""
    assert [point(6, work(posted=a, online=b)).value for a, b in ((True, True), (True, False), (False, False))] == [
        2,
        1,
        0,
    ]
    assert point(6, work(posted=None)).status == NO_SOURCE


def test_an_upheld_complaint_takes_all_points_and_an_unsettled_one_none():
    """Chỉ số 7."""
    assert point(7, work(complaint="upheld")).value == 0
    assert point(7, work(complaint="unsettled")).status == NO_SOURCE
    assert point(7, work(complaint=None)).status == NO_SOURCE
    assert [point(7, work(finished_at=DUE + n * DAY)).value for n in (-1, 0, 1)] == [2, 1, 0]


def test_a_dossier_without_a_limit_or_steps_is_left_out_and_is_not_zero():
    bare = work(due=None, steps=())
    assert [point(n, bare).status for n in (1, 2, 7)] == [NOT_APPLICABLE] * 3
    figure = average(1, [point(1, bare), point(1, work())])
    assert (figure.value, figure.counted, figure.left_out) == (Decimal(2), 1, 1)


@given(WORKS)
def test_points_are_bounded_and_what_is_unknown_has_none(any_work):
    for given_point in points(any_work).values():
        assert (given_point.value in (0, 1, 2)) == (given_point.status == "points")
        assert given_point.why


@given(st.lists(WORKS, max_size=8), st.sampled_from(list(PER_DOSSIER)))
def test_an_average_lies_between_nothing_and_two_and_counts_everybody_once(many, number):
    figure = average(number, [point(number, one) for one in many])
    assert figure.counted + figure.left_out + figure.unknown == len(many)
    assert figure.value is None or 0 <= figure.value <= 2
    assert (figure.value is None) == (figure.counted == 0)


@given(st.lists(WORKS, max_size=8), st.sampled_from(list(PER_DOSSIER)))
def test_a_dossier_done_well_never_lowers_an_index(many, number):
    seen = [point(number, one) for one in many]
    before, after = average(number, seen), average(number, [*seen, point(number, work())])
    assert after.value is not None
    assert before.value is None or after.value >= before.value


@given(WORKS, st.integers(1, 60))
def test_finishing_earlier_never_costs_points(any_work, days):

    sooner = replace(any_work, finished_at=any_work.finished_at - days * DAY)
    for number in (1, 7):
        late, early = point(number, any_work).value, point(number, sooner).value
        assert late is None or early >= late


@given(st.permutations(range(6)), st.lists(WORKS, min_size=6, max_size=6))
def test_the_order_of_dossiers_changes_nothing(order, many):
    for number in PER_DOSSIER:
        seen = [point(number, one) for one in many]
        assert average(number, seen).value == average(number, [seen[place] for place in order]).value


def test_an_average_is_rounded_to_one_decimal():
    """Σ điểm ÷ số hồ sơ, một chữ số thập phân: 5 ÷ 4 = 1,25 → 1,3."""
    seen = [point(3, work(supplements=times)) for times in (0, 1, 1, 1)]
    assert average(3, seen).value == Decimal("1.3")


def figures(value, numbers):
    return [IndexFigure(n, Decimal(value), "points") for n in numbers]


@pytest.mark.parametrize(
    ("value", "band"),
    [
        ("1.0", "Hoàn thành 100% nhiệm vụ"),
        ("0.9", "Hoàn thành từ 70% đến dưới 100% nhiệm vụ"),
        ("0.6", "Hoàn thành dưới 70% nhiệm vụ"),
    ],
)
def test_an_official_is_classed_by_five_indices(scheme, value, band):
    """Điều 14: cán bộ tính chỉ số 1, 2, 3, 4, 7."""
    found = total(figures(value, scheme.officer), scheme.officer, scheme.officer_bands)
    assert (found.band, found.most, found.exact) == (band, Decimal(10), True)


@pytest.mark.parametrize(
    ("value", "band"), [("2", "Xuất sắc"), ("1.5", "Tốt"), ("1.1", "Khá"), ("0.9", "Trung bình"), ("0.3", "Yếu")]
)
def test_the_agency_is_classed_by_all_nine(scheme, value, band):
    """Điều 15: cơ quan tính cả chín chỉ số, tối đa 18."""
    assert total(figures(value, scheme.agency), scheme.agency, scheme.agency_bands).band == band


def test_an_unknown_index_leaves_a_range_and_a_class_only_when_it_cannot_matter(scheme):
    eight = figures("2", [1, 2, 3, 4, 6, 7, 8, 9])
    found = total([*eight, missing(5, "chưa có")], scheme.agency, scheme.agency_bands)
    assert (found.low, found.high, found.band, found.unknown) == (16, 18, "Xuất sắc", (5,))

    found = total([*figures("1.7", [1, 2, 3, 4, 6, 7, 8, 9]), missing(5, "")], scheme.agency, scheme.agency_bands)
    assert (found.low, found.high, found.band) == (Decimal("13.6"), Decimal("15.6"), None)
    assert found.possible == ("Xuất sắc", "Tốt")
    assert total([], scheme.agency, scheme.agency_bands).band is None


@given(st.lists(st.none() | st.integers(0, 20), min_size=9, max_size=9))
def test_the_class_of_any_total_is_one_of_those_possible(scheme, tenths):
    rows = [
        missing(n, "") if tenth is None else IndexFigure(n, Decimal(tenth) / 10, "points")
        for n, tenth in enumerate(tenths, start=1)
    ]
    found = total(rows, scheme.agency, scheme.agency_bands)
    assert 0 <= found.low <= found.high <= found.most
    assert found.possible
    assert found.band in (None, *found.possible)
    if found.exact:
        assert found.nothing or found.band == found.possible[0]


@pytest.mark.parametrize(
    ("answered", "received", "value"), [(0, 0, 2), (10, 10, 2), (9, 10, 1), (8, 10, 0), (None, None, None)]
)
def test_feedback_is_judged_by_what_was_settled_in_time(answered, received, value):
    """Chỉ số 8."""
    assert feedback_figure(8, answered, received, good_percent=90).value == value


@pytest.mark.parametrize(
    ("offered", "online", "late", "value"),
    [(20, 30, 0, 2), (19, 30, 0, 1), (20, 29, 0, 1), (20, 14, 0, 0), (20, 30, 1, 0), (0, 30, 0, 0)],
)
def test_online_service_needs_procedures_dossiers_and_none_late(offered, online, late, value):
    """Chỉ số 9: 20 % thủ tục, 30 % hồ sơ, không hồ sơ trễ."""
    asked = {"procedures": 100, "received": 100, "offered": offered, "online": online, "late": late}
    assert online_figure(9, **asked, thresholds=(20, 30, 15)).value == value


def test_without_declared_levels_or_dossiers_online_service_is_not_judged():
    asked = {"offered": 0, "online": 0, "late": 0, "thresholds": (20, 30, 15)}
    assert online_figure(9, procedures=0, received=5, **asked).status == NO_SOURCE
    assert online_figure(9, procedures=5, received=0, **asked).status == NOT_APPLICABLE


def test_the_text_is_only_verified_as_far_as_it_was_read(scheme):
    assert scheme.verified_for(local_date(DUE))
    assert not scheme.verified_for(datetime(2026, 3, 31, tzinfo=TZ).date())
