"""The interpreter of processes: a step with its history loaded before and saved after, against SpiffWorkflow."""

import importlib
import io
import json
import logging
import time
from typing import Any

from bench.line import Line, Side

ROUNDS = 5
OURS, THEIRS = 300, 3  # dossiers of one round, walked from the first step to the last


def interpreter() -> Line:
    """Steps a second, each with load and save; the same drawing and the same order of steps on both sides."""
    from motcua.operate.processes.rules import graph_of, read_bpmn, write_bpmn

    drawing = write_bpmn(_net())
    net = read_bpmn(drawing).net
    assert net is not None
    graph = graph_of(net, key="do", number=1)
    spec, engine = _engine(drawing, net.key)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_rate(lambda: _walk_ours(graph), OURS))
        theirs.append(_rate(lambda: _walk_theirs(spec, engine), THEIRS))
    return Line(
        "process steps with load and save",
        Side(tuple(ours), "steps/s", "history as JSON, replayed"),
        Side(tuple(theirs), "steps/s", "SpiffWorkflow, serialised each step"),
        aim=">= 50x",
    )


def _net() -> Any:
    """Ten steps: a line, a fork of two and a choice, as offices draw them."""
    from motcua.operate.processes.rules import editing

    net, after = editing.blank("do", "Đo"), "start"
    for number in range(4):
        net, after = editing.insert_after(net, after, f"Bước {number + 1}")
    net, _ = editing.branch(net, after, ["Đơn vị một", "Đơn vị hai"], together=True)
    net, _ = editing.branch(net, "step-1", ["Đủ", "Thiếu"], together=False)
    return net


def _rate(walk: Any, times: int) -> float:
    start = time.perf_counter()
    steps = sum(walk() for _ in range(times))
    return float(steps / (time.perf_counter() - start))


def _walk_ours(graph: Any) -> int:
    from motcua.operate.processes.rules import Move, history, open_steps, row_of

    saved, steps = "[]", 0
    while True:
        rows = json.loads(saved)
        opened = open_steps(graph, history(rows))
        if not opened:
            return steps
        saved = json.dumps([*rows, row_of(Move(opened[0], outcome="Đủ"))])
        steps += 1


def _engine(drawing: bytes, key: str) -> tuple[Any, Any]:
    logging.getLogger("spiff").setLevel(logging.WARNING)
    from lxml import etree

    parser = getattr(importlib.import_module("SpiffWorkflow.bpmn.parser"), "BpmnParser")()  # noqa: B009
    parser.add_bpmn_xml(etree.parse(io.BytesIO(drawing)), filename="do.bpmn")
    serializer = getattr(importlib.import_module("SpiffWorkflow.bpmn.serializer"), "BpmnWorkflowSerializer")()  # noqa: B009
    return (parser.get_spec(key), parser.get_subprocess_specs(key)), serializer


def _walk_theirs(spec: Any, serializer: Any) -> int:
    workflow = getattr(importlib.import_module("SpiffWorkflow.bpmn.workflow"), "BpmnWorkflow")(*spec)  # noqa: B009
    ready = importlib.import_module("SpiffWorkflow.util.task").TaskState.READY
    for task in workflow.get_tasks(state=ready):
        task.data["outcome"] = None
    workflow.do_engine_steps()
    saved, steps = serializer.serialize_json(workflow), 0
    while True:
        workflow = serializer.deserialize_json(saved)
        task = next(iter(workflow.get_tasks(state=ready, manual=True)), None)
        if task is None:
            return steps
        task.data["outcome"] = "Đủ"
        task.run()
        workflow.do_engine_steps()
        saved = serializer.serialize_json(workflow)
        steps += 1
