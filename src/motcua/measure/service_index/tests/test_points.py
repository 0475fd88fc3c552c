"""Points of the index: examples from the notes on the formulas of QĐ 766/QĐ-TTg, and what must always hold."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.measure.service_index import queries
from motcua.measure.service_index.rules import Given, Scored, cents, points_for, score_index, score_metric

PORTAL = queries.scale("portal_2026")
SCORED = [metric for metric in PORTAL.metrics if metric.scored]


def counts(numerator, denominator):
    return Given(Decimal(numerator), Decimal(denominator))


def scored(code, numerator, denominator):
    return score_metric(PORTAL.metric(code), counts(numerator, denominator))


@pytest.mark.parametrize(
    ("code", "numerator", "denominator", "points"),
    [
        ("DOSSIERS_ONLINE", 78 * 95, 120 * 100, "6"),  # 3.3: 61.75 % of 50 %: all points
        ("DOSSIER_RECEIVING_SATISFACTION", 95, 100, "6"),  # 5.4: 3 % overdue and 2 % disliked
        ("DOSSIER_RECEIVING_SATISFACTION", 89, 100, "5.93"),
        ("REUSED_DIGITIZED_DATA", 40, 100, "1"),  # 4.3: half of 80 %
        ("SERVICES_ONLINE", 80, 100, "2"),
        ("ON_TIME", 1, 3, "6.67"),
        ("ON_TIME", 0, 7, "0"),
    ],
)
def test_examples_of_the_notes(code, numerator, denominator, points):
    assert scored(code, numerator, denominator).score == Decimal(points)


def test_nothing_missing_and_zero_are_three_things():
    metric = PORTAL.metric("DOSSIER_SYNC")
    assert (score_metric(metric).status, score_metric(metric).score) == ("missing", None)
    assert (scored("DOSSIER_SYNC", 0, 0).status, scored("DOSSIER_SYNC", 0, 0).score) == ("not_applicable", None)
    assert (scored("DOSSIER_SYNC", 0, 5).status, scored("DOSSIER_SYNC", 0, 5).score) == ("counted", Decimal(0))


def test_no_petition_earns_all_points_and_no_dossier_none():
    assert scored("PETITION_PROCESSING_ON_TIME", 0, 0).score == 6
    assert scored("DOSSIER_RECEIVING_SATISFACTION", 0, 0).score == 0


def test_a_task_the_agency_does_not_have_is_neither_lost_nor_missing():
    alone = score_index(PORTAL, Scored({"ELECTRONIC_CERTIFIED_COPY": Given(out_of_scope="không thuộc thẩm quyền")}))
    assert "ELECTRONIC_CERTIFIED_COPY" not in alone.missing
    assert alone.total is None


def test_the_scale_adds_up():
    assert PORTAL.most == 100
    assert sum(metric.points for metric in SCORED) == 100
    assert not PORTAL.bands_verified


parts = st.integers(0, 10**6).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
said = st.dictionaries(st.sampled_from([metric.code for metric in SCORED]), parts)


@given(st.sampled_from(SCORED), parts)
def test_points_lie_between_nothing_and_all(metric, pair):
    score = score_metric(metric, counts(*pair)).score
    assert score is None or 0 <= score <= metric.points


@given(st.sampled_from(SCORED), st.integers(1, 10**6), st.data())
def test_one_case_more_never_costs_points(metric, whole, data):
    fewer = data.draw(st.integers(0, whole - 1))
    assert scored(metric.code, fewer, whole).score <= scored(metric.code, fewer + 1, whole).score


@given(said, st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_never_changes_a_point(pairs, random):
    items = [(code, counts(*pair)) for code, pair in pairs.items()]
    mixed = random.sample(items, len(items))
    assert score_index(PORTAL, Scored(dict(items))) == score_index(PORTAL, Scored(dict(mixed)))


@given(said)
def test_what_is_shown_adds_up_and_is_never_far_from_the_exact_sum(pairs):
    score = score_index(PORTAL, Scored({code: counts(*pair) for code, pair in pairs.items()}))
    assert score.total == (
        sum(group.score for group in score.groups if group.score is not None) if pairs else None
    ) or (score.total is None)
    exact = sum(
        (points_for(PORTAL.metric(code), Fraction(top, whole)) for code, (top, whole) in pairs.items() if whole),
        Fraction(),
    )
    added = sum((one.score for one in score.metrics if one.score is not None and one.given.denominator), Decimal())
    assert abs(Fraction(added) - exact) <= Fraction(5, 1000) * len(SCORED)
    assert score.most <= 100


@given(st.fractions(0, 1000))
def test_rounding_is_half_up_to_a_hundredth(value):
    assert abs(Fraction(cents(value)) - value) <= Fraction(1, 200)
    assert cents(Fraction(5, 1000)) == Decimal("0.01")
