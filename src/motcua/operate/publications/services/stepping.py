"""The steps of the chain after the draft: control, decision, entry, posting; back to the draft, or withdrawn."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from motcua.kernel.actors import Actor
from motcua.kernel.audit import Conflict, Repeated
from motcua.kernel.files.services import Judgement
from motcua.kernel.ids import new_id
from motcua.kernel.text import clean, search_key
from motcua.kernel.time import local_date
from motcua.operate.publications import rules
from motcua.operate.publications.models import Decision, StepFact
from motcua.operate.publications.rules import Act, Problem, Refused, Standing, State, Step
from motcua.operate.publications.services.drafting import number_taken
from motcua.operate.publications.services.showing import web_address
from motcua.operate.publications.services.writing import judged, keep, may_write, overtaken, stale, tell

COLUMNS = {
    Step.CONTROL: "controlled_on", Step.DECIDE: "signed_on", Step.ENTER: "entered_on", Step.POST: "posted_on",
}  # fmt: skip
TYPES = {
    Step.CONTROL: "publication.controlled", Step.SEND_BACK: "publication.sent_back",
    Step.DECIDE: "publication.decided", Step.ENTER: "publication.entered", Step.POST: "publication.posted",
    Step.WITHDRAW: "publication.withdrawn",
}  # fmt: skip


def take_step(
    *,
    decision: Decision,
    step: Step,
    on: date,
    by: Actor,
    now: datetime,
    reference: str = "",
    data: bytes | None = None,
    name: str = "",
    number: str = "",
    effective_on: date | None = None,
    seen: int | None = None,
    command_id: str = "",
) -> Decision | Refused:
    """Record that `step` happened on `on`, with its evidence (`reference`, or a file in `data`).

    Step.DECIDE needs number, date of effect and PDF. `seen`: the version the person had before them. Refused with
    every place and reason; the same `command_id` again changes nothing.
    """
    refused = may_write(by) or stale(decision, seen)
    if refused is not None:
        return refused
    judgement = _evidence(step, data, name)
    reference = clean(reference)[:300]
    act = Act(step, on, bool(reference or data), clean(number)[:80], effective_on, data is not None)
    verdict = _verdict(decision, act, judgement, local_date(now))
    if isinstance(verdict, Refused):
        return verdict
    try:
        with transaction.atomic():
            _write(decision, act, verdict, reference, data, name, judgement, by=by, now=now, command_id=command_id)
    except Conflict:
        decision.refresh_from_db()
        return overtaken()
    except (Repeated, IntegrityError) as error:
        decision.refresh_from_db()
        return decision if isinstance(error, Repeated) else number_taken(number, decision.issuer)
    return decision


def _evidence(step: Step, data: bytes | None, name: str) -> Any:
    """What the file is, or the problem with it; None without a file."""
    place = "tệp quyết định" if step == Step.DECIDE else "minh chứng"
    return judged(data, name, place=place, only_pdf=step == Step.DECIDE) if data is not None else None


def _verdict(decision: Decision, act: Act, judgement: object, today: date) -> State | Refused:
    """What the chain says, and what is wrong with the file."""
    verdict = rules.decide(_standing(decision), act, today=today)
    if isinstance(judgement, Problem):
        before = verdict.problems if isinstance(verdict, Refused) else ()
        return Refused("wrong_input", (*before, judgement))
    return verdict


def _standing(decision: Decision) -> Standing:
    last = decision.last_on
    return Standing(State(decision.state), last if isinstance(last, date) else None)


def _write(
    decision: Decision,
    act: Act,
    state: State,
    reference: str,
    data: bytes | None,
    name: str,
    judgement: object,
    *,
    by: Actor,
    now: datetime,
    command_id: str,
) -> None:
    stored = keep(data, name, judgement, now) if data is not None and isinstance(judgement, Judgement) else None
    fact = StepFact(decision=decision, step=act.step.value, on=act.on, reference=reference)
    fact.recorded_by, fact.recorded_at = by.id, now
    decision.state = state.value
    if act.step in COLUMNS:
        setattr(decision, COLUMNS[act.step], act.on)
    if act.step == Step.SEND_BACK:
        decision.controlled_on, decision.drafted_on = None, act.on
    if act.step == Step.DECIDE:
        decision.number, decision.number_key = act.number, search_key(act.number).replace(" ", "")[:80]
        decision.year, decision.effective_on = act.on.year, act.effective_on
        decision.content_file, decision.content_name = stored, name[:255]
    else:
        fact.evidence, fact.evidence_name = stored, name[:255] if stored else ""
    fact.save(force_insert=True)
    payload = {
        "on": act.on.isoformat(),
        "fact": fact.pk,
        "file": stored.pk if stored else None,
        "is_address": web_address(reference),
        "number": act.number or None,
        "effective_on": act.effective_on.isoformat() if act.effective_on else None,
    }
    tell(decision, TYPES[act.step], payload, by=by, now=now, command_id=command_id or str(new_id()))
