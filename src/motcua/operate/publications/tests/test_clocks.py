"""The clocks: the worked cases of the law and of the portal, and what must hold for every date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.time import working_days_between
from motcua.law import queries as law
from motcua.operate.publications import rules
from motcua.operate.publications.queries.law import KINDS
from motcua.operate.publications.rules import Allowance, Instance, Timings

DAYS = st.dates(date(2023, 1, 3), date(2026, 11, 30))


@pytest.fixture(autouse=True)
def law_from_files():
    with law.from_files():
        yield


def shipped() -> Timings:
    with law.from_files():
        return rules.timings_of(
            rules.read_timings(
                rule_set=found.id, variant=variant, content=found.content, effective_from=found.effective_from,
                effective_to=found.effective_to, source=found.source, status=found.status,
            )
            for kind, variant in KINDS
            for found in law.rule_sets(kind)
        )  # fmt: skip


def calendar():
    with law.from_files():
        return law.calendar()


def due(variant: str, step: str, **dates) -> date:
    found = rules.clocks(Instance("1.000001", "d", "1/QĐ", **dates), shipped(), calendar(), (variant,))
    return next(clock.due_on for clock in found if clock.step == step)


def test_the_chairman_decides_5_days_before_the_effect_by_the_law():
    """Decree 63/2010/NĐ-CP art. 15: for an effect on Monday 15 April 2024, Wednesday the 10th is the last day."""
    assert due("law", "decision", effective_on=date(2024, 4, 15)) == date(2024, 4, 10)


def test_the_portal_counts_5_working_days_before_the_effect():
    """Notes on QĐ 766: the same effect asks for Monday the 8th; a decision of the 9th is on time by the law only."""
    assert due("portal", "decision", effective_on=date(2024, 4, 15)) == date(2024, 4, 8)
    assert due("portal", "decision", effective_on=date(2024, 3, 15)) == date(2024, 3, 8)  # a Friday, for a Friday


def test_tet_moves_the_portals_reading_but_not_the_laws():
    """An effect on Monday 19 February 2024: Tết is off from the 8th to the 14th."""
    effect = {"effective_on": date(2024, 2, 19)}
    assert due("law", "decision", **effect) == date(2024, 2, 14)
    assert due("portal", "decision", **effect) == date(2024, 2, 5)


def test_a_ministry_decides_20_days_before_by_the_law_and_20_working_days_by_the_portal():
    effect = {"effective_on": date(2024, 4, 15), "level": "ministry"}
    assert due("law", "decision", **effect) == date(2024, 3, 26)
    assert due("portal", "decision", **effect) == date(2024, 3, 18)


@pytest.mark.parametrize("variant", ["law", "portal"])
def test_posting_within_5_working_days_of_signing_and_10_for_a_ministry(variant):
    """Arts. 15, 24: signed on Thursday 18 April 2024; 29 April is off by exchange, 30 April and 1 May are holidays."""
    signed = {"decided_on": date(2024, 4, 18)}
    assert due(variant, "posting", **signed) == date(2024, 4, 25)
    assert due(variant, "posting", level="ministry", **signed) == date(2024, 5, 6)


@pytest.mark.parametrize("variant", ["law", "portal"])
def test_the_shortened_procedure_has_3_days_to_decide_and_2_working_days_to_post(variant):
    """Art. 13: a text signed on Monday 4 March 2024 is published by Thursday, posted two working days after."""
    dates = {"shortened": True, "text_signed_on": date(2024, 3, 4), "decided_on": date(2024, 3, 7)}
    assert due(variant, "decision", **dates) == date(2024, 3, 7)
    assert due(variant, "posting", **dates) == date(2024, 3, 11)


def test_a_shortened_limit_that_ends_on_a_sunday_ends_on_monday():
    """Civil Code 2015 art. 148.5."""
    assert due("law", "decision", shortened=True, text_signed_on=date(2024, 3, 7)) == date(2024, 3, 11)


def test_before_the_index_existed_only_the_law_counts():
    instance = Instance("1.000001", "d", "1/QĐ", effective_on=date(2022, 1, 10), decided_on=date(2022, 1, 4))
    found = rules.clocks(instance, shipped(), calendar())
    assert {clock.variant for clock in found} == {"law"}


def test_without_the_date_of_effect_no_decision_clock_is_invented():
    found = rules.clocks(Instance("1.000001", "d", "", decided_on=None), shipped(), calendar())
    assert found == ()


def test_internal_procedures_have_no_clock_of_the_decree():
    instance = Instance(
        "NB.1", "d", "1/QĐ", scope="internal", effective_on=date(2024, 4, 1), decided_on=date(2024, 4, 1)
    )
    assert rules.clocks(instance, shipped(), calendar()) == ()


@given(effect=DAYS, days=st.integers(1, 30))
def test_the_last_day_before_an_effect_leaves_exactly_the_days_the_rule_asks_for(effect, days):
    known = calendar()
    plain, _, _ = rules.latest_before(effect, Allowance(days, "day"), known)
    assert (effect - plain).days == days
    working, counted, skipped = rules.latest_before(effect, Allowance(days, "working_day"), known)
    assert working_days_between(working, effect, known) == days
    assert working_days_between(working + timedelta(days=1), effect, known) == days - known.is_working(
        working + timedelta(days=1)
    )
    assert known.is_working(working)
    assert len(counted) + len(skipped) == (effect - working).days
    assert working <= plain


@given(signed=DAYS, days=st.integers(1, 30))
def test_a_posting_limit_ends_on_a_working_day_after_so_many_working_days(signed, days):
    known = calendar()
    last, counted, _ = rules.within(signed, Allowance(days, "working_day"), known)
    assert working_days_between(signed, last, known) == days == len(counted)
    assert known.is_working(last)


@given(effect=DAYS, decided=DAYS, posted=DAYS)
def test_who_is_on_time_for_the_portal_is_on_time_by_the_law(effect, decided, posted):
    instance = Instance("1.000001", "d", "1/QĐ", effective_on=effect, decided_on=decided, posted_on=posted)
    late = {
        variant: {
            clock.step for clock in rules.clocks(instance, shipped(), calendar(), (variant,)) if clock.late(posted)
        }
        for variant in ("law", "portal")
    }
    assert late["law"] <= late["portal"]


@given(effect=DAYS, decided=DAYS, posted=st.none() | DAYS, today=DAYS)
def test_one_late_instance_makes_the_procedure_late_and_it_counts_once(effect, decided, posted, today):
    known, calendar_ = shipped(), calendar()
    once = Instance("1.000001", "a", "1/QĐ", effective_on=effect, decided_on=decided, posted_on=posted)
    good = Instance(
        "1.000001", "b", "2/QĐ", effective_on=effect, decided_on=effect - timedelta(days=60),
        posted_on=effect - timedelta(days=60),
    )  # fmt: skip
    span = {"first": date(2020, 1, 1), "last": date(2030, 1, 1), "today": today}
    one = rules.tally(rules.clocks(once, known, calendar_, ("law",)), **span)
    both = rules.tally(
        [*rules.clocks(once, known, calendar_, ("law",)), *rules.clocks(good, known, calendar_, ("law",))], **span
    )
    assert both.due <= {"1.000001"}
    assert set(both.late) == set(one.late)
    assert both.on_time == both.due - both.late.keys()


@given(due_on=DAYS, today=DAYS)
def test_reminders_come_closer_and_end_with_lateness(due_on, today):
    stage = rules.stage(due_on, today, (10, 5, 2, 0))
    left = (due_on - today).days
    assert (stage == "late") == (left < 0)
    assert (stage == "") == (left > 10)
    if stage.isdigit():
        assert left <= int(stage)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("trình công bố bổ sung danh mục TTHC nội bộ trước tháng 6/2024 và rà soát", date(2024, 5, 31)),
        ("công bố danh mục thủ tục hành chính nội bộ trước ngày 15/3/2025", date(2025, 3, 14)),
        ("công bố danh mục TTHC nội bộ trong tháng 2 năm 2024", date(2024, 2, 29)),
    ],
)
def test_the_date_of_the_internal_list_is_read_from_the_words_of_the_plan(words, expected):
    assert rules.duty_in(words, plan="p").due_on == expected


@given(st.text(max_size=200))
def test_reading_a_plan_never_fails(text):
    rules.duty_in(f"công bố danh mục TTHC nội bộ trước tháng {text}", plan="p")
    rules.duty_in(text, plan="p")
