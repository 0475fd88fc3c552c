"""Who handed the dossier to whom, when, and whether the step before was early, on time or late: from events alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

APPLICANT: Final = "applicant"
# What gives the dossier to the applicant, and what brings it back.
TO_APPLICANT: Final = frozenset({"dossier.supplement_requested", "dossier.payment_requested"})
FROM_APPLICANT: Final = frozenset({"dossier.supplemented", "dossier.payment_confirmed"})
ENDS: Final = frozenset({"dossier.rejected", "dossier.withdrawn", "dossier.stopped", "dossier.returned"})
OUTCOMES: Final = {"early": "Trước hạn", "on_time": "Đúng hạn", "late": "Quá hạn"}


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as far as hand-overs need it. `open_steps`: those open after it; None: it does not say."""

    type: str
    at: datetime
    actor_kind: str
    actor: str
    open_steps: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Timed:
    """One stay at a step: when it was opened and by when it should have been done."""

    step: str
    opened_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Handover:
    """One row of the control slip. `giver_step`, `receiver_step` are keys of steps, "applicant" for the person outside.

    `receiver` is who ended the step later, "" when nobody has yet. `outcome` judges the step that was left: "early",
    "on_time", "late", or None when nothing says by when it was due. `event` is the type of the event behind it.
    """

    at: datetime
    giver_step: str
    giver: str
    receiver_step: str
    receiver: str
    outcome: str | None
    event: str


def handovers(happenings: Sequence[Happening], stays: Sequence[Timed], *, first: str, zone: tzinfo) -> list[Handover]:
    """Every hand-over in order, from the applicant's filing to the end. `first` is the step before acceptance."""
    found: list[Handover] = []
    before: tuple[str, ...] = ()
    opened: dict[str, datetime] = {}
    for number, happening in enumerate(happenings):
        after = before if happening.open_steps is None else happening.open_steps
        if number == 0:
            after = after or (first,)
        for giver, receiver in _moves(happening, before, after, start=number == 0):
            later = _who_ends(happenings[number + 1 :], receiver)
            verdict = None
            if giver != APPLICANT:
                verdict = _outcome(giver, opened.get(giver), happening.at, stays, zone)
            found.append(Handover(happening.at, giver, happening.actor, receiver, later, verdict, happening.type))
        opened |= {step: happening.at for step in after if step not in before}
        before = after
    return found


def outcome_words(outcome: str | None) -> str:
    """The verdict in the words of the form; "" for none."""
    return OUTCOMES.get(outcome or "", "")


def _moves(
    happening: Happening, before: tuple[str, ...], after: tuple[str, ...], *, start: bool
) -> list[tuple[str, str]]:
    """(from, to) of one event: from each step that was left to each that opened."""
    if start:
        return [(APPLICANT, step) for step in after]
    if happening.type in TO_APPLICANT:
        return [(step, APPLICANT) for step in before[:1]]
    if happening.type in FROM_APPLICANT:
        return [(APPLICANT, step) for step in after[:1]]
    left = [step for step in before if step not in after]
    new = [step for step in after if step not in before]
    if happening.type in ENDS and not new:
        return [(step, APPLICANT) for step in left[:1]]
    if left and not new:
        # One of several branches ended: it waits for the others, nothing was handed on yet.
        return [(step, "") for step in left]
    return [(giver, receiver) for giver in (left or before[:1]) for receiver in new]


def _who_ends(later: Sequence[Happening], step: str) -> str:
    """Who acted when the step was left, or when the applicant answered."""
    if step == APPLICANT:
        return next((one.actor for one in later if one.type in FROM_APPLICANT), "")
    for one in later:
        if one.type in TO_APPLICANT or (one.open_steps is not None and step not in one.open_steps):
            return one.actor
    return ""


def _outcome(step: str, opened: datetime | None, at: datetime, stays: Sequence[Timed], zone: tzinfo) -> str | None:
    """Compared by the instant for late, by the local date for early: whoever is done on the day itself is on time."""
    due = next((stay.due_at for stay in stays if stay.step == step and stay.opened_at == opened), None)
    if due is None:
        return None
    if at > due:
        return "late"
    return "early" if at.astimezone(zone).date() < due.astimezone(zone).date() else "on_time"
