"""Wide and unsound processes: each is judged quickly, with a word that says what to do."""

import re

import pytest
from hypothesis import given, settings

from motcua.operate.processes.rules import Net, soundness_problems
from motcua.operate.processes.rules.conditions import is_outcome
from motcua.operate.processes.rules.net import Flow, Node, TaskDetail, net_of
from motcua.operate.processes.rules.reducing import reduced
from motcua.operate.processes.rules.soundness import can_end_without
from motcua.operate.processes.tests.generating import nets

STEP = TaskDetail("user")


def wide(branches: int, *, closed: bool = True, winding: bool = False) -> Net:
    """Steps side by side; `winding`: each with a way round; not `closed`: they never meet again as they should."""
    nodes = [Node("s", "start"), Node("f", "parallel"), Node("j", "parallel" if closed else "choice"), Node("e", "end")]
    flows = [Flow("in", "s", "f"), Flow("out", "j", "e")]
    for number in range(branches):
        first, then, gate, meet = (f"{name}{number}" for name in ("a", "b", "g", "m"))
        nodes.append(Node(first, "task", first, task=STEP))
        flows.append(Flow(f"f{number}", "f", first))
        if not winding:
            flows.append(Flow(f"j{number}", first, "j"))
            continue
        nodes += [Node(gate, "choice"), Node(then, "task", then, task=STEP), Node(meet, "choice")]
        flows += [
            Flow(f"1-{number}", first, gate), Flow(f"2-{number}", gate, then, condition=is_outcome("lại")),
            Flow(f"3-{number}", gate, meet, default=True), Flow(f"4-{number}", then, meet),
            Flow(f"j{number}", meet, "j"),
        ]  # fmt: skip
    return net_of("rong", "Rộng", nodes, flows)


def words(net: Net) -> str:
    return " | ".join(f"{problem.place}: {problem.message}" for problem in soundness_problems(net))


@pytest.mark.parametrize("branches", [2, 20, 60])
def test_opinions_side_by_side_are_judged_at_once(branches: int):
    assert words(wide(branches)) == ""


def test_what_is_too_wide_to_look_through_is_said_quickly():
    assert "quá nhiều nhánh song song" in words(wide(20, winding=True))
    assert words(wide(4, winding=True)) == ""


def test_branches_that_do_not_wait_for_each_other_end_more_than_once_and_that_is_no_lost_work():
    assert words(wide(3, closed=False)) == ""


def test_a_cycle_without_an_exit_is_named():
    nodes = [Node("s", "start"), Node("m", "choice"), Node("a", "task", "Sửa", task=STEP), Node("e", "end")]
    flows = [Flow("1", "s", "m"), Flow("2", "m", "a"), Flow("3", "a", "m")]
    assert re.search("Sửa: Từ đây không đi tới được kết thúc", words(net_of("vong", "Vòng", nodes, flows)))


def test_whether_a_step_can_be_left_out_is_seen_through_branches_and_side_events():
    nodes = [Node("s", "start"), Node("a", "task", "A", task=STEP), Node("b", "task", "B", task=STEP), Node("e", "end")]
    nodes += [Node("late", "boundary", trigger=("timer", "P1D"), attached_to="a", cancels=False), Node("e2", "end")]
    flows = [Flow("1", "s", "a"), Flow("2", "a", "b"), Flow("3", "b", "e"), Flow("4", "late", "e2")]
    beside = net_of("canh", "Cạnh", nodes, flows)
    assert not can_end_without(beside, "b")
    nodes[4] = Node("late", "boundary", trigger=("timer", "P1D"), attached_to="a")
    assert can_end_without(net_of("ngat", "Ngắt", nodes, flows), "b")


@settings(deadline=None)
@given(nets())
def test_a_net_made_smaller_is_as_sound_as_the_whole(net: Net):
    small = reduced(net)
    assert len(small.nodes) <= len(net.nodes)
    assert {flow.source for flow in small.flows.values()} <= small.nodes.keys()
    assert soundness_problems(small) == soundness_problems(net) == []
