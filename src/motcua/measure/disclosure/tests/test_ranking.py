"""Units in the order of what they surely reach."""

from hypothesis import given
from hypothesis import strategies as st

from motcua.measure.disclosure.rules import ranking

counts = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=6).map(
    lambda pairs: [(f"u{n}", good, good + bad) for n, (good, bad) in enumerate(pairs)]
)


def test_one_dossier_in_time_does_not_win():
    assert [one.unit for one in ranking([("one", 1, 1), ("many", 190, 200)])] == ["many", "one"]


def test_units_whose_intervals_touch_are_level():
    found = {one.unit: one.words for one in ranking([("a", 95, 100), ("b", 96, 100), ("c", 10, 100)])}
    assert found == {"a": "1–2", "b": "1–2", "c": "3"}


def test_a_unit_without_dossiers_has_no_place():
    assert ranking([("a", 0, 0)]) == []


@given(counts)
def test_every_place_lies_among_the_units_and_the_first_may_be_first(units):
    found = ranking(units)
    assert all(1 <= one.best <= one.worst <= len(found) for one in found)
    assert not found or found[0].best == 1


@given(counts, st.randoms())
def test_the_order_in_which_units_are_told_does_not_matter(units, random):
    turned = list(units)
    random.shuffle(turned)
    assert ranking(units) == ranking(turned)
