"""Points still to be won, and why two figures differ: examples and what must always hold."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from motcua.measure.service_index import queries
from motcua.measure.service_index.rules import Given, Scored, chance, chances, compare, score_index, score_metric

PORTAL = queries.scale("portal_2026")


def one(code, numerator, denominator, **more):
    return score_metric(PORTAL.metric(code), Given(Decimal(numerator), Decimal(denominator), **more))


def test_what_can_be_mended_is_counted_to_the_threshold():
    """3.1 has all points at 80 %: 60 of 100 need 20 more; a point is the half of 2."""
    found = chance(one("SERVICES_ONLINE", 60, 100))
    assert (found.to_full, found.lost, found.mends) == (20, Decimal("0.5"), True)
    assert (found.cases, found.points) == (20, Decimal("0.5"))


def test_what_is_past_mending_is_raised_by_new_cases_only():
    """5.4 has all points at 90 %: from 84 of 100, 60 new happy dossiers give 144 of 160."""
    found = chance(one("DOSSIER_RECEIVING_SATISFACTION", 84, 100))
    assert found.to_full == 60
    assert not found.mends


def test_new_cases_alone_never_earn_all_points_of_a_ratio_of_100_percent():
    found = chance(one("ON_TIME", 90, 100))
    assert found.to_full is None
    assert (found.cases, found.points) == (100, Decimal(1))  # 190 of 200 are 95 %: 19 points
    almost = chance(one("ON_TIME", 999, 1000))
    assert almost.points > 0


def test_nothing_is_left_where_all_points_are_earned_or_nothing_is_counted():
    assert chance(one("DOSSIER_SYNC", 7, 7)) is None
    assert chance(one("DOSSIER_SYNC", 0, 0)) is None
    assert chance(score_metric(PORTAL.metric("DOSSIER_SYNC"))) is None
    assert chance(score_metric(PORTAL.metric("ELECTRONIC_CERTIFIED_COPY"), Given(ratio=Decimal(50)))) is None


counted = st.sampled_from([m for m in PORTAL.metrics if m.scored and m.win]).flatmap(
    lambda metric: st.integers(1, 5000).flatmap(
        lambda whole: st.tuples(st.just(metric.code), st.integers(0, whole), st.just(whole))
    )
)


@given(st.lists(counted, max_size=8))
def test_the_cheapest_point_stands_first(said):
    score = score_index(PORTAL, Scored({code: Given(Decimal(n), Decimal(d)) for code, n, d in said}))
    prices = [found.price for found in chances(score)]
    assert prices == sorted(prices)


@given(counted)
def test_doing_what_is_said_earns_what_was_said(said):
    code, top, whole = said
    found = chance(one(code, top, whole))
    if found is None:
        return
    more = 0 if found.mends else found.cases
    after = one(code, top + found.cases, whole + more)
    assert after.score == one(code, top, whole).score + found.points
    if found.to_full is not None:
        full = one(code, top + found.to_full, whole + (0 if found.mends else found.to_full))
        assert full.score == full.metric.points


def told(ours, theirs, **more):
    return compare(ours, theirs, **more)


def test_the_same_counts_need_no_explanation():
    found = told(one("ON_TIME", 9, 10), Given(Decimal(9), Decimal(10), points=Decimal(18)))
    assert found.agrees
    assert found.difference == 0


def test_a_difference_is_explained_by_denominator_numerator_and_ratio():
    theirs = Given(Decimal(90), Decimal(120), points=Decimal(15))
    found = told(one("ON_TIME", 90, 100), theirs, scope="Cổng tính cả tỉnh")
    assert found.difference == 3
    assert found.reasons == (
        "Cổng tính nhiều hơn 20 hồ sơ ở mẫu số: Cổng tính cả tỉnh",
        "tỷ lệ ở đây cao hơn 15 điểm phần trăm",
    )
    theirs = Given(Decimal(1290), Decimal(1500), points=Decimal("17.2"))
    same = told(one("ON_TIME", 1200, 1500), theirs, hints={"ON_TIME": "12 hồ sơ bổ sung hơn một lần"})
    assert same.reasons == (
        "cùng mẫu số, Cổng tính được nhiều hơn 90 hồ sơ",
        "tỷ lệ ở đây thấp hơn 6 điểm phần trăm",
        "12 hồ sơ bổ sung hơn một lần",
    )


def test_points_that_do_not_follow_from_the_published_counts_are_said():
    theirs = Given(Decimal(70), Decimal(100), points=Decimal("3.5"))
    found = told(one("SO_HOA_GIAY_TO_GIAI_QUYET", 70, 100), theirs)
    assert found.reasons == ("theo thang điểm đang dùng thì số đếm của Cổng được 2,8 điểm, Cổng công bố 3,5",)


def test_one_side_alone_is_told_and_never_compared_with_zero():
    ours = score_metric(PORTAL.metric("DOSSIER_SYNC"), Given(gaps=("chưa nhập sổ",)))
    assert told(ours, Given(Decimal(5), Decimal(5), points=Decimal(6))).reasons == ("chưa nhập sổ",)
    assert told(one("DOSSIER_SYNC", 5, 5), None).difference is None
    away = score_metric(PORTAL.metric("ELECTRONIC_CERTIFIED_COPY"), Given(out_of_scope="không thuộc thẩm quyền"))
    assert told(away, Given(points=Decimal(2))).reasons == ("ở đây không tính: không thuộc thẩm quyền",)
    only_points = told(one("DOSSIERS_ONLINE", 1, 4), Given(points=Decimal(5)))
    assert only_points.reasons == ("Cổng chỉ công bố tỷ lệ hoặc điểm, không có số đếm để đối chiếu",)


def test_a_scale_without_points_compares_nothing():
    unread = replace(PORTAL.metric("ON_TIME"), points=None)
    ours = score_metric(unread, Given(Decimal(1), Decimal(2)))
    assert told(ours, Given(Decimal(1), Decimal(2), points=Decimal(10))).difference is None
