"""What may happen to a dossier: examples with their article, and properties over all inputs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.operate.dossiers import rules
from motcua.operate.dossiers.queries.timeline import SENTENCES
from motcua.operate.dossiers.rules import FINAL, STEPS, WAITING, Refusal, Situation, State, Step
from motcua.operate.processes.vocabulary import ACTIONS
from motcua.people.rules import Role

situations = st.builds(
    Situation,
    state=st.sampled_from(State),
    accepted=st.booleans(),
    open_actions=st.frozensets(st.sampled_from(sorted(STEPS))),
    holds=st.dictionaries(st.sampled_from(sorted(STEPS)), st.just("chờ"), max_size=3),
    supplement_requests=st.integers(0, 5),
    rated=st.booleans(),
    has_draft=st.booleans(),
    signed=st.booleans(),
)
roles = st.one_of(st.sampled_from([role.value for role in Role]), st.text(max_size=10))
verbs = st.one_of(st.sampled_from(sorted(STEPS)), st.text(max_size=10))


def decide(verb: str, role: str, **situation) -> Step | Refusal:
    known = {"state": State.SUBMITTED, "accepted": False, **situation}
    return rules.decide(situation=Situation(**known), verb=verb, role=role, related=True)


@given(situations, verbs, roles, st.booleans())
def test_every_question_has_an_answer(situation, verb, role, related):
    answer = rules.decide(situation=situation, verb=verb, role=role, related=related)
    assert isinstance(answer, Step | Refusal)
    if isinstance(answer, Refusal):
        assert answer.message.strip()


@given(situations, verbs, roles)
def test_what_is_not_mine_is_refused(situation, verb, role):
    assert isinstance(rules.decide(situation=situation, verb=verb, role=role, related=False), Refusal)


@given(situations, verbs, roles)
def test_a_hold_blocks_the_verbs_it_names(situation, verb, role):
    if verb in situation.holds:
        assert isinstance(rules.decide(situation=situation, verb=verb, role=role, related=True), Refusal)


@pytest.mark.parametrize("state", sorted(FINAL - {State.RETURNED}))
def test_a_final_state_has_no_way_out(state):
    leaving = [step.verb for step in STEPS.values() if state in step.sources]
    assert leaving == []


def test_a_returned_dossier_stays_returned_whatever_is_still_said_of_it():
    late = {step.verb: step.target for step in STEPS.values() if State.RETURNED in step.sources}
    assert set(late.values()) == {None}
    assert [verb for verb in late if "applicant" in STEPS[verb].roles] == ["take_result", "rate"]


@pytest.mark.parametrize("state", sorted(WAITING))
def test_a_waiting_dossier_can_always_go_on_be_withdrawn_and_be_stopped(state):
    targets = {step.verb: step.target for step in STEPS.values() if state in step.sources}
    assert {"withdraw", "stop"} <= targets.keys()
    assert State.IN_PROGRESS in targets.values()


def test_every_state_can_be_reached():
    reached, todo = set(), [State.SUBMITTED]
    while todo:
        state = todo.pop()
        if state in reached:
            continue
        reached.add(state)
        todo += [step.target for step in STEPS.values() if state in step.sources and step.target]
    assert reached == set(State)


def test_only_the_one_stop_unit_receives():
    """NĐ 61/2018/NĐ-CP điều 17."""
    assert isinstance(decide("accept", "reception"), Step)
    for role in set(Role) - {Role.RECEPTION}:
        assert isinstance(decide("accept", role.value), Refusal)


def test_an_accepted_dossier_is_not_rejected_but_answered_with_a_result():
    """Refusal on the merits is a signed result (NĐ 61/2018/NĐ-CP điều 19 khoản 8)."""
    answer = decide("reject", "reception", state=State.SUPPLEMENT_REQUESTED, accepted=True)
    assert isinstance(answer, Refusal)


def test_nobody_asks_people_for_more_a_third_time():
    """NĐ 63/2010/NĐ-CP điều 20 khoản 4: at most two, and no superior's reason makes a third lawful."""
    late = {"state": State.IN_PROGRESS, "accepted": True, "supplement_requests": 2}
    for role in ("case_officer", "unit_head"):
        answer = decide("request_supplement", role, **late)
        assert (answer.code, answer.who) == ("too_many_supplements", "")
        assert answer.rule == "NĐ 63/2010/NĐ-CP điều 20 khoản 4"
    early = decide("request_supplement", "reception", supplement_requests=2)
    assert early.code == "too_many_supplements"
    assert early.message != answer.message  # before acceptance: receive or refuse; after it: decide


def test_how_often_people_are_asked_is_what_the_rule_set_says():
    once = {"state": State.IN_PROGRESS, "accepted": True, "supplement_limit": 1, "supplement_article": "Điều 9"}
    assert isinstance(decide("request_supplement", "case_officer", **once), Step)
    assert decide("request_supplement", "case_officer", **once, supplement_requests=1).rule == "Điều 9"


def test_a_result_is_signed_before_it_is_issued():
    ready = {"state": State.IN_PROGRESS, "accepted": True, "open_actions": frozenset({"issue"}), "has_draft": True}
    assert isinstance(decide("issue", "clerk", **ready), Refusal)
    assert isinstance(decide("issue", "clerk", **ready, signed=True), Step)


def test_a_supplement_before_acceptance_goes_back_to_the_counter():
    situation = Situation(state=State.SUPPLEMENT_REQUESTED, accepted=False)
    assert rules.target(STEPS["supplement"], situation) is State.SUBMITTED
    assert (
        rules.target(STEPS["supplement"], Situation(state=State.SUPPLEMENT_REQUESTED, accepted=True))
        is State.IN_PROGRESS
    )


def test_the_transitions_are_those_of_the_rule_book():
    """1→2, 1→3, 1→5, 1→6, 1→7, 5→1, 5→3, 6→1; 2→4, 2→5, 2→6, 2→7, 2→8, 4→5, 4→6, 4→7, 4→8, 4→9, 5→4 …, 9→10."""
    pairs = {
        (int(source), int(rules.target(step, Situation(state=source, accepted=accepted))))
        for step in STEPS.values()
        for source in step.sources
        for accepted in ([False, True] if source in WAITING else [source not in {State.SUBMITTED}])
        if step.target is not None
    }
    before = {(1, 2), (1, 3), (1, 5), (1, 6), (1, 7), (5, 1), (5, 3), (6, 1)}
    after = {
        (2, 4),
        (2, 5),
        (2, 6),
        (2, 7),
        (2, 8),
        (2, 9),  # settled while the person waits: điều 17 khoản 4
        (4, 4),
        (4, 5),
        (4, 6),
        (4, 7),
        (4, 8),
        (4, 9),
        (5, 4),
        (5, 7),
        (5, 8),
        (6, 4),
        (6, 7),
        (6, 8),
        (9, 10),
    }
    assert pairs == before | after


def test_every_event_has_a_sentence_and_every_step_action_a_verb():
    assert {step.event for step in STEPS.values()} | {"dossier.observed"} == set(SENTENCES)  # no verb: seen elsewhere
    assert {verb: STEPS[verb].roles for verb in ACTIONS} == ACTIONS
    assert {verb for verb, step in STEPS.items() if step.process} == set(ACTIONS)


def test_every_role_of_the_table_exists():
    named = set().union(*(step.roles for step in STEPS.values()))
    assert named <= {role.value for role in Role}
