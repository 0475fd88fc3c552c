"""Pure rules of processes: the table of steps, the net behind a drawing, its interpreter and its checks."""

from motcua.operate.processes.rules import events
from motcua.operate.processes.rules.bpmn import Fault
from motcua.operate.processes.rules.bpmn_reading import Drawing
from motcua.operate.processes.rules.bpmn_reading import read as read_bpmn
from motcua.operate.processes.rules.bpmn_writing import annotate as annotate_bpmn
from motcua.operate.processes.rules.bpmn_writing import same as same_net
from motcua.operate.processes.rules.bpmn_writing import with_layout
from motcua.operate.processes.rules.bpmn_writing import write as write_bpmn
from motcua.operate.processes.rules.conditions import BadCondition, Condition
from motcua.operate.processes.rules.examples import Example, Verdict, judge
from motcua.operate.processes.rules.examples import from_json as examples_from_json
from motcua.operate.processes.rules.examples import to_json as examples_to_json
from motcua.operate.processes.rules.frozen import from_json as net_from_json
from motcua.operate.processes.rules.frozen import graph_of, net_of_graph
from motcua.operate.processes.rules.frozen import to_json as net_to_json
from motcua.operate.processes.rules.migrating import Carried, carry
from motcua.operate.processes.rules.moves import Move, Problem, beginning, history, row_of, with_facts
from motcua.operate.processes.rules.net import Flow, Net, Node, TaskDetail
from motcua.operate.processes.rules.outcomes import OTHERWISE, outcomes
from motcua.operate.processes.rules.picture import Picture, picture
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
    StepNode,
    back_steps,
    may_go_back,
    open_steps,
    parse,
)
from motcua.operate.processes.rules.tables import Line, table
from motcua.operate.processes.rules.way import way_problems

__all__ = [
    "LONGEST_KEY",
    "LONGEST_NAME",
    "MAX_STEPS",
    "OTHERWISE",
    "PLACES",
    "PLACE_OF",
    "WAY",
    "BadCondition",
    "Carried",
    "Condition",
    "Drawing",
    "Example",
    "Fault",
    "Flow",
    "Graph",
    "Line",
    "Marking",
    "Move",
    "Net",
    "Node",
    "Picture",
    "Problem",
    "StepNode",
    "TaskDetail",
    "Verdict",
    "Vocabulary",
    "annotate_bpmn",
    "back_steps",
    "beginning",
    "carry",
    "events",
    "examples_from_json",
    "examples_to_json",
    "graph_of",
    "history",
    "judge",
    "longest_hours",
    "may_go_back",
    "net_from_json",
    "net_of_graph",
    "net_to_json",
    "open_nodes",
    "open_steps",
    "outcomes",
    "parse",
    "picture",
    "read_bpmn",
    "review",
    "row_of",
    "run",
    "same_net",
    "soundness_problems",
    "table",
    "way_problems",
    "with_facts",
    "with_layout",
    "with_roles",
    "write_bpmn",
]
