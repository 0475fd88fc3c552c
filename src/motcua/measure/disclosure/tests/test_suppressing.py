"""What is hidden cannot be computed back: not from totals, not from another edition of the same month."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.measure.disclosure.rules import TOTAL, Shown, Table, protect

KINDS = ("a", "b", "c")
counts = st.one_of(st.integers(0, 6), st.integers(0, 60))


@st.composite
def tables(draw, rows=3, columns=2):
    names = tuple(f"u{n}" for n in range(draw(st.integers(1, rows))))
    kinds = KINDS[: draw(st.integers(1, columns))]
    return Table(names, kinds, {key: draw(counts) for key in product(names, kinds)})


@st.composite
def restatements(draw):
    """A table, and the same with a few counts that late data changed."""
    first = draw(tables(3, 2))
    changed = dict(first.cells)
    for key in draw(st.lists(st.sampled_from(sorted(first.cells)), max_size=2)):
        changed[key] = max(0, changed[key] + draw(st.integers(-2, 3)))
    return first, Table(first.rows, first.columns, changed)


def near(table):
    """Every table that differs from this one by at most 1 a cell."""
    keys = sorted(table.cells)
    for steps in product((-1, 0, 1), repeat=len(keys)):
        cells = {key: table.cells[key] + step for key, step in zip(keys, steps, strict=True)}
        if min(cells.values()) >= 0:
            yield Table(table.rows, table.columns, cells)


def possible(shown):
    """The tables that somebody who sees what is shown cannot rule out."""
    table, margins = shown.table, [(TOTAL, column) for column in shown.table.columns]
    for other in near(table):
        open_keys = [*margins, *(key for key in table.places() if key not in shown.hidden)]
        if all(other.value(key) == table.value(key) for key in open_keys):
            yield other


@given(tables(3, 3))
def test_no_small_count_follows_from_what_is_shown(table):
    shown = protect(table)
    if shown is None:
        return
    assert all(key in shown.hidden for key in shown.small())
    guesses = list(possible(shown))
    for key in shown.small():
        assert len({other.value(key) for other in guesses}) > 1, key


@given(restatements())
def test_no_small_count_follows_from_two_editions_together(pair):
    """The reader of both even knows which counts late data did not touch."""
    first, second = pair
    before = protect(first)
    after = protect(second, [before]) if before else None
    if before is None or after is None:
        return
    assert before.hidden <= after.hidden
    same = [key for key in first.places() if first.value(key) == second.value(key)]
    pairs = [
        (one, two)
        for one, two in product(possible(before), possible(after))
        if all(one.value(key) == two.value(key) for key in same)
    ]
    for key in before.small():
        assert len({one.value(key) for one, _ in pairs}) > 1, key
    for key in after.small():
        assert len({two.value(key) for _, two in pairs}) > 1, key


@given(tables(3, 3))
def test_what_is_shown_is_true_and_zeros_and_large_counts_are_hidden_only_for_the_sake_of_small_ones(table):
    shown = protect(table)
    if shown is None:
        return
    assert all(shown.value(key) in (None, table.value(key)) for key in table.places())
    assert bool(shown.hidden) == bool(shown.small())


@given(tables(3, 3))
def test_the_same_table_is_always_shown_in_the_same_way(table):
    turned = Table(table.rows, table.columns, dict(reversed(list(table.cells.items()))))
    assert (protect(table) or Shown(table, frozenset())).hidden == (protect(turned) or Shown(table, frozenset())).hidden


def test_one_late_dossier_hides_a_square():
    cells = {("u1", "a"): 40, ("u1", "b"): 1, ("u2", "a"): 30, ("u2", "b"): 12, ("u3", "a"): 90, ("u3", "b"): 0}
    shown = protect(Table(("u1", "u2", "u3"), ("a", "b"), cells))
    assert ("u1", "b") in shown.hidden
    assert len(shown.hidden) >= 4
    assert shown.value((TOTAL, "b")) == 13


def test_a_lone_unit_cannot_hide_behind_anybody():
    assert protect(Table(("u1",), ("a", "b"), {("u1", "a"): 9, ("u1", "b"): 2})) is None


def test_the_one_late_dossier_of_the_agency_may_be_of_either_unit():
    cells = {("u1", "a"): 40, ("u1", "b"): 1, ("u2", "a"): 30, ("u2", "b"): 0}
    shown = protect(Table(("u1", "u2"), ("a", "b"), cells))
    assert {("u1", "b"), ("u2", "b")} <= shown.hidden


def test_nothing_small_hides_nothing():
    shown = protect(Table(("u1", "u2"), ("a",), {("u1", "a"): 0, ("u2", "a"): 5}))
    assert shown.hidden == frozenset()


def test_a_small_count_that_late_data_alone_would_betray_withholds_the_table():
    """u1 had no late dossier, openly; one came late. Every other count is known from before."""
    names, kinds = ("u1", "u2"), ("a", "b")
    first = Table(names, kinds, {("u1", "a"): 20, ("u1", "b"): 0, ("u2", "a"): 30, ("u2", "b"): 10})
    before = protect(first)
    after = Table(names, kinds, {**first.cells, ("u1", "b"): 1})
    assert before.hidden == frozenset()
    assert protect(after, [before]) is None


def test_a_count_below_zero_is_no_count():
    with pytest.raises(ValueError, match="below 0"):
        Table(("u",), ("a",), {("u", "a"): -1})
