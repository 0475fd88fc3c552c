"""A decision enters: a draft of the province, a signed one of the province or of a ministry; a draft is revised."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.kernel.actors import Actor
from motcua.kernel.audit import Conflict, Repeated
from motcua.kernel.files.services import Judgement
from motcua.kernel.ids import new_id
from motcua.kernel.text import clean, search_key
from motcua.kernel.time import local_date
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.publications import rules
from motcua.operate.publications.models import Decision, Entry, StepFact
from motcua.operate.publications.rules import DecisionInput, EntryInput, Known, Level, Problem, Refused, State, Step
from motcua.operate.publications.services.writing import judged, keep, may_write, overtaken, stale, tell


def draft(
    *,
    head: DecisionInput,
    entries: Sequence[EntryInput],
    by: Actor,
    now: datetime,
    data: bytes | None = None,
    name: str = "",
    follows: Decision | None = None,
    command_id: str = "",
) -> Decision | Refused:
    """Take a decision with its procedures, whole or not at all.

    A province's decision without number begins as a draft; a signed one (of a ministry, or an older one of the
    province that is entered afterwards) needs number, dates and its PDF in `data`. Refused with every place and
    reason. The same `command_id` again answers with the decision of the first time.
    """
    refused = may_write(by)
    if refused is not None:
        return refused
    entries = [_clean(entry) for entry in entries]
    known = known_codes([code for entry in entries for code in (entry.code, entry.successor) if code])
    judgement = judged(data, name, place="tệp quyết định", only_pdf=True) if data is not None else None
    problems = _problems(head, entries, known, judgement, follows, local_date(now))
    if problems:
        return Refused("wrong_input", tuple(problems))
    decision = _row(head, follows, now)
    try:
        with transaction.atomic():
            if data is not None and isinstance(judgement, Judgement):
                decision.content_file, decision.content_name = keep(data, name, judgement, now), name[:255]
            decision.save(force_insert=True)
            _put(decision, entries, known)
            _begin(decision, by, now, command_id or str(new_id()))
    except Repeated as again:
        return Decision.objects.get(pk=UUID(again.event.stream_id))
    except IntegrityError:
        return number_taken(head.number, head.issuer)
    return decision


def revise(
    *,
    decision: Decision,
    summary: str,
    shortened: bool,
    entries: Sequence[EntryInput],
    by: Actor,
    now: datetime,
    seen: int | None = None,
) -> Decision | Refused:
    """Change the procedures of a draft that nobody has controlled yet; what was there before stays in the log."""
    refused = may_write(by) or stale(decision, seen)
    if refused is not None:
        return refused
    if decision.state != State.DRAFTED:
        return Refused("wrong_step", (Problem("", "Chỉ sửa được danh mục khi quyết định còn là dự thảo."),))
    entries = [_clean(entry) for entry in entries]
    known = known_codes([code for entry in entries for code in (entry.code, entry.successor) if code])
    problems = rules.judge_entries(entries, known, scope=decision.scope, shortened=shortened, today=local_date(now))
    if not summary.strip():
        problems.append(Problem("trích yếu", "hãy ghi trích yếu của quyết định"))
    if problems:
        return Refused("wrong_input", tuple(problems))
    decision.summary, decision.shortened = clean(summary)[:600], shortened
    try:
        with transaction.atomic():
            decision.entries.all().delete()
            _put(decision, entries, known)
            tell(decision, "publication.revised", _facts(decision), by=by, now=now, command_id=str(new_id()))
    except Conflict:
        decision.refresh_from_db()
        return overtaken()
    return decision


def _problems(
    head: DecisionInput,
    entries: Sequence[EntryInput],
    known: dict[str, Known],
    judgement: Judgement | Problem | None,
    follows: Decision | None,
    today: date,
) -> list[Problem]:
    problems = rules.judge_head(head, has_file=judgement is not None, today=today)
    problems += rules.judge_entries(entries, known, scope=head.scope, shortened=head.shortened, today=today)
    problems += [judgement] if isinstance(judgement, Problem) else []
    if follows is not None and not follows.is_ministry:
        problems.append(Problem("quyết định của bộ", "chỉ quyết định của bộ mới được chọn để thực hiện"))
    return problems


def known_codes(codes: Sequence[str]) -> dict[str, Known]:
    """What the catalogue knows of `codes`."""
    rows = catalogue.procedures().filter(code__in=set(codes)).values_list("code", "name", "competent", "state")
    return {code: Known(code, name, competent, state == "repealed") for code, name, competent, state in rows}


def number_taken(number: str, issuer: str) -> Refused:
    words = f"{issuer} đã có quyết định số {number} trong năm này"
    return Refused("number_taken", (Problem("số quyết định", words),))


def _clean(entry: EntryInput) -> EntryInput:
    return EntryInput(
        code=clean(entry.code)[:40],
        change=entry.change,
        successor=clean(entry.successor)[:40],
        texts=tuple(text for text in (clean(text)[:200] for text in entry.texts) if text),
        effective_on=entry.effective_on,
        text_signed_on=entry.text_signed_on,
        name=clean(entry.name)[:1000],
    )


def _row(head: DecisionInput, follows: Decision | None, now: datetime) -> Decision:
    signed = head.signed_on is not None
    return Decision(
        level=head.level,
        scope=head.scope,
        state=State.DECIDED.value if signed else State.DRAFTED.value,
        issuer=clean(head.issuer)[:300],
        issuer_key=search_key(head.issuer)[:300],
        number=clean(head.number)[:80],
        number_key=search_key(head.number).replace(" ", "")[:80],
        year=head.signed_on.year if head.signed_on else None,
        summary=clean(head.summary)[:600],
        shortened=head.shortened,
        unit=head.unit,
        drafted_on=head.drafted_on if head.level == Level.PROVINCE else None,
        signed_on=head.signed_on,
        effective_on=head.effective_on,
        seen_on=head.seen_on if head.level == Level.MINISTRY else None,
        follows=follows,
        changed_at=now,
    )


def _put(decision: Decision, entries: Sequence[EntryInput], known: dict[str, Known]) -> None:
    codes = {code for entry in entries for code in (entry.code, entry.successor) if code in known}
    ids = dict(catalogue.procedures().filter(code__in=codes).values_list("code", "pk"))
    Entry.objects.bulk_create(
        Entry(
            decision=decision,
            line=line,
            code=entry.code,
            name=known[entry.code].name if entry.code in known else entry.name,
            procedure_id=ids.get(entry.code),
            change=entry.change,
            successor_id=ids.get(entry.successor),
            texts=list(entry.texts),
            effective_on=entry.effective_on,
            text_signed_on=entry.text_signed_on,
            needs_province=entry.code not in known or known[entry.code].competent != "ministry",
        )
        for line, entry in enumerate(entries, start=1)
    )


def _begin(decision: Decision, by: Actor, now: datetime, command_id: str) -> None:
    signed = decision.signed_on
    type = "publication.recorded" if signed else "publication.drafted"
    first = decision.drafted_on or (None if signed else local_date(now))
    if decision.level == Level.PROVINCE and first is not None:
        decision.drafted_on = first
        _fact(decision, Step.DRAFT, first, by, now)
    if signed:
        _fact(decision, Step.DECIDE, signed, by, now)
    tell(decision, type, _facts(decision), by=by, now=now, command_id=command_id)


def _fact(decision: Decision, step: Step, on: Any, by: Actor, now: datetime) -> None:
    StepFact.objects.create(decision=decision, step=step.value, on=on, recorded_by=by.id, recorded_at=now)


def _facts(decision: Decision) -> dict[str, Any]:
    """The payload: numbers, dates and codes; nothing about persons."""
    days = ("drafted_on", "signed_on", "effective_on", "seen_on")
    return {
        "level": decision.level,
        "scope": decision.scope,
        "issuer": decision.issuer,
        "number": decision.number,
        "shortened": decision.shortened,
        "follows": str(decision.follows_id) if decision.follows_id else None,
        "file": decision.content_file_id,
        **{name: on.isoformat() if (on := getattr(decision, name)) else None for name in days},
        "procedures": [
            {
                "code": row.code,
                "change": row.change,
                "texts": row.texts,
                "effective_on": row.effective_on.isoformat() if row.effective_on else None,
            }
            for row in decision.entries.order_by("line")
        ],
    }
