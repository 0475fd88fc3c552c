"""Due dates from facts: the instant of acceptance, the limit, and the spans in which others were waited for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from motcua.kernel.time import Calendar, Due, Limit, Span, due_with_spans, local_date, parse_limit
from motcua.law import queries as law
from motcua.operate.dossiers.models import ClockSpan, Dossier


def limit_of(dossier: Dossier) -> Limit:
    """The limit the dossier was accepted under."""
    return parse_limit(dossier.limit_text)


@dataclass(frozen=True, slots=True)
class Proofs:
    """Both due dates with every counted and skipped day; `warning` of each tells of days not decided yet."""

    legal: Due
    portal: Due


def proofs(dossier: Dossier) -> Proofs | None:
    """How the dates promised to the applicant came about; None before acceptance.

    A calendar that changed afterwards does not move a promised date, so the count uses the edition that gives it.
    """
    if dossier.accepted_at is None:
        return None
    spans = _spans(dossier)
    last = max([dossier.accepted_at, *(row.ended_at for row in spans if row.ended_at)])
    calendars = (law.calendar(), law.calendar(known_at=last))
    return Proofs(
        legal=_promised(dossier.legal_due, [legal(dossier, spans, calendar) for calendar in calendars]),
        portal=_promised(dossier.portal_due, [portal(dossier, spans, calendar) for calendar in calendars]),
    )


def legal(dossier: Dossier, spans: list[ClockSpan] | None = None, calendar: Calendar | None = None) -> Due:
    """The legal clock: counted anew after each supplement (NĐ 61/2018/NĐ-CP điều 19 khoản 4)."""
    rows = _spans(dossier) if spans is None else spans
    restarts = [_span(row, "restart") for row in rows if row.kind == "supplement" and row.ended_at]
    pauses = [_span(row, "pause") for row in rows if row.pauses_legal]
    return _due(dossier, [*restarts, *pauses], "restart", calendar)


def portal(dossier: Dossier, spans: list[ClockSpan] | None = None, calendar: Calendar | None = None) -> Due:
    """The clock of the service index (QĐ 766/QĐ-TTg): the wait for a supplement is taken off."""
    rows = _spans(dossier) if spans is None else spans
    waits = [_span(row, "restart") for row in rows if row.kind == "supplement" and row.ended_at]
    return _due(dossier, waits, "pause", calendar)


def _promised(at: datetime | None, counted: list[Due]) -> Due:
    return next((due for due in counted if due.at == at), counted[-1])


def _due(dossier: Dossier, spans: list[Span], mode: Literal["restart", "pause"], calendar: Calendar | None) -> Due:
    start = dossier.accepted_at
    assert start is not None, "a clock runs from acceptance"
    rule = law.rule_set("one_stop", local_date(start))
    ordered = sorted(spans, key=lambda span: span.start)
    days = calendar or law.calendar()
    return due_with_spans(start, limit_of(dossier), days, ordered, mode=mode, rule_set=rule.id)


def _spans(dossier: Dossier) -> list[ClockSpan]:
    return list(ClockSpan.objects.filter(dossier=dossier).order_by("started_at"))


def _span(row: ClockSpan, kind: Literal["restart", "pause"]) -> Span:
    return Span(kind, row.started_at, row.ended_at)


def iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
