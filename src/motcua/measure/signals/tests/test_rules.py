"""Each rule on its own: what it asks about, what it leaves alone, and that no story can break it."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.time import TZ, local_date
from motcua.law import queries as law
from motcua.measure.signals.queries import thresholds
from motcua.measure.signals.rules import RULES, Moment, Story, chance, find, fold, mending, news, windows
from motcua.measure.signals.rules.mending import MENDING, OTHERWISE

MONDAY = datetime(2024, 3, 4, 9, 0, tzinfo=TZ)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = MONDAY + 20 * DAY
PUBLISHED = frozenset({"TP1", "TP2"})


@pytest.fixture(scope="module")
def ground():
    with law.from_files():
        yield law.calendar(), thresholds(local_date(NOW)).limits


def story(*rows, **changes):
    """Moments as (type, hours after Monday nine o'clock, state, payload)."""
    moments = tuple(
        Moment(n, f"dossier.{name}", MONDAY + hours * HOUR, state, "" if name == "supplemented" else "o", "u", said)
        for n, (name, hours, state, said) in enumerate(rows, start=1)
    )
    values = {"dossier": "d", "code": "H-1", "unit": "u", "moments": moments, "published": PUBLISHED}
    return Story(**(values | changes))


def due(days):
    return (MONDAY + days * DAY).replace(hour=17).isoformat()


BEGIN = (("submitted", -1, 1, {}), ("accepted", 0, 2, {"legal_due": due(10)}), ("assigned", 1, 4, {"officer": "o"}))
END = (("issued", 40, 9, {}), ("returned", 41, 10, {}))


def asked(*codes, at=2):
    return ("supplement_requested", at, 5, {"components": list(codes)})


def given_back(*codes, at=3):
    return ("supplemented", at, 4, {"components": [{"code": code} for code in codes], "legal_due": due(12)})


def rules_of(ground, *stories, now=NOW):
    calendar, limits = ground
    return {one.rule for one in find(list(stories), limits=limits, calendar=calendar, now=now)}


def test_an_ordinary_dossier_asks_nothing(ground):
    assert rules_of(ground, story(*BEGIN, asked("TP1"), given_back("TP1"), *END)) == set()


def test_two_requests_are_asked_about(ground):
    """NĐ 63/2010/NĐ-CP điều 20 khoản 4."""
    twice = story(*BEGIN, asked("TP1"), given_back("TP1"), asked("TP1", at=4), given_back("TP1", at=5), *END)
    assert rules_of(ground, twice) == {"supplements"}


def test_a_defect_that_was_there_is_told_from_one_that_came_with_the_change(ground):
    """A part the applicant changed may have a new defect; a part nobody touched had it before."""
    new = story(*BEGIN, asked("TP1"), given_back("TP1", "TP2"), asked("TP2", at=4), given_back("TP2", at=5), *END)
    old = story(*BEGIN, asked("TP1"), given_back("TP1"), asked("TP2", at=4), given_back("TP2", at=5), *END)
    assert "late_defect" not in rules_of(ground, new)
    assert "late_defect" in rules_of(ground, old)


def test_a_repeated_request_that_the_head_allowed_still_counts(ground):
    again = ("supplement_requested", 4, 5, {"components": ["TP1"], "repeated": True, "proposed_by": "p"})
    calendar, limits = ground
    one = story(*BEGIN, asked("TP1"), given_back("TP1"), again, given_back("TP1", at=5), *END)
    found = {f.rule: f for f in find([one], limits=limits, calendar=calendar, now=NOW)}
    assert found["late_defect"].officer == "p"


@pytest.mark.parametrize(("codes", "hit"), [(["TP1"], False), (["XYZ"], True), ([""], True)])
def test_what_is_not_on_the_published_list_is_asked_about(ground, codes, hit):
    """NĐ 63/2010/NĐ-CP điều 18 khoản 6."""
    one = story(*BEGIN, asked(*codes), given_back(*codes), *END)
    assert ("outside_list" in rules_of(ground, one)) == hit
    assert "outside_list" not in rules_of(ground, story(*BEGIN, asked(*codes), published=None), now=MONDAY + 2 * DAY)


def test_days_without_an_event_count_while_the_office_is_to_act(ground):
    nothing = story(*BEGIN)
    assert rules_of(ground, nothing, now=MONDAY + 3 * DAY) == set()
    assert rules_of(ground, nothing) == {"silent"}
    assert rules_of(ground, story(*BEGIN, asked("TP1"))) == set()  # the applicant is waited for
    assert rules_of(ground, story(*BEGIN, ("hold_placed", 2, 4, {}))) == set()  # another agency is


def test_a_result_before_receipt_cannot_be(ground):
    assert rules_of(ground, story(*BEGIN, ("issued", -3, 9, {}), ("returned", 41, 10, {}))) == {"order"}
    assert "order" in rules_of(ground, story(("submitted", 0, 1, {}), ("returned", 1, 10, {})))


def test_a_date_moved_after_it_had_passed(ground):
    """NĐ 61/2018/NĐ-CP điều 19 khoản 9: apology and new date come before the due date."""
    sorry = ("apologised", 24 * 11, 4, {"promised_due": due(15)})
    storm = ("due_moved", 24 * 11, 4, {"legal_due": due(15)})
    assert "moved_due" in rules_of(ground, story(*BEGIN, sorry))
    assert "moved_due" not in rules_of(ground, story(*BEGIN, storm))
    late = ("extended", 24 * 11, 4, {"legal_due": due(15)})
    early = ("extended", 24 * 3, 4, {"legal_due": due(15)})
    assert "moved_due" in rules_of(ground, story(*BEGIN, late))
    assert "moved_due" not in rules_of(ground, story(*BEGIN, early))


def test_a_heap_at_the_end_of_the_month(ground):
    last = 24 * 25  # Friday 29 March 2024
    heap = [story(*BEGIN, ("issued", last, 9, {}), dossier=f"d{n}") for n in range(12)]
    spread = [story(*BEGIN, ("issued", 24 * (n % 5) + 24, 9, {}), dossier=f"e{n}") for n in range(12)]
    after = MONDAY + 40 * DAY
    assert "month_end" in rules_of(ground, *heap, now=after)
    assert "month_end" not in rules_of(ground, *heap)  # the month still runs
    assert "month_end" not in rules_of(ground, *spread, now=after)


INSTANTS = st.integers(-50_000, 50_000).map(lambda minutes: MONDAY + timedelta(minutes=minutes))
SAID = st.fixed_dictionaries(
    {},
    optional={
        "components": st.lists(st.sampled_from(["TP1", "X", "", None, {"code": "TP1"}, {"code": None}])) | st.none(),
        "legal_due": INSTANTS.map(lambda at: at.isoformat()) | st.sampled_from(["", "x", None, 5]),
        "officer": st.sampled_from(["o", "p", None]),
        "repeated": st.booleans(),
    },
)
TYPES = [
    "submitted", "accepted", "assigned", "supplement_requested", "supplemented", "hold_placed", "hold_released",
    "signed", "issued", "returned", "extended", "apologised", "anything",
]  # fmt: skip


@st.composite
def any_story(draw):
    rows = draw(st.lists(st.tuples(st.sampled_from(TYPES), INSTANTS, st.integers(0, 10), SAID), max_size=9))
    actors = st.sampled_from(["o", "p", ""])
    moments = tuple(
        Moment(n, f"dossier.{kind}", at, state, draw(actors), "u", said)
        for n, (kind, at, state, said) in enumerate(rows, start=1)
    )
    return Story(draw(st.uuids().map(str)), "H", "u", moments, draw(st.sampled_from([None, PUBLISHED])))


@given(st.lists(any_story(), max_size=5))
def test_no_history_breaks_a_rule_and_every_question_shows_its_events(ground, many):
    calendar, limits = ground
    known = {(one.dossier, moment.version) for one in many for moment in one.moments}
    for found in find(many, limits=limits, calendar=calendar, now=NOW):
        assert found.evidence
        assert found.words
        assert found.rule in RULES
        assert {(row.dossier, row.version) for row in found.evidence} <= known


@given(st.lists(any_story(), max_size=4))
def test_looking_later_never_loses_evidence_about_a_dossier(ground, many):
    calendar, limits = ground

    def keys(now):
        found = find(many, limits=limits, calendar=calendar, now=now)
        return {(one.id, row.key) for one in found if one.kind == "dossier" for row in one.evidence}

    assert keys(NOW) <= keys(NOW + 30 * DAY)


@given(any_story())
def test_what_is_known_already_is_no_news(ground, one):
    calendar, limits = ground
    for finding in find([one], limits=limits, calendar=calendar, now=NOW):
        kind, rows = news(None, finding)
        payload = {name: getattr(finding, name) for name in ("rule", "kind", "subject", "window", "unit", "officer")}
        payload |= {"words": finding.words, "rule_version": 1, "thresholds": "t", "evidence": list(rows)}
        event = Told(str(finding.id), kind, 1, payload, "", NOW)
        assert news(fold(None, event), finding) is None


class Told:
    """An event as folding reads it."""

    def __init__(self, stream_id, type_, version, payload, actor_id, occurred_at):
        self.stream_id, self.type, self.version = stream_id, type_, version
        self.payload, self.actor_id, self.occurred_at = payload, actor_id, occurred_at


@given(st.integers(0, 40), st.integers(0, 40), st.floats(0.01, 0.99))
def test_chance_is_a_probability_that_falls_with_every_hit(hits, tries, usual):
    assert 0 <= chance(hits, tries, usual) <= 1
    if hits < tries:
        assert chance(hits + 1, tries, usual) <= chance(hits, tries, usual) + 1e-12


def test_chance_agrees_with_a_coin():
    assert chance(3, 3, 0.5) == pytest.approx(0.125)
    assert chance(0, 3, 0.5) == 1


def test_windows_are_months_and_quarters_of_local_days():
    assert windows(datetime(2024, 3, 31, 20, 0, tzinfo=TZ)) == ("2024-03", "2024-Q1")


def test_every_reason_of_an_orphan_has_a_mending():
    from pathlib import Path

    from motcua.operate.dossiers.queries import orphans

    source = Path(orphans.__code__.co_filename).read_text(encoding="utf-8")
    assert all(f'"{why}"' in source for why in MENDING)
    assert mending("khác") == OTHERWISE
