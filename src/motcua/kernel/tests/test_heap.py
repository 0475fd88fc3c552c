"""The collector rests inside, and is as it was afterwards, whatever happened."""

import gc

import pytest

from motcua.kernel.heap import SELDOM, seldom_swept


def _breaking(seen: list[tuple[int, bool]]) -> None:
    with seldom_swept():
        seen.append((gc.get_threshold()[0], gc.get_freeze_count() > 0))
        raise RuntimeError


def test_the_collector_rests_and_is_as_before_even_after_an_error() -> None:
    before = gc.get_threshold(), gc.get_freeze_count()
    seen: list[tuple[int, bool]] = []
    with pytest.raises(RuntimeError):
        _breaking(seen)
    assert seen == [(SELDOM, True)]
    assert (gc.get_threshold(), gc.get_freeze_count()) == before
