"""Processes: the shipped table of steps, the check of definitions, and the interpreter."""

import json

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from motcua.operate.processes.rules import Graph, Move, StepNode, may_go_back, open_steps, parse
from motcua.operate.processes.vocabulary import ACTIONS, ROLES

STANDARD = json.loads((settings.DATA_DIR / "processes" / "standard.json").read_text(encoding="utf-8"))


def read(definition):
    return parse(definition, roles=ROLES, actions=ACTIONS)


@pytest.fixture
def standard() -> Graph:
    graph = read(STANDARD)
    assert isinstance(graph, Graph)
    return graph


def test_the_shipped_process_runs_from_assignment_to_return(standard):
    history, seen = [], []
    while opened := open_steps(standard, history):
        assert len(opened) == 1
        seen.append(opened[0])
        history.append(Move(opened[0]))
    assert seen == ["assign", "appraise", "review", "sign", "issue", "return"]


def test_work_sent_back_opens_the_earlier_step_again(standard):
    history = [Move("assign"), Move("appraise"), Move("review", back_to="appraise")]
    assert open_steps(standard, history) == ("appraise",)


def test_work_goes_back_only_to_a_step_that_leads_here(standard):
    assert may_go_back(standard, "sign", "appraise")
    assert not may_go_back(standard, "appraise", "sign")
    assert not may_go_back(standard, "sign", "sign")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"steps": []}, "chưa có bước"),
        ({"steps": "assign"}, "chưa có bước"),
        ({"steps": [{"key": "a"}]}, "thiếu mã hoặc tên"),
        ({"steps": [{**STANDARD["steps"][0], "role": "king", "next": []}]}, "role"),
        ({"steps": [{**STANDARD["steps"][0], "action": "dance", "next": []}]}, "action"),
        ({"steps": [{**STANDARD["steps"][0], "next": ["nowhere"]}]}, "không có"),
        ({"steps": [{**STANDARD["steps"][0], "next": ["assign"]}]}, "kết thúc"),
        ({"steps": [{**STANDARD["steps"][0], "next": []}] * 2}, "trùng"),
        ({"steps": [{**STANDARD["steps"][0], "next": []}, {**STANDARD["steps"][1], "next": []}]}, "dẫn tới"),
        ({"steps": [{**STANDARD["steps"][0], "next": [], "allowance_hours": -1}]}, "lớn hơn 0"),
        ({"steps": [{**STANDARD["steps"][0], "next": []}]}, "theo thứ tự"),
        ({"steps": STANDARD["steps"][1:]}, "theo thứ tự"),
        ({"steps": [{**STANDARD["steps"][0], "role": "clerk"}, *STANDARD["steps"][1:]]}, "không ai làm nổi"),
        ({"steps": [{**STANDARD["steps"][0], "place": "clerk"}, *STANDARD["steps"][1:]]}, "không làm việc ở"),
        ({"steps": [{**STANDARD["steps"][0], "next": "appraise"}, *STANDARD["steps"][1:]]}, "danh sách mã bước"),
        ({"steps": [{**STANDARD["steps"][0], "next": ["appraise", "review"]}, *STANDARD["steps"][1:]]}, "rẽ nhánh"),
        ({"steps": [{**STANDARD["steps"][0], "name": "x" * 201}, *STANDARD["steps"][1:]]}, "dài quá"),
        ({"waiting_days": 0}, "lớn hơn 0"),
        ({"waiting_days": "30"}, "lớn hơn 0"),
        ({"number": None}, "lớn hơn 0"),
    ],
)
def test_a_bad_definition_is_refused_with_place_and_reason(change, words):
    problems = read({**STANDARD, **change})
    assert isinstance(problems, list)
    assert any(words in problem.message for problem in problems)


def chain(size: int) -> Graph:
    keys = [f"s{index}" for index in range(size)]
    nodes = [
        StepNode(key, key, "case_officer", "handling", "forward", None, tuple(keys[index + 1 : index + 2]))
        for index, key in enumerate(keys)
    ]
    return Graph("x", 1, "x", tuple(nodes))


def naive(graph: Graph, history: list[Move]) -> tuple[str, ...]:
    """The same by hand: a token walks along the line; a move of its step takes it on, or back to an earlier one."""
    keys = [step.key for step in graph.steps]
    at = 0
    for move in history:
        if at == len(keys) or move.step != keys[at]:
            continue
        if not move.back_to:
            at += 1
        elif move.back_to in keys[:at]:
            at = keys.index(move.back_to)
    return (keys[at],) if at < len(keys) else ()


moves = st.lists(
    st.builds(Move, step=st.sampled_from(["s0", "s1", "s2", "s3", "?"]), back_to=st.sampled_from(["", "s0", "s1"]))
)


@given(moves)
def test_a_linear_process_never_has_two_open_steps(history):
    assert len(open_steps(chain(4), history)) <= 1


@given(moves)
def test_open_steps_are_those_of_a_token_walking_along_the_line(history):
    assert open_steps(chain(4), history) == naive(chain(4), history)


@given(moves, moves)
def test_what_is_open_depends_only_on_what_was_open_and_what_came_then(before, after):
    """The interpreter keeps nothing but the history: a line begun again at its open step goes the same way."""
    graph = chain(4)
    opened = open_steps(graph, before)
    index = [step.key for step in graph.steps].index(opened[0]) if opened else 4
    again = [Move(step.key) for step in graph.steps[:index]]
    assert open_steps(graph, [*again, *after]) == open_steps(graph, [*before, *after])


rubbish = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=4) | st.sampled_from(["assign", "unit_head"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["key", "name", "role", "place", "action", "next", "allowance_hours"]), inner)
    ),
    max_leaves=8,
)


@given(st.sampled_from(["steps", "number", "waiting_days", "key", "name"]), rubbish)
def test_whatever_stands_in_a_definition_the_check_answers(name, value):
    answer = read({**STANDARD, name: value})
    assert isinstance(answer, Graph | list)


@given(
    st.integers(0, 5), st.sampled_from(["key", "name", "role", "place", "action", "next", "allowance_hours"]), rubbish
)
def test_whatever_stands_in_a_step_the_check_answers_and_what_it_takes_can_be_finished(index, name, value):
    steps = [dict(step) for step in STANDARD["steps"]]
    steps[index][name] = value
    answer = read({**STANDARD, "steps": steps})
    if isinstance(answer, Graph):
        history = [Move(step.key) for step in answer.steps]
        assert open_steps(answer, history) == ()


@given(moves)
def test_a_move_of_a_closed_step_changes_nothing(history):
    graph = chain(4)
    opened = open_steps(graph, history)
    closed = next(step.key for step in graph.steps if step.key not in opened)
    assert open_steps(graph, [*history, Move(closed)]) == opened
