"""Hand-overs from events: who had the dossier when, and whether the step was in time."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.time import TZ
from motcua.operate.paperwork.rules import Happening, Timed, handovers, outcome_words

T0 = datetime(2024, 3, 5, 2, 0, tzinfo=UTC)


def at(hours):
    return T0 + timedelta(hours=hours)


def run(*rows, stays=()):
    return handovers([Happening(*row) for row in rows], stays, first="receive", zone=TZ)


FILED = ("dossier.submitted", at(0), "applicant", "Lan", ())


def test_a_dossier_that_was_filed_lies_with_the_one_stop_unit():
    (row,) = run(FILED)
    assert (row.giver_step, row.receiver_step, row.receiver) == ("applicant", "receive", "")


def test_who_ends_a_step_is_who_received_it():
    rows = run(FILED, ("dossier.accepted", at(1), "official", "Minh", ("assign",)),
               ("dossier.assigned", at(2), "official", "Hoà", ("appraise",)))  # fmt: skip
    assert [(row.giver_step, row.receiver_step, row.giver, row.receiver) for row in rows] == [
        ("applicant", "receive", "Lan", "Minh"),
        ("receive", "assign", "Minh", "Hoà"),
        ("assign", "appraise", "Hoà", ""),
    ]


def test_a_step_is_late_by_the_minute_and_early_by_the_day():
    stays = [Timed("receive", at(0), at(30))]
    verdicts = [
        run(FILED, ("dossier.accepted", done, "official", "Minh", ("assign",)), stays=stays)[1].outcome
        for done in (at(1), at(29), at(30), at(30) + timedelta(minutes=1))
    ]
    assert verdicts == ["early", "on_time", "on_time", "late"]


def test_what_is_asked_of_the_applicant_goes_to_him_and_comes_back():
    rows = run(FILED, ("dossier.accepted", at(1), "official", "Minh", ("assign",)),
               ("dossier.supplement_requested", at(2), "official", "Hoà", ("assign",)),
               ("dossier.supplemented", at(5), "applicant", "Lan", ("assign",)))  # fmt: skip
    assert [(row.giver_step, row.receiver_step) for row in rows[2:]] == [
        ("assign", "applicant"),
        ("applicant", "assign"),
    ]
    assert rows[2].receiver == "Lan"


def test_a_branch_that_ends_waits_and_both_open_steps_are_handed_over():
    rows = run(FILED, ("dossier.accepted", at(1), "official", "Minh", ("a", "b")),
               ("dossier.forwarded", at(2), "official", "Hoà", ("b",)),
               ("dossier.forwarded", at(3), "official", "Quang", ("sign",)))  # fmt: skip
    assert [(row.giver_step, row.receiver_step) for row in rows[1:]] == [
        ("receive", "a"), ("receive", "b"), ("a", ""), ("b", "sign"),
    ]  # fmt: skip


def test_a_dossier_that_ends_goes_back_to_the_applicant():
    rows = run(FILED, ("dossier.rejected", at(1), "official", "Minh", ()))
    assert (rows[-1].giver_step, rows[-1].receiver_step) == ("receive", "applicant")


def test_without_a_due_instant_nothing_is_judged():
    assert run(FILED, ("dossier.accepted", at(1), "official", "Minh", ("assign",)))[1].outcome is None
    assert outcome_words(None) == ""


STEPS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=3, unique=True).map(tuple)
KINDS = st.sampled_from(
    ["dossier.forwarded", "dossier.supplement_requested", "dossier.supplemented", "dossier.returned", "dossier.odd"]
)


@given(st.lists(st.tuples(KINDS, st.one_of(st.none(), STEPS)), max_size=12))
def test_any_history_has_hand_overs_in_order_and_never_from_nobody(history):
    rows = run(FILED, *((kind, at(n + 1), "official", "X", steps) for n, (kind, steps) in enumerate(history)))
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    assert all(row.giver_step for row in rows)
    assert len(rows) <= 1 + 9 * len(history)
