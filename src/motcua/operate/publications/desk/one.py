"""One decision: its chain as a timeline, its procedures with their clocks, its places; its files."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.kernel.files import services as files
from motcua.law import queries as law
from motcua.operate.publications import queries, rules
from motcua.operate.publications.desk.tabs import TAGS, ShownClock, show, top
from motcua.operate.publications.models import Decision, Entry, StepFact
from motcua.operate.publications.rules import CHANGES, MAIN, READERS, STEPS, Change, Instance, State, Step
from motcua.people import queries as people
from motcua.people.services import official_required


def found_or_404(pk: UUID) -> Decision:
    row = queries.decision(pk)
    if row is None:
        raise Http404("Không có quyết định này.")
    return row


@require_safe
@official_required(*READERS)
def decision(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything about one decision on one page."""
    row = found_or_404(pk)
    today = timezone.localdate()
    entries, facts = queries.entries(pk), queries.steps(pk)
    head = top(request, "decisions")
    context = {
        **head,
        "decision": row,
        "tag": TAGS[row.state],
        "facts": _head_facts(row),
        "steps": chain(row, facts),
        "timeline": [_entry(fact, row) for fact in reversed(facts)],
        "proofs": [fact for fact in facts if fact.reference or fact.evidence_id],
        "procedures": [(entry, _clocks(row, entry, today), _lag(row, entry, today)) for entry in entries],
        "places": queries.shown(pk) if row.is_signed and not row.is_ministry else [],
        "next": [(step, STEPS[step]) for step in rules.open_steps(row.state)] if head["may_write"] else [],
        "may_revise": head["may_write"] and row.state == State.DRAFTED,
    }
    return render(request, "publications/decision.html", context)


def chain(row: Decision, facts: Sequence[StepFact]) -> list[dict[str, str]]:
    """The five steps with their days, for the kit's list of steps. A ministry's decision begins signed."""
    days = {
        Step.DRAFT: row.drafted_on, Step.CONTROL: row.controlled_on, Step.DECIDE: row.signed_on,
        Step.ENTER: row.entered_on, Step.POST: row.posted_on,
    }  # fmt: skip
    steps = [step for step in MAIN if not (row.is_ministry and step in (Step.DRAFT, Step.CONTROL))]
    last = max((n for n, step in enumerate(steps) if days[step]), default=-1)
    shown = []
    for n, step in enumerate(steps):
        on = days[step]
        state = "done" if on else "now" if n == last + 1 and row.state != State.WITHDRAWN else "next"
        text = f"{on:%d/%m/%Y}" if on else "không ghi lại" if n < last else ""
        title = "Bộ ký quyết định công bố" if row.is_ministry and step == Step.DECIDE else STEPS[step]
        shown.append({"title": title, "state": "done" if n < last else state, "text": text})
    return shown


def _head_facts(row: Decision) -> list[dict[str, Any]]:
    facts = [
        ("Cơ quan ban hành", row.issuer),
        ("Số, ký hiệu", row.number or "chưa có, đang dự thảo"),
        ("Ngày ký", _day(row.signed_on)),
        ("Có hiệu lực", _day(row.effective_on)),
        ("Phạm vi", row.get_scope_display()),
    ]
    if row.is_ministry:
        facts.append(("Thấy trên cơ sở dữ liệu", _day(row.seen_on)))
    if row.shortened:
        facts.append(("Trình tự", "rút gọn"))
    return [{"key": key, "value": value} for key, value in facts]


def _day(on: date | None) -> str | None:
    return f"{on:%d/%m/%Y}" if on else None


def _entry(fact: StepFact, row: Decision) -> dict[str, Any]:
    kind = {"send_back": "waiting", "withdraw": "late"}.get(fact.step, "done")
    name = people.account_name(fact.recorded_by) if fact.recorded_by != "motcua" else "hệ thống"
    recorded = f"ghi ngày {timezone.localtime(fact.recorded_at):%d/%m/%Y}"
    text = fact.reference or (f"Tệp: {fact.evidence_name}" if fact.evidence_name else "")
    if fact.step == Step.DECIDE:
        text = f"Số {row.number}, có hiệu lực {_day(row.effective_on)}"
    return {"at": fact.on, "title": STEPS[fact.step], "actor": f"{name}, {recorded}", "text": text, "kind": kind}


def _clocks(row: Decision, entry: Entry, today: date) -> list[ShownClock]:
    instance = Instance(
        code=entry.code,
        decision=str(row.pk),
        number=row.number,
        level=row.level,
        scope=row.scope,
        shortened=row.shortened,
        effective_on=entry.effective_on,
        text_signed_on=entry.text_signed_on,
        decided_on=row.signed_on,
        posted_on=row.posted_on,
    )
    if row.state == State.WITHDRAWN:
        return []
    return [show(clock, today) for clock in rules.clocks(instance, queries.timings(), law.calendar())]


def _lag(row: Decision, entry: Entry, today: date) -> str:
    """Where the catalogue does not say yet what the decision says; the catalogue is changed there, not here."""
    procedure = entry.procedure
    if procedure is None or not row.is_signed or row.effective_on is None or row.effective_on > today:
        return ""
    gone = entry.change in (Change.ABOLISHED, Change.REPLACED)
    if gone and not procedure.is_repealed and row.state == State.POSTED:
        return f"danh mục vẫn ghi đang áp dụng, quyết định {CHANGES[entry.change]}"
    return ""


@require_safe
@official_required(*READERS)
def file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The decision itself."""
    row = found_or_404(pk)
    if row.content_file is None:
        raise Http404("Quyết định chưa có tệp.")
    return files.open_response(row.content_file, row.content_name)


@require_safe
@official_required(*READERS)
def evidence(request: HttpRequest, pk: UUID, fact: int) -> HttpResponse:
    """The evidence of a step."""
    row = queries.step_fact(pk, fact)
    if row is None or row.evidence is None:
        raise Http404("Bước này không có tệp.")
    return files.open_response(row.evidence, row.evidence_name)


@require_safe
@official_required(*READERS)
def proof_file(request: HttpRequest, pk: UUID, proof: int) -> HttpResponse:
    """The photo or file of a place."""
    row = queries.showing(pk, proof)
    if row is None or row.evidence is None:
        raise Http404("Nơi này không có tệp.")
    return files.open_response(row.evidence, row.evidence_name)
