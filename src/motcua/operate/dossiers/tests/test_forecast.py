"""The forecast: an honest interval, tried on what happened afterwards, and silence with too little to go by."""

import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.operate.dossiers import queries
from motcua.operate.dossiers.rules.forecast import FEWEST, forecast

HOUR = 3600


def office_times(luck, count):
    """Dossiers as offices have them: most in a day or two, some that lie for weeks."""
    return [int(luck.lognormvariate(2.3, 0.8) * HOUR) for _ in range(count)]


@pytest.mark.parametrize("seen", [40, 300])
def test_nine_in_ten_finish_within_the_interval(seen):
    luck = random.Random(seen)
    inside = asked = 0
    for _ in range(1500):
        history, whole = office_times(luck, seen), office_times(luck, 1)[0]
        elapsed = int(whole * luck.random() * 0.6)
        found = forecast(elapsed, history)
        if found is not None:
            asked += 1
            inside += found.low <= whole - elapsed <= found.high
    assert asked > 1000
    assert 0.83 <= inside / asked <= 0.97


@given(st.integers(0, 10**6), st.lists(st.integers(1, 10**6), max_size=60))
def test_an_interval_is_in_order_and_never_ends_before_now(elapsed, history):
    found = forecast(elapsed, history)
    longer = [whole for whole in history if whole > elapsed]
    assert (found is None) == (len(longer) < FEWEST)
    if found is not None:
        assert 0 < found.low <= found.middle <= found.high


@pytest.mark.django_db
def test_without_finished_dossiers_nothing_is_foretold(play):
    play("minh", "accept")
    assert queries.expected_finish(play.dossier, play.now + timedelta(hours=1)) is None
