"""The forecast of a running period: never surer than it may be, and what must still come adds up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.measure.indicators import queries
from motcua.measure.indicators.desk.overview import forecast_words
from motcua.measure.indicators.queries import Scope
from motcua.measure.indicators.rules import forecast, parse_period
from motcua.measure.indicators.tests.building import at, days, fact, keep

pairs = st.integers(0, 400).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d)))


@given(pairs, st.lists(pairs, max_size=11), st.integers(1, 365), st.integers(0, 364), st.sampled_from([45, 90, 100]))
def test_the_interval_holds_the_value_and_nothing_impossible(so_far, months, elapsed, remaining, target):
    numerator, denominator = so_far
    found = forecast(
        numerator=numerator, denominator=denominator, target=target, months=months, elapsed=elapsed,
        remaining=remaining,
    )  # fmt: skip
    if found is None:
        return
    assert 0 <= found.low <= found.value <= found.high <= 100
    after = denominator + found.coming
    assert (numerator + found.needed) * 100 >= target * after
    assert found.needed == 0 or (numerator + found.needed - 1) * 100 < target * after


def test_too_few_months_say_nothing_and_months_that_differ_widen_the_interval():
    asked = {"numerator": 40, "denominator": 100, "target": 50, "elapsed": 120, "remaining": 240}
    assert forecast(**asked, months=[(10, 25), (10, 25)]) is None
    alike = forecast(**asked, months=[(10, 25)] * 4)
    unlike = forecast(**asked, months=[(2, 25), (18, 25), (5, 25), (15, 25)])
    assert alike.coming == 200
    assert alike.needed == 110
    assert alike.low < 40 < alike.high  # chance alone, although the months are alike
    assert unlike.high - unlike.low > alike.high - alike.low


@pytest.mark.django_db
def test_only_a_period_that_runs_has_a_forecast(cast):
    keep(*(fact(accepted=day, channel=1 + (n % 4 == 0)) for n, day in enumerate(days(date(2024, 1, 2), 180))))
    now = at(date(2024, 6, 30))
    for text, some in (("2024", True), ("2024-Q1", False), ("2025", False)):
        period = parse_period(text)
        figure = queries.compute("I.3", period, now=now)
        assert (queries.forecast_of(figure, period, now=now, scope=Scope()) is not None) == some, text
    period = parse_period("2024")
    words = forecast_words(
        queries.forecast_of(queries.compute("I.3", period, now=now), period, now=now), "hồ sơ", until=period.last
    )
    assert words.startswith("Dự báo đến 31/12: 25,")
    assert "cần ít nhất" in words
