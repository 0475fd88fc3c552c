"""Reading a plan from its own text, and comparing two readings. Pure: no database, no clock, no files."""

from .lines import split_lines
from .naming import element_label
from .parser import parse
from .shape import Indicator, Milestone, Plan, Remark, Role, Section, Signer, Statement, Target, Task

__all__ = [
    "Indicator",
    "Milestone",
    "Plan",
    "Remark",
    "Role",
    "Section",
    "Signer",
    "Statement",
    "Target",
    "Task",
    "element_label",
    "parse",
    "split_lines",
]
