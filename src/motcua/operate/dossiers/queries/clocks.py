"""Due dates from facts: the instant of acceptance, the limit, and the spans in which others were waited for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from motcua.kernel.time import Calendar, Due, Limit, Span, due_with_spans, extended, local_date, parse_limit
from motcua.law import queries as law
from motcua.operate.dossiers.models import ClockSpan, Dossier, DueChange


def limit_of(dossier: Dossier) -> Limit:
    """The limit the dossier was accepted under."""
    return parse_limit(dossier.limit_text)


@dataclass(frozen=True, slots=True)
class Proofs:
    """Both due dates with every counted and skipped day; `warning` of each tells of days not decided yet."""

    legal: Due
    portal: Due


def proofs(dossier: Dossier) -> Proofs | None:
    """How the dates promised to the applicant came about; None before acceptance, and for a date of another system.

    A calendar that changed afterwards does not move a promised date, so the count uses the edition that gives it.
    """
    if dossier.accepted_at is None or dossier.observed:
        return None
    spans, changes = _spans(dossier), due_changes(dossier)
    legals = (legal(dossier, spans, days, changes) for days in _editions(dossier, spans, changes))
    portals = (portal(dossier, spans, days) for days in _editions(dossier, spans, changes))
    return Proofs(legal=_promised(dossier.legal_due, legals), portal=_promised(dossier.portal_due, portals))


def _editions(dossier: Dossier, spans: Sequence[ClockSpan], changes: Sequence[DueChange]) -> Iterator[Calendar]:
    """Today's calendar, then as it was known at each moment at which a date was given, the latest first.

    The two clocks are not counted at the same moments: the end of a hold gives the legal date alone.
    """
    given = {dossier.accepted_at, *(row.ended_at for row in spans)}
    given |= {change.made_at for change in changes if change.kind != "apology"}
    yield calendar_of(dossier)
    for moment in sorted((one for one in given if one is not None), reverse=True):
        yield calendar_of(dossier, known_at=moment)


def calendar_of(dossier: Dossier, known_at: datetime | None = None) -> Calendar:
    """The calendar the dossier is counted by: that of its procedure or unit, with the office hours of its agency."""
    on = local_date(dossier.accepted_at or dossier.submitted_at)
    procedure = dossier.procedure
    key = law.calendar_key(procedure=procedure.code, field=procedure.field, unit=dossier.unit_id, on=on)
    return law.calendar(key, agency=dossier.agency_id, known_at=known_at)


def due_changes(dossier: Dossier) -> list[DueChange]:
    """Extensions, apologies and approved moves of the dossier, oldest first."""
    return list(DueChange.objects.filter(dossier=dossier).order_by("made_at", "pk"))


def legal(
    dossier: Dossier,
    spans: list[ClockSpan] | None = None,
    calendar: Calendar | None = None,
    changes: Sequence[DueChange] | None = None,
) -> Due:
    """The legal clock: counted anew after each supplement (NĐ 61/2018/NĐ-CP điều 19 khoản 4), then extended.

    An extension lengthens the count it was granted in; a supplement after it begins a new count without it.
    """
    rows = _spans(dossier) if spans is None else spans
    if changes is None:
        changes = due_changes(dossier) if spans is None else ()
    restarts = [_span(row, "restart") for row in rows if row.kind == "supplement" and row.ended_at]
    pauses = [_span(row, "pause") for row in rows if row.pauses_legal]
    counted = _due(dossier, [*restarts, *pauses], "restart", calendar)
    for change in changes:
        if change.kind == "extension" and change.made_at >= counted.begin:
            limit = Limit(change.days, "working_day", f"gia hạn {change.days} ngày làm việc")
            counted = extended(counted, limit, counted.calendar, change.rule)
    return counted


def portal(dossier: Dossier, spans: list[ClockSpan] | None = None, calendar: Calendar | None = None) -> Due:
    """The clock of the service index (QĐ 766/QĐ-TTg): the wait for a supplement is taken off."""
    rows = _spans(dossier) if spans is None else spans
    waits = [_span(row, "restart") for row in rows if row.kind == "supplement" and row.ended_at]
    return _due(dossier, waits, "pause", calendar)


def _promised(at: datetime | None, counted: Iterable[Due]) -> Due:
    """The count that gives the date of the record; without one the last, so that the difference is seen."""
    last: Due | None = None
    for last in counted:
        if last.at == at:
            break
    assert last is not None, "there is always today's calendar"
    return last


def _due(dossier: Dossier, spans: list[Span], mode: Literal["restart", "pause"], calendar: Calendar | None) -> Due:
    start = dossier.accepted_at
    assert start is not None, "a clock runs from acceptance"
    rule = law.rule_set("one_stop", local_date(start))
    ordered = sorted(spans, key=lambda span: span.start)
    days = calendar or calendar_of(dossier)
    return due_with_spans(start, limit_of(dossier), days, ordered, mode=mode, rule_set=rule.id)


def _spans(dossier: Dossier) -> list[ClockSpan]:
    return list(ClockSpan.objects.filter(dossier=dossier).order_by("started_at"))


def _span(row: ClockSpan, kind: Literal["restart", "pause"]) -> Span:
    return Span(kind, row.started_at, row.ended_at)


def iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
