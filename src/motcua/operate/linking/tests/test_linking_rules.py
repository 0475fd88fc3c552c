"""Which parts go out when: NĐ 61/2018/NĐ-CP điều 19 khoản 6 (paper in order, electronic to all at once)."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.time import TZ, Calendar, OfficeHours
from motcua.operate.linking import rules
from motcua.operate.linking.rules import Leg, LegIn, Order

legs = st.lists(st.sampled_from([leg.value for leg in Leg]), max_size=6)
TUESDAY = datetime(2024, 3, 5, 9, 0, tzinfo=TZ)


@given(legs)
def test_at_once_everything_that_waits_goes_out(found):
    sent = rules.to_send(Order.AT_ONCE, found)
    assert [found[place] for place in sent] == [Leg.PLANNED] * found.count(Leg.PLANNED)


@given(legs)
def test_in_order_at_most_one_goes_out_and_only_when_nothing_is_out_or_undecided(found):
    sent = rules.to_send(Order.IN_ORDER, found)
    assert len(sent) <= 1
    if sent:
        assert found[sent[0]] == Leg.PLANNED
        assert Leg.PLANNED not in found[: sent[0]]
        assert not {Leg.SENT, Leg.REFUSED} & set(found)


@given(legs, st.sampled_from(list(Order)))
def test_a_plan_is_over_exactly_when_nothing_is_to_send_awaited_or_decided(found, order):
    assert rules.is_over(found) == (not {Leg.PLANNED, Leg.SENT, Leg.REFUSED} & set(found))
    if rules.is_over(found):
        assert rules.to_send(order, found) == ()


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4), st.sampled_from(list(Order)))
def test_however_a_plan_goes_it_ends_when_each_part_that_is_out_ends(days, order):
    found = [Leg.PLANNED] * len(days)
    for _ in range(2 * len(days)):
        for place in rules.to_send(order, found):
            found[place] = Leg.SENT
        found = [Leg.DONE if leg == Leg.SENT else leg for leg in found]
    assert rules.is_over(found)


def test_a_plan_says_whom_what_and_how_long():
    good = LegIn(unit="x", what="Thẩm định", days=2)
    assert rules.judge("in_order", [good]) is None
    assert rules.judge("later", [good]).code == "no_order"
    assert rules.judge("at_once", []).code == "no_legs"
    assert rules.judge("at_once", [good] * 7).code == "no_legs"
    for changed, code in (({"unit": ""}, "no_unit"), ({"what": " "}, "no_matter"), ({"days": 0}, "bad_days")):
        leg = LegIn(**({"unit": "x", "what": "y", "days": 1} | changed))
        assert rules.judge("at_once", [good, leg]).code == code


def test_parts_must_end_by_the_due_date_of_the_whole():
    calendar = Calendar("vn", "1", {}, {}, OfficeHours(), (datetime(2024, 1, 1).date(), datetime(2024, 12, 31).date()))  # noqa: DTZ001
    due = datetime(2024, 3, 8, 17, 0, tzinfo=TZ)  # Friday, three working days on

    def fits(order, *days):
        return rules.fits(order, days, start=TUESDAY, legal_due=due, calendar=calendar)

    assert fits("in_order", 1, 2)
    assert not fits("in_order", 2, 2)
    assert fits("at_once", 3, 3)
    assert not fits("at_once", 4, 1)
    assert rules.fits("at_once", [9], start=TUESDAY, legal_due=None, calendar=calendar)
    late = datetime(2024, 3, 1, 17, 0, tzinfo=TZ)
    assert rules.fits("at_once", [9], start=TUESDAY, legal_due=late, calendar=calendar)  # late already: it must go on
