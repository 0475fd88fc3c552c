"""One signal: the question, its evidence, what was answered and concluded; answering and judging."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from motcua.kernel.audit import queries as log
from motcua.kernel.audit.services import StreamRef
from motcua.measure.facts import queries as facts
from motcua.measure.signals import queries, services
from motcua.measure.signals.desk.lists import TAGS, about
from motcua.measure.signals.desk.seat import Seat, seat
from motcua.measure.signals.forms import AnswerForm, JudgeForm
from motcua.measure.signals.models import Signal
from motcua.measure.signals.rules import BY_HAND, JUDGED, OUTCOMES, RULES, STATES, Refusal, may_answer
from motcua.measure.signals.services.projecting import standing
from motcua.people import queries as people
from motcua.people.rules import Role, visible
from motcua.people.services import official_required

TITLES = {
    "signal.raised": "Dấu hiệu được phát hiện",
    "signal.raised_again": "Có chứng cứ mới, mở lại",
    "signal.evidence_added": "Thêm chứng cứ",
    "signal.answered": "Giải trình",
    "signal.judged": "Kết luận",
}
KINDS = {"founded": "late", "unfounded": "done", "needs_more": "waiting"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of what happened to the signal."""

    at: datetime
    title: str
    text: str
    actor: str
    kind: str


@dataclass(frozen=True, slots=True)
class Proof:
    """One event of evidence; `url` when the person may open the dossier."""

    code: str
    url: str
    at: datetime
    words: str


@require_safe
@official_required()
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page of a signal, for who may see it."""
    here = seat(request)
    return _page(request, here, _found(here, pk))


@require_POST
@official_required()
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an answer."""
    here = seat(request)
    signal, form = _found(here, pk), AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, here, signal, answering=form)
    outcome = services.answer(
        signal_id=pk,
        text=form.cleaned_data["text"],
        heads=here.heads,
        by=people.actor_of(request),
        now=timezone.now(),
        command_id=request.POST.get("command_id", "")[:60] or f"answer:{pk}:{signal.version}",
    )
    if isinstance(outcome, Refusal):
        return _page(request, here, signal, answering=form, refusal=outcome)
    messages.success(request, "Đã ghi giải trình.")
    return redirect("signals:one", pk=pk)


@require_POST
@official_required(Role.INSPECTOR)
def judge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a conclusion."""
    here = seat(request)
    signal, form = _found(here, pk), JudgeForm(request.POST)
    if not form.is_valid():
        return _page(request, here, signal, judging=form)
    outcome = services.judge(
        signal_id=pk,
        outcome=form.cleaned_data["outcome"],
        reason=form.cleaned_data["reason"],
        by=people.actor_of(request, Role.INSPECTOR),
        now=timezone.now(),
        command_id=request.POST.get("command_id", "")[:60] or f"judge:{pk}:{signal.version}",
    )
    if isinstance(outcome, Refusal):
        return _page(request, here, signal, judging=form, refusal=outcome)
    messages.success(request, f"Đã kết luận: {OUTCOMES[outcome.state].lower()}.")
    return redirect("signals:one", pk=pk)


def _found(here: Seat, pk: UUID) -> Signal:
    signal = here.seen().filter(pk=pk).first()
    if signal is None:
        raise Http404("Không có dấu hiệu này, hoặc nó không thuộc phần bạn được xem.")
    return signal


def _page(
    request: HttpRequest,
    here: Seat,
    signal: Signal,
    *,
    answering: forms.Form | None = None,
    judging: forms.Form | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    may = may_answer(standing(signal), account=here.account, heads=here.heads) is None
    open_ = signal.state not in JUDGED
    rule = BY_HAND if signal.rule == BY_HAND.id else RULES.get(signal.rule)
    own = here.account in {signal.officer, signal.subject}
    problems = _problems(refusal, answering, judging)
    units = {unit.key: unit.name for unit in people.units()}
    context: dict[str, Any] = {
        "signal": signal,
        "title": rule.title if rule else signal.rule,
        "question": rule.question if rule else "",
        "state": STATES[signal.state],
        "tag": TAGS[signal.state],
        "facts": [
            {"key": "Về", "value": about(signal)},
            {"key": "Đơn vị", "value": units.get(signal.unit, signal.unit) or None},
            {"key": "Người được hỏi", "value": people.account_name(signal.officer) or "Trưởng đơn vị"},
            {"key": "Căn cứ", "value": rule.basis if rule else None},
            {"key": "Quy tắc", "value": f"{signal.rule}, bản {signal.rule_version}; ngưỡng {signal.thresholds}"},
        ],
        "proofs": _proofs(request, signal),
        "entries": _entries(signal),
        "answering": (answering or AnswerForm()) if may else None,
        "judging": (judging or JudgeForm()) if here.inspector and open_ and not own else None,
        "problems": problems,
        "back_url": reverse("signals:list")
        if here.everything or signal.unit in here.heads
        else reverse("signals:mine"),
    }
    return render(request, "signals/one.html", context, status=422 if problems else 200)


def _problems(refusal: Refusal | None, *sent: forms.Form | None) -> list[tuple[str, str]]:
    """What was wrong with what was sent, as the summary of errors shows it."""
    found = [("", refusal.message)] if refusal else []
    for form in sent:
        found += [(f"id_{name}", str(error)) for name, rows in (form.errors if form else {}).items() for error in rows]
    return found


def _proofs(request: HttpRequest, signal: Signal) -> list[Proof]:
    scope = people.scope(request.user)
    ids = {unit.key: unit.pk for unit in people.units()} if scope.unit_ids else {}
    wanted = {row["dossier"] for row in signal.evidence}
    held = {str(row.pk): row for row in facts.dossiers().filter(pk__in=wanted)}
    found = []
    for row in signal.evidence:
        fact = held.get(row["dossier"])
        units = [ids[key] for key in (fact.unit, fact.receipt_unit) if key in ids] if fact else []
        may = fact is not None and visible(scope, unit_ids=units, account_ids=(), viewer=None)
        url = reverse("journeys:work", kwargs={"dossier_id": row["dossier"]}) if may else ""
        found.append(Proof(row["code"] or "chưa có mã", url, datetime.fromisoformat(row["at"]), row["words"]))
    return sorted(found, key=lambda proof: proof.at)


def _entries(signal: Signal) -> list[Entry]:
    texts = queries.texts(signal.pk)
    entries = []
    for event in log.events(StreamRef(services.STREAM, str(signal.pk))):
        said = event.payload
        text = texts.get(str(said.get("text_id")))
        title = TITLES.get(event.type, event.type)
        if event.type == "signal.judged":
            title = f"{title}: {OUTCOMES[said['outcome']].lower()}"
        actor = people.account_name(event.actor_id) if event.actor_kind == "official" else "Hệ thống"
        kind = KINDS.get(str(said.get("outcome")), "running")
        entries.append(Entry(event.occurred_at, title, text.text if text else said.get("words", ""), actor, kind))
    return entries
