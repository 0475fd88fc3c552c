"""The life of a text: draft → review → approved → in force → replaced or repealed, and who may take which step.

| verb      | from             | to       | who                                | also needs                          |
|-----------|------------------|----------|------------------------------------|-------------------------------------|
| save      | draft            | draft    | control officer                    |                                     |
| send      | draft            | review   | control officer                    | every part of article 8.2 of NĐ 63  |
| approve   | review           | approved | head of unit, signatory            | not an author; decision, dates      |
| send_back | review, approved | draft    | head of unit, signatory            | not an author; a reason             |
| drop      | draft            | dropped  | control officer                    | a reason                            |
| enter     | approved         | in force | the system, on the day of effect   |                                     |
| repeal    | in force         | repealed | head of unit, signatory            | decision, day, maybe a successor    |

Only what is in force is what the public and the dossiers follow; at most one text is in force on a day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from motcua.people.rules import Refusal, Role


class State(StrEnum):
    """Where a text stands. A dropped draft stays readable for officials and never becomes anything else."""

    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"
    DROPPED = "dropped"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    REPEALED = "repealed"


STATE_LABELS = {
    State.DRAFT: "bản nháp",
    State.REVIEW: "chờ duyệt",
    State.APPROVED: "đã duyệt, chờ hiệu lực",
    State.DROPPED: "đã bỏ",
    State.IN_FORCE: "đang áp dụng",
    State.REPLACED: "đã có bản mới hơn",
    State.REPEALED: "không còn áp dụng",
}
OPEN = frozenset({State.DRAFT, State.REVIEW})
ENDED = frozenset({State.REPLACED, State.REPEALED})
DRAFTS_MADE_BY = frozenset({Role.CONTROL_OFFICER})
DECIDED_BY = frozenset({Role.UNIT_HEAD, Role.SIGNATORY})


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the table above. Nobody holds a role for a step that only the system takes."""

    verb: str
    origins: frozenset[State]
    to: State
    roles: frozenset[Role]
    words: str
    reason: bool = False
    four_eyes: bool = False


STEPS = {
    step.verb: step
    for step in (
        Step("save", frozenset({State.DRAFT}), State.DRAFT, DRAFTS_MADE_BY, "sửa bản nháp"),
        Step("send", frozenset({State.DRAFT}), State.REVIEW, DRAFTS_MADE_BY, "gửi duyệt"),
        Step("approve", frozenset({State.REVIEW}), State.APPROVED, DECIDED_BY, "duyệt", four_eyes=True),
        Step(
            "send_back", frozenset({State.REVIEW, State.APPROVED}), State.DRAFT, DECIDED_BY, "trả lại", True, True
        ),
        Step("drop", frozenset({State.DRAFT}), State.DROPPED, DRAFTS_MADE_BY, "bỏ bản nháp", True),
        Step("enter", frozenset({State.APPROVED}), State.IN_FORCE, frozenset(), "đưa vào áp dụng"),
        Step("repeal", frozenset({State.IN_FORCE}), State.REPEALED, DECIDED_BY, "bãi bỏ"),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doer:
    """Who asks for a step: the role acted in, whether they wrote the text, or the system itself."""

    role: str
    is_author: bool = False
    is_system: bool = False


@dataclass(frozen=True, slots=True)
class Effect:
    """The decision a text (or its end) rests on, and the local dates it holds; `effective_to` is its last day."""

    decision: str
    decided_on: date
    effective_from: date
    effective_to: date | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """One text of a procedure with its dates of effect; None: not known, or without end."""

    key: str
    state: State
    since: date | None = None
    until: date | None = None


def refuse(verb: str, state: State, doer: Doer, reason: str = "") -> Refusal | None:
    """Why `doer` may not take this step from `state`; None when the table allows it."""
    step = STEPS[verb]
    if doer.is_system:
        return None if state in step.origins else _wrong_state(step, state)
    who = ", ".join(role.label.lower() for role in Role if role in step.roles) or "hệ thống, vào ngày có hiệu lực"
    if doer.role not in step.roles:
        return Refusal("wrong_role", f"Bạn không có quyền {step.words}. Người làm được: {who}.", "catalogue.life", who)
    if state not in step.origins:
        return _wrong_state(step, state)
    if step.four_eyes and doer.is_author:
        message = f"Người soạn không tự {step.words} bản của mình. Hãy để người khác xem."
        return Refusal("four_eyes", message, "catalogue.life", who)
    if step.reason and not reason.strip():
        return Refusal("no_reason", f"Hãy ghi lý do {step.words}.", "catalogue.life")
    return None


def refuse_effect(effect: Effect, held: Iterable[Held], today: date) -> Refusal | None:
    """Why a text cannot take effect by `effect` beside those `held` of the same procedure; None when it can.

    A decision cannot come from the future nor after the effect it decides; no two texts hold on one day.
    """
    wrong = refuse_decision(effect, today)
    if wrong is not None:
        return wrong
    start, end = effect.effective_from, effect.effective_to
    if end is not None and end < start:
        return Refusal("ends_before_start", "effective_to: ngày hết hiệu lực trước ngày có hiệu lực.")
    for text in held:
        clash = _clash(text, start, end)
        if clash:
            return Refusal("overlap", f"effective_from: {clash} Hai bản không thể cùng có hiệu lực.", "catalogue.life")
    return None


def refuse_decision(effect: Effect, today: date) -> Refusal | None:
    """Why the decision itself is no ground: no number, not made yet, or made after the day it takes effect."""
    if not effect.decision.strip():
        return Refusal("no_decision", "decision: hãy ghi số quyết định.")
    if effect.decided_on > today:
        return Refusal("future_decision", f"decided_on: ngày quyết định {effect.decided_on:%d/%m/%Y} chưa tới.")
    if effect.decided_on > effect.effective_from:
        message = (
            f"decided_on: quyết định ngày {effect.decided_on:%d/%m/%Y} ký sau ngày có hiệu lực "
            f"{effect.effective_from:%d/%m/%Y}. Hãy kiểm tra lại hai ngày."
        )
        return Refusal("decided_after_effect", message, "Nghị định 63/2010/NĐ-CP, Điều 15")
    return None


def day_changes(held: Sequence[Held], today: date) -> tuple[Held, ...]:
    """What the coming of `today` does to the texts of one procedure: those that change, in the order of carrying out.

    Approved texts whose day has come enter one after the other, each ending the one before on the eve of its own
    first day; a text whose last day is over is no longer in force. Done again, nothing changes.
    """
    live = next((text for text in held if text.state == State.IN_FORCE), None)
    changed: list[Held] = []
    ready = [text for text in held if text.state == State.APPROVED and text.since and text.since <= today]
    for text in sorted(ready, key=lambda text: (text.since or date.min, text.key)):
        if live is not None:
            changed.append(_replaced(live, text.since or today))
        live = replace(text, state=State.IN_FORCE)
        changed.append(live)
    if live is not None and live.until is not None and live.until < today:
        changed.append(replace(live, state=State.REPEALED))
    return tuple(changed)


def eve(day: date) -> date:
    """The last day before `day`."""
    return day - timedelta(days=1)


def _replaced(live: Held, since: date) -> Held:
    last = eve(since)
    return replace(live, state=State.REPLACED, until=min(live.until or last, last))


def _clash(text: Held, start: date, end: date | None) -> str:
    """How a text with these dates would meet another one; "" when the two are never in force together."""
    since = f"{text.since:%d/%m/%Y}" if text.since else ""
    if text.state == State.IN_FORCE and text.since is not None and start <= text.since:
        return f"bản đang áp dụng có hiệu lực từ {since}, bản mới phải có hiệu lực sau ngày đó."
    if text.state in ENDED and text.until is not None and start <= text.until:
        return f"một bản trước còn hiệu lực đến {text.until:%d/%m/%Y}."
    if text.state == State.APPROVED and text.since is not None:
        if start == text.since:
            return f"một bản khác đã duyệt cũng có hiệu lực từ {since}."
        if start < text.since and end is not None and end >= text.since:
            return f"một bản khác đã duyệt có hiệu lực từ {since}, trước ngày hết hiệu lực của bản này."
    return ""


def _wrong_state(step: Step, state: State) -> Refusal:
    return Refusal("wrong_state", f"Không {step.words} được khi văn bản {STATE_LABELS[state]}.", "catalogue.life")
