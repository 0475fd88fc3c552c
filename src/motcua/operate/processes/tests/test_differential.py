"""The interpreter against SpiffWorkflow: the same file, the same history, the same open steps."""

import importlib
import io
import json
import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from motcua.operate.processes.rules import (
    Move,
    Net,
    graph_of,
    net_from_json,
    net_to_json,
    open_nodes,
    open_steps,
    soundness_problems,
)
from motcua.operate.processes.rules.bpmn_reading import read
from motcua.operate.processes.rules.bpmn_writing import same, write
from motcua.operate.processes.tests.generating import nets

MOST_MOVES = 25
# Named by text: its words are not those of this house.
PARSER = getattr(importlib.import_module("SpiffWorkflow.bpmn.parser"), "BpmnParser")  # noqa: B009
ENGINE = getattr(importlib.import_module("SpiffWorkflow.bpmn.workflow"), "BpmnWorkflow")  # noqa: B009
READY = importlib.import_module("SpiffWorkflow.util.task").TaskState.READY
logging.getLogger("spiff").setLevel(logging.WARNING)


class Oracle:
    """SpiffWorkflow on the same file."""

    def __init__(self, data: bytes, key: str) -> None:
        parser = PARSER()
        parser.add_bpmn_xml(etree.parse(io.BytesIO(data)), filename="sinh.bpmn")
        self.engine = ENGINE(parser.get_spec(key), parser.get_subprocess_specs(key))
        for task in self.engine.get_tasks(state=READY):
            task.data["outcome"] = None
        self.engine.do_engine_steps()

    def open(self) -> set[str]:
        return {task.task_spec.bpmn_id for task in self.engine.get_tasks(state=READY, manual=True)}

    def do(self, key: str, outcome: str) -> None:
        task = next(t for t in self.engine.get_tasks(state=READY, manual=True) if t.task_spec.bpmn_id == key)
        task.data["outcome"] = outcome
        task.run()
        self.engine.do_engine_steps()


def compare(net: Net, data: st.DataObject) -> None:
    """Walk both to the end, or as far as MOST_MOVES, along a drawn history."""
    oracle = Oracle(write(net), net.key)
    history: list[Move] = []
    for _ in range(MOST_MOVES):
        ours = open_nodes(net, history)
        assert set(ours) == oracle.open(), history
        if not ours:
            return
        step = data.draw(st.sampled_from(ours))
        outcome = data.draw(st.sampled_from("0123"))
        history.append(Move(step, outcome=outcome))
        oracle.do(step, outcome)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(nets(for_oracle=True), st.data())
def test_the_interpreter_opens_the_steps_that_the_oracle_opens(net: Net, data: st.DataObject):
    compare(net, data)


@pytest.mark.soak
@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(nets(for_oracle=True), st.data())
def test_the_interpreter_opens_the_steps_that_the_oracle_opens_for_long(net: Net, data: st.DataObject):
    compare(net, data)


@settings(deadline=None)
@given(nets())
def test_what_is_written_reads_again_as_the_same_net(net: Net):
    drawing = read(write(net))
    assert drawing.faults == []
    assert drawing.net is not None
    assert same(drawing.net, net)
    again = write(drawing.net)
    assert write(read(again).net) == again


@settings(deadline=None)
@given(nets())
def test_a_frozen_net_reads_as_it_was_and_its_graph_opens_the_same_steps(net: Net):
    again = net_from_json(json.loads(json.dumps(net_to_json(net))))
    assert again == net
    graph = graph_of(again, key="sinh", number=1)
    history = []
    while len(history) < MOST_MOVES and (opened := open_steps(graph, history)):
        assert opened == open_nodes(net, history)
        history.append(Move(opened[0]))


@settings(deadline=None)
@given(nets())
def test_processes_put_together_from_sound_parts_are_sound(net: Net):
    assert soundness_problems(net) == []
