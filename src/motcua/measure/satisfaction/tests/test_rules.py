"""Tokens that nobody can make, move or alter; intervals that say how little a few ratings mean."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.measure.satisfaction.rules import WAYS, Ratings, belongs, digest, issue, wilson
from motcua.measure.satisfaction.rules.tokens import RANDOM

KEY = b"k" * 32
DOSSIER = UUID("018e1f6e-0000-7000-8000-000000000001")
randoms = st.binary(min_size=RANDOM, max_size=RANDOM)


@given(randoms, st.uuids())
def test_a_token_belongs_to_the_dossier_it_was_issued_for_and_to_no_other(random, other):
    token = issue(dossier=DOSSIER, random=random, key=KEY)
    assert belongs(token, dossier=DOSSIER, key=KEY)
    assert other == DOSSIER or not belongs(token, dossier=other, key=KEY)
    assert not belongs(token, dossier=DOSSIER, key=b"another key")


@given(randoms, st.integers(0, 31), st.characters(codec="utf-8"))
def test_a_token_with_any_letter_changed_is_forged(random, place, letter):
    token = issue(dossier=DOSSIER, random=random, key=KEY)
    changed = token[:place] + letter + token[place + 1 :]
    assert changed == token or not belongs(changed, dossier=DOSSIER, key=KEY)


@given(st.text())
def test_any_text_is_answered(text):
    assert not belongs(text, dossier=DOSSIER, key=KEY)
    assert len(digest(text)) == 64


def test_a_token_is_short_enough_for_a_message_and_needs_fresh_randomness():
    assert len(issue(dossier=uuid4(), random=b"x" * RANDOM, key=KEY)) == 32
    with pytest.raises(ValueError, match="random bytes"):
        issue(dossier=DOSSIER, random=b"few", key=KEY)


def test_every_way_ends():
    assert all(span.total_seconds() > 0 for span in WAYS.values())


def test_one_happy_applicant_of_one_says_little():
    assert wilson(1, 1) == (20.65, 100.0)
    assert wilson(0, 1) == (0.0, 79.35)
    assert wilson(0, 0) is None


def test_wilson_gives_the_textbook_interval():
    """Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263 gives 0,2553 to 0,3662."""
    assert wilson(81, 263) == (25.53, 36.62)


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_interval_holds_the_share_and_stays_between_nothing_and_all(good, bad):
    found = wilson(good, good + bad)
    if good + bad:
        low, high = found
        assert 0 <= low <= round(good * 100 / (good + bad), 2) <= high <= 100
        assert low < high


@given(st.integers(1, 300), st.integers(1, 300), st.integers(2, 5))
def test_the_same_share_of_more_ratings_is_surer(good, bad, times):
    few, many = wilson(good, good + bad), wilson(good * times, (good + bad) * times)
    assert many[1] - many[0] < few[1] - few[0]


def test_more_cannot_count_than_there_are():
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)


def test_a_three_is_neither_satisfied_nor_not():
    found = Ratings(10, (1, 1, 2, 0, 1))
    assert (found.rated, found.satisfied, found.dissatisfied) == (5, 1, 2)
    assert (found.share, found.response, found.few) == (20.0, 50.0, True)
    assert (Ratings().share, Ratings().response, Ratings().interval) == (None, None, None)
    assert (found + found).scores == (2, 2, 4, 0, 2)
