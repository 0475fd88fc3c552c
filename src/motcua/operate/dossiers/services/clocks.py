"""Due dates from facts: the instant of acceptance, the limit, and the spans in which others were waited for."""

from datetime import datetime
from typing import Literal

from motcua.kernel.time import Due, Limit, Span, due_with_spans, local_date, parse_limit
from motcua.law import queries as law
from motcua.operate.dossiers.models import ClockSpan, Dossier


def limit_of(dossier: Dossier) -> Limit:
    """The limit the dossier was accepted under."""
    return parse_limit(dossier.limit_text)


def legal(dossier: Dossier, spans: list[ClockSpan] | None = None) -> Due:
    """The legal clock: counted anew after each supplement (NĐ 61/2018/NĐ-CP điều 19 khoản 4)."""
    rows = _spans(dossier) if spans is None else spans
    restarts = [_span(row, "restart") for row in rows if row.kind == "supplement" and row.ended_at]
    pauses = [_span(row, "pause") for row in rows if row.pauses_legal]
    return _due(dossier, [*restarts, *pauses], "restart")


def portal(dossier: Dossier, spans: list[ClockSpan] | None = None) -> Due:
    """The clock of the service index (QĐ 766/QĐ-TTg): the wait for a supplement is taken off."""
    rows = _spans(dossier) if spans is None else spans
    return _due(dossier, [_span(row, "restart") for row in rows if row.kind == "supplement" and row.ended_at], "pause")


def _due(dossier: Dossier, spans: list[Span], mode: Literal["restart", "pause"]) -> Due:
    start = dossier.accepted_at
    assert start is not None, "a clock runs from acceptance"
    rule = law.rule_set("one_stop", local_date(start))
    ordered = sorted(spans, key=lambda span: span.start)
    return due_with_spans(start, limit_of(dossier), law.calendar(), ordered, mode=mode, rule_set=rule.id)


def _spans(dossier: Dossier) -> list[ClockSpan]:
    return list(ClockSpan.objects.filter(dossier=dossier).order_by("started_at"))


def _span(row: ClockSpan, kind: Literal["restart", "pause"]) -> Span:
    return Span(kind, row.started_at, row.ended_at)


def iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
