"""The chain from draft to posting as a table of steps; `decide` says what may happen. Pure.

The Sở drafts, the control unit of the provincial office checks, the chairman decides, the data are entered into the
national database, the procedures are made public (Decree 63/2010/NĐ-CP arts. 13, 15, 24). A decision of a ministry is
recorded once it is signed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from motcua.operate.publications.rules.shapes import STATES, STEPS, Level, Problem, Refused, State, Step

TABLE: Final[Mapping[Step, tuple[frozenset[State], State]]] = {
    Step.CONTROL: (frozenset({State.DRAFTED}), State.CONTROLLED),
    Step.SEND_BACK: (frozenset({State.DRAFTED, State.CONTROLLED}), State.DRAFTED),
    Step.DECIDE: (frozenset({State.CONTROLLED}), State.DECIDED),
    Step.ENTER: (frozenset({State.DECIDED}), State.ENTERED),
    Step.POST: (frozenset({State.ENTERED}), State.POSTED),
    Step.WITHDRAW: (frozenset({State.DRAFTED, State.CONTROLLED}), State.WITHDRAWN),
}
"""Step → the states it may be taken in, and the state after it."""

MAIN: Final = (Step.DRAFT, Step.CONTROL, Step.DECIDE, Step.ENTER, Step.POST)
NEEDS_EVIDENCE: Final = frozenset({Step.CONTROL, Step.SEND_BACK, Step.ENTER, Step.POST, Step.WITHDRAW})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a decision stands: `last_on` is the date of its last fact."""

    state: State
    last_on: date | None


@dataclass(frozen=True, slots=True)
class Act:
    """A step somebody wants to take, on the day it happened. Number, effect and file only for the decision itself."""

    step: Step
    on: date
    has_evidence: bool = False
    number: str = ""
    effective_on: date | None = None
    has_file: bool = False


def open_steps(state: str) -> tuple[Step, ...]:
    """The steps that may be taken now, the one along the chain first."""
    return tuple(step for step, (before, _) in TABLE.items() if state in before and step not in _BACK) + tuple(
        step for step, (before, _) in TABLE.items() if state in before and step in _BACK
    )


_BACK: Final = frozenset({Step.SEND_BACK, Step.WITHDRAW})


def decide(standing: Standing, act: Act, *, today: date) -> State | Refused:
    """The state after `act`, or every reason why it may not happen."""
    row = TABLE.get(act.step)
    if row is None or standing.state not in row[0]:
        words = f"quyết định {STATES[standing.state]} nên không làm được bước “{STEPS[act.step]}”"
        return Refused("wrong_step", (Problem("bước", words),))
    problems = [*_dates(standing, act, today)]
    if act.step == Step.DECIDE:
        problems += signed_problems(act.number, act.on, act.effective_on, has_file=act.has_file)
    elif act.step in NEEDS_EVIDENCE and not act.has_evidence:
        problems.append(Problem("minh chứng", "hãy ghi số văn bản, đường dẫn hoặc đính kèm tệp"))
    return Refused("wrong_input", tuple(problems)) if problems else row[1]


def signed_problems(number: str, signed_on: date | None, effective_on: date | None, *, has_file: bool) -> list[Problem]:
    """What a signed decision lacks: number, dates in order, its content."""
    problems = []
    if not number.strip():
        problems.append(Problem("số quyết định", "hãy ghi số và ký hiệu, ví dụ 125/QĐ-UBND"))
    if signed_on is None:
        problems.append(Problem("ngày ký", "hãy ghi ngày ký"))
    if effective_on is None:
        problems.append(Problem("ngày hiệu lực", "hãy ghi ngày quyết định có hiệu lực"))
    if signed_on is not None and effective_on is not None and signed_on > effective_on:
        words = f"quyết định ký ngày {signed_on:%d/%m/%Y} sau ngày nó có hiệu lực, {effective_on:%d/%m/%Y}"
        problems.append(Problem("ngày hiệu lực", words))
    if not has_file:
        problems.append(Problem("tệp quyết định", "hãy đính kèm bản PDF của quyết định"))
    return problems


def _dates(standing: Standing, act: Act, today: date) -> list[Problem]:
    if act.on > today:
        return [Problem("ngày", f"{act.on:%d/%m/%Y} chưa tới")]
    if standing.last_on is not None and act.on < standing.last_on:
        words = f"{act.on:%d/%m/%Y} trước bước liền trước, ngày {standing.last_on:%d/%m/%Y}"
        return [Problem("ngày", words)]
    return []


def is_ministry(level: str) -> bool:
    return level == Level.MINISTRY
