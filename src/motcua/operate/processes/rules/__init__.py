"""Pure rules of processes: the table of steps, the net behind a drawing, its interpreter and its checks."""

from motcua.operate.processes.rules.bpmn import Fault
from motcua.operate.processes.rules.bpmn_reading import Drawing
from motcua.operate.processes.rules.bpmn_reading import read as read_bpmn
from motcua.operate.processes.rules.bpmn_writing import annotate as annotate_bpmn
from motcua.operate.processes.rules.bpmn_writing import same as same_net
from motcua.operate.processes.rules.bpmn_writing import write as write_bpmn
from motcua.operate.processes.rules.conditions import BadCondition, Condition
from motcua.operate.processes.rules.net import Flow, Net, Node, TaskDetail
from motcua.operate.processes.rules.review import Vocabulary, longest_hours, review, with_roles
from motcua.operate.processes.rules.running import Marking, open_nodes, run
from motcua.operate.processes.rules.soundness import soundness_problems
from motcua.operate.processes.rules.steps import (
    LONGEST_KEY,
    LONGEST_NAME,
    MAX_STEPS,
    PLACE_OF,
    PLACES,
    WAY,
    Graph,
    Move,
    Problem,
    StepNode,
    may_go_back,
    open_steps,
    parse,
)
from motcua.operate.processes.rules.tables import Line, table

__all__ = [
    "LONGEST_KEY",
    "LONGEST_NAME",
    "MAX_STEPS",
    "PLACES",
    "PLACE_OF",
    "WAY",
    "BadCondition",
    "Condition",
    "Drawing",
    "Fault",
    "Flow",
    "Graph",
    "Line",
    "Marking",
    "Move",
    "Net",
    "Node",
    "Problem",
    "StepNode",
    "TaskDetail",
    "Vocabulary",
    "annotate_bpmn",
    "longest_hours",
    "may_go_back",
    "open_nodes",
    "open_steps",
    "parse",
    "read_bpmn",
    "review",
    "run",
    "same_net",
    "soundness_problems",
    "table",
    "with_roles",
    "write_bpmn",
]
