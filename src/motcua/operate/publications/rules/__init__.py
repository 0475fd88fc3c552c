"""Pure rules of publication: the chain, the clocks, what is taken, how it is counted."""

from motcua.operate.publications.rules.chain import (
    MAIN,
    NEEDS_EVIDENCE,
    TABLE,
    Act,
    Standing,
    decide,
    open_steps,
    signed_problems,
)
from motcua.operate.publications.rules.clocks import (
    CLOCKS,
    DECISION,
    POSTING,
    Clock,
    Instance,
    clocks,
    latest_before,
    within,
)
from motcua.operate.publications.rules.counting import Tally, late_words, tally
from motcua.operate.publications.rules.internal import InternalDuty, duty_in
from motcua.operate.publications.rules.judging import Known, judge_entries, judge_head
from motcua.operate.publications.rules.reminding import stage
from motcua.operate.publications.rules.shapes import (
    CHANGES,
    LEVELS,
    READERS,
    SCOPES,
    STATES,
    STEPS,
    WRITERS,
    Change,
    DecisionInput,
    EntryInput,
    Level,
    Problem,
    Refused,
    Scope,
    State,
    Step,
)
from motcua.operate.publications.rules.timing import (
    UNITS,
    VARIANTS,
    Allowance,
    Timing,
    Timings,
    read_timings,
    timings_of,
)

__all__ = [
    "CHANGES", "CLOCKS", "DECISION", "LEVELS", "MAIN", "NEEDS_EVIDENCE", "POSTING", "READERS", "SCOPES", "STATES",
    "STEPS", "TABLE", "UNITS", "VARIANTS", "WRITERS", "Act", "Allowance", "Change", "Clock", "DecisionInput",
    "EntryInput", "Instance", "InternalDuty", "Known", "Level", "Problem", "Refused", "Scope", "Standing", "State",
    "Step", "Tally", "Timing", "Timings", "clocks", "decide", "duty_in", "judge_entries", "judge_head", "late_words",
    "latest_before", "open_steps", "read_timings", "signed_problems", "stage", "tally", "timings_of", "within",
]  # fmt: skip
