"""Each check by itself: what it finds, what it leaves alone, and that no robust value is better than it may be."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.measure.checks.rules import CHECKS, Case, View, run
from motcua.measure.checks.tests.measuring import ground
from motcua.measure.facts.rules import fold
from motcua.measure.signals.rules import Moment, Story

MONDAY = datetime(2024, 3, 4, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def on():
    with ground() as given:
        yield given


def case(n, *, end=24.0, due=5, reused=False, source="", state=9, **more):
    """A dossier that ends `end` hours after intake, due in `due` days (None: no due date)."""
    begun = MONDAY + timedelta(minutes=n)
    papers = [{"code": "TP1", "digitise": True, "file": True, "reused": reused, "source": source}]
    dues = {"legal_due": (begun + timedelta(due)).isoformat()} if due is not None else {}
    code = f"000.00.14.H99-240304-{n:04d}"
    moments = [
        Moment(1, "dossier.submitted", begun, 1, payload={"unit": "u", "components": papers}),
        Moment(2, "dossier.accepted", begun, 2, payload={"code": code, **dues}),
    ]
    if end is not None:
        moments.append(Moment(3, "dossier.issued", begun + timedelta(hours=end), 9))
    fact = None
    for one in moments:
        said = {**(one.payload or {}), "state": one.state}
        fact = fold(
            fact, SimpleNamespace(stream_id=f"d{n}", type=one.type, payload=said, occurred_at=one.at, source="")
        )
    return Case(Story(f"d{n}", code, "u", tuple(moments)), fact, **more)


def findings(cases, on):
    view = View(date(2024, 1, 1), date(2024, 12, 31), "2024", on["calendar"], MONDAY, shared=on["shared"])
    return {one.check: one for one in run(cases, view, on["limits"])}


def plain(first, last):
    return [case(n) for n in range(first, last + 1)]


def test_an_ordinary_office_is_not_asked_anything(on):
    assert findings(plain(1, 40), on) == {}


@pytest.mark.parametrize(
    ("check", "odd"),
    [
        ("no_due", {"due": None}),
        ("same_moment", {"end": 0}),
        ("result_is_paper", {"submitted": frozenset({"a", "b"}), "result": "a"}),
        ("identities", {"identity": "i", "odd_identity": True}),
        ("unsourced_reuse", {"reused": True}),
        ("sent_otherwise", {"end": None, "sent_final": True}),
    ],
)
def test_each_trick_is_found_with_its_dossiers_and_nothing_else(on, check, odd):
    told = findings([*plain(1, 30), *(case(n, **odd) for n in range(31, 37))], on)
    assert set(told) == {check}
    assert {row.dossier for row in told[check].evidence} == {f"d{n}" for n in range(31, 37)}


def test_one_number_for_many_names_is_found_and_a_family_is_not(on):
    family = [case(n, identity="f", person=f"p{n % 2}") for n in range(1, 9)]
    assert findings([*family, *plain(9, 20)], on) == {}
    crowd = [case(n, identity="000000001", person=f"p{n}") for n in range(1, 9)]
    assert findings([*crowd, *plain(9, 20)], on)["identities"].flagged == 8


def test_reuse_with_its_source_is_left_alone(on):
    assert findings([case(n, reused=True, source="earlier_result") for n in range(1, 20)], on) == {}


def test_missing_numbers_are_counted_and_named(on):
    (told,) = findings([*plain(1, 10), *plain(14, 20), case(22)], on).values()
    assert (told.check, told.unit, told.flagged) == ("number_gaps", "", 4)
    assert told.figure.robust == (18, 22)
    assert "11–13, 21" in told.evidence[0].words


def test_every_check_has_a_threshold_and_every_threshold_a_check(on):
    assert set(on["limits"]) == set(CHECKS)
    assert sorted(one.number for one in CHECKS.values()) == list(range(1, 12))


cases_ = st.lists(
    st.fixed_dictionaries(
        {
            "end": st.sampled_from([None, 0, 1, 24, 24 * 9]),
            "due": st.sampled_from([None, 1, 5]),
            "reused": st.booleans(),
            "identity": st.sampled_from(["", "a", "b"]),
            "person": st.sampled_from(["p", "q", "r"]),
            "odd_identity": st.booleans(),
            "submitted": st.just(frozenset({"x"})),
            "result": st.sampled_from(["", "x", "y"]),
            "sent_final": st.sampled_from([None, True, False]),
        }
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(cases_)
def test_evidence_is_about_dossiers_looked_at_and_figures_are_shares(on, made):
    cases = [case(n, **values) for n, values in enumerate(made, start=1)]
    for told in findings(cases, on).values():
        assert {row.dossier for row in told.evidence} <= {one.story.dossier for one in cases}
        assert 0 < told.flagged <= max(told.looked, len(told.evidence))
        for right, total in (told.figure.official, told.figure.robust):
            assert 0 <= right <= total
