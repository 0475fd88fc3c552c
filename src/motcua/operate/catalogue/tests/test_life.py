"""The life of a text: who may take which step, and that no two texts ever hold on one day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.operate.catalogue import rules
from motcua.operate.catalogue.rules import life
from motcua.people.rules import Role

State = rules.State
TODAY = date(2026, 6, 15)
OFFICER = rules.Doer(Role.CONTROL_OFFICER)
HEAD = rules.Doer(Role.UNIT_HEAD)
CENTRAL = rules.Effect("985/QĐ-BGDĐT", date(2026, 6, 1), date(2026, 7, 1))


def test_the_control_officer_writes_and_another_person_decides():
    assert rules.refuse("save", State.DRAFT, OFFICER) is None
    assert rules.refuse("send", State.DRAFT, OFFICER) is None
    assert rules.refuse("approve", State.REVIEW, HEAD) is None
    assert rules.refuse("approve", State.REVIEW, OFFICER).code == "wrong_role"
    assert rules.refuse("save", State.DRAFT, HEAD).code == "wrong_role"


def test_nobody_approves_what_they_wrote():
    assert rules.refuse("approve", State.REVIEW, replace(HEAD, is_author=True)).code == "four_eyes"
    assert rules.refuse("send_back", State.REVIEW, replace(HEAD, is_author=True), "Sai").code == "four_eyes"


def test_a_text_goes_back_or_away_only_with_a_reason():
    assert rules.refuse("send_back", State.REVIEW, HEAD, "  ").code == "no_reason"
    assert rules.refuse("send_back", State.REVIEW, HEAD, "Thiếu khoản 2 Điều 5") is None
    assert rules.refuse("drop", State.DRAFT, OFFICER).code == "no_reason"


@pytest.mark.parametrize("verb", life.STEPS)
@pytest.mark.parametrize("state", State)
def test_every_step_starts_only_where_the_table_says(verb, state):
    step = life.STEPS[verb]
    allowed = rules.refuse(verb, state, rules.Doer("", is_system=True)) is None
    assert allowed == (state in step.origins)


def test_only_the_system_puts_a_text_in_force():
    assert all(rules.refuse("enter", State.APPROVED, rules.Doer(role)).code == "wrong_role" for role in Role)


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"decision": " "}, "no_decision", "decision"),
        ({"decided_on": date(2026, 6, 16)}, "future_decision", "decided_on"),
        ({"effective_from": date(2026, 5, 31)}, "decided_after_effect", "decided_on"),
        ({"effective_to": date(2026, 6, 30)}, "ends_before_start", "effective_to"),
    ],
)
def test_a_decision_after_its_effect_or_out_of_the_future_is_refused_with_the_place(change, code, place):
    refusal = life.refuse_effect(replace(CENTRAL, **change), [], TODAY)
    assert refusal.code == code
    assert refusal.message.startswith(f"{place}: ")


@pytest.mark.parametrize(
    ("held", "end", "clash"),
    [
        (rules.Held("v1", State.IN_FORCE), None, False),
        (rules.Held("v1", State.IN_FORCE, date(2026, 6, 30)), None, False),
        (rules.Held("v1", State.IN_FORCE, date(2026, 7, 1)), None, True),
        (rules.Held("v1", State.REPLACED, date(2025, 1, 1), date(2026, 7, 1)), None, True),
        (rules.Held("v1", State.REPLACED, date(2025, 1, 1), date(2026, 6, 30)), None, False),
        (rules.Held("d1", State.APPROVED, date(2026, 7, 1)), None, True),
        (rules.Held("d1", State.APPROVED, date(2026, 9, 1)), None, False),
        (rules.Held("d1", State.APPROVED, date(2026, 9, 1)), date(2026, 9, 1), True),
    ],
)
def test_two_texts_in_force_at_once_are_refused(held, end, clash):
    refusal = life.refuse_effect(replace(CENTRAL, effective_to=end), [held], TODAY)
    assert (refusal is not None) == clash
    assert refusal is None or refusal.code == "overlap"


def test_a_new_text_ends_the_old_one_on_the_eve_of_its_first_day():
    held = [rules.Held("v1", State.IN_FORCE, date(2025, 1, 1)), rules.Held("d2", State.APPROVED, date(2026, 7, 1))]
    assert rules.day_changes(held, date(2026, 6, 30)) == ()
    assert rules.day_changes(held, date(2026, 7, 1)) == (
        rules.Held("v1", State.REPLACED, date(2025, 1, 1), date(2026, 6, 30)),
        rules.Held("d2", State.IN_FORCE, date(2026, 7, 1)),
    )


def test_a_temporary_text_ends_with_its_last_day():
    """NQ 66.18/2026: rules from 1/7/2026 to 28/2/2027."""
    held = [rules.Held("v1", State.IN_FORCE, date(2026, 7, 1), date(2027, 2, 28))]
    assert rules.day_changes(held, date(2027, 2, 28)) == ()
    assert rules.day_changes(held, date(2027, 3, 1))[0].state is State.REPEALED


days = st.integers(0, 60).map(lambda n: TODAY + timedelta(days=n))
commands = st.lists(
    st.one_of(
        st.tuples(st.just("approve"), days, st.none() | st.integers(-3, 30)),
        st.tuples(st.just("withdraw"), st.integers(0, 5), st.none()),
        st.tuples(st.just("day"), st.integers(1, 20), st.none()),
    ),
    max_size=14,
)


def carried_out(held, today):
    for change in rules.day_changes(tuple(held.values()), today):
        held[change.key] = change
    return held


def hold_on(held, day):
    """The texts in force on a day, by their dates."""
    return [
        text.key
        for text in held.values()
        if text.state in {State.IN_FORCE, State.REPLACED, State.REPEALED}
        and (text.since is None or text.since <= day)
        and (text.until is None or day <= text.until)
    ]


@given(commands, st.booleans())
def test_whatever_is_approved_no_two_texts_are_in_force_and_a_day_done_twice_changes_nothing(asked, dated):
    held = {"v0": rules.Held("v0", State.IN_FORCE, date(2025, 1, 1) if dated else None)}
    today = TODAY
    for number, (verb, value, length) in enumerate(asked):
        if verb == "day":
            today += timedelta(days=value)
        elif verb == "withdraw":
            key = f"d{value}"
            if key in held and rules.refuse("send_back", held[key].state, HEAD, "Sai ngày") is None:
                del held[key]
        else:
            end = None if length is None else value + timedelta(days=length)
            effect = rules.Effect("1/QĐ", min(value, today), value, end)
            if life.refuse_effect(effect, held.values(), today) is None:
                held[f"d{number}"] = rules.Held(f"d{number}", State.APPROVED, value, end)
        held = carried_out(held, today)
        assert rules.day_changes(tuple(held.values()), today) == ()
        live = [text for text in held.values() if text.state is State.IN_FORCE]
        assert len(live) <= 1
        assert all(text.until is None or text.until >= today for text in live)
        for ahead in range(-30, 100):
            assert len(hold_on(held, today + timedelta(days=ahead))) <= 1
