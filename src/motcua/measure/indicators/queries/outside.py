"""Indicators whose facts lie outside: the two sets as keys, from registers and the catalogue.

Every function answers for several periods at once and reads its source once, so that a table by month and a single
figure are the same code. None stands for a period without any source.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from motcua.kernel.time import Calendar, local_date, parse_limit, start_of_working_day
from motcua.kernel.time import due as count
from motcua.law import queries as law
from motcua.measure.facts import queries as facts
from motcua.measure.indicators.queries import sets
from motcua.measure.indicators.queries.sets import Scope
from motcua.measure.indicators.rules import Line, Period
from motcua.measure.registers import queries as registers

ANY_GATE = "Thanh toán trực tuyến trên mọi cổng"
FEEDBACK_LIMIT = "15 ngày làm việc"  # portal practice (QĐ 766 notes); the legal limit is not verified


@dataclass(frozen=True, slots=True)
class Keyed:
    """Numerator inside denominator, as sets of keys; `about` says what a key is.

    `why`: for keys that do not count, the reason in words; `dossiers`: the ids of keys that are dossiers;
    `decisions`: for procedures, the decisions behind each (id → number). `source`, `source_kind`: where this period's
    sets are from when an indicator may have several sources.
    """

    denominator: frozenset[str]
    numerator: frozenset[str]
    about: str
    lines: tuple[Line, ...] = ()
    gaps: tuple[str, ...] = ()
    why: Mapping[str, str] = field(default_factory=dict)
    dossiers: Mapping[str, UUID] = field(default_factory=dict)
    decisions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    source: str = ""
    source_kind: str = ""


@dataclass(frozen=True, slots=True)
class FinishedRow:
    """A finished dossier and what the portal has not confirmed of it; nothing missing: it counts."""

    key: str
    pk: UUID
    agency: str
    unit: str
    procedure: str
    on: date
    missing: str


Series = list[Keyed | None]


def span(periods: Sequence[Period]) -> Period:
    """The period from the first day to the last day of all."""
    return Period(min(p.first for p in periods), max(p.last for p in periods), "")


def payments(periods: Sequence[Period], today: date) -> Series:
    """I.2 counts transactions: failed, cancelled and refunded ones and those of 0 đồng are out.

    A row of the platform's list that names one of our dossiers, the day and the amount of a payment confirmed here is
    that payment, and counts once.
    """
    if not registers.has_register("payments") and not facts.payments().exists():
        return [None] * len(periods)
    whole = span(periods)
    entries = [
        entry
        for entry in registers.entries("payments", whole.first, whole.last)
        if entry.values["state"] == "success" and entry.values["amount"]
    ]
    rows = [(entry.on, entry.identity, str(entry.values["channel"])) for entry in entries]
    listed = Counter((entry.values["dossier"], entry.values["amount"], entry.on) for entry in entries)
    inside = facts.payments().filter(paid_on__gte=whole.first, paid_on__lte=whole.last, amount__gt=0)
    codes = dict(facts.dossiers().filter(pk__in=inside.values("dossier_id")).values_list("pk", "code"))
    for payment in inside.order_by("position"):
        same = (codes.get(payment.dossier_id), payment.amount, payment.paid_on)
        if listed[same] > 0:
            listed[same] -= 1
        else:
            channel = "national_portal" if payment.channel == "portal" else payment.channel
            rows.append((payment.paid_on, f"#{payment.position}", channel))
    return [_transactions([row for row in rows if period.first <= row[0] <= period.last]) for period in periods]


PAID_ELSEWHERE = {
    "province": "qua cổng thanh toán của tỉnh",
    "direct": "nộp trực tiếp",
    "counter": "nộp trực tiếp",
    "account": "chuyển khoản",
    "bank": "chuyển khoản",
    "post": "qua bưu chính",
}


def _transactions(rows: Iterable[tuple[date, str, str]]) -> Keyed:
    channels = {key: channel for _, key, channel in rows}
    portal = frozenset(key for key, channel in channels.items() if channel == "national_portal")
    online = len(portal) + sum(channel == "province" for channel in channels.values())
    why = {key: PAID_ELSEWHERE.get(channel, channel) for key, channel in channels.items() if key not in portal}
    line = Line(ANY_GATE, online, len(channels))
    return Keyed(frozenset(channels), portal, "transaction", lines=(line,), why=why)


def finished_rows(whole: Period, scope: Scope) -> list[FinishedRow] | None:
    """I.5: finished dossiers with what the portal has not confirmed; None without a register of confirmations."""
    if not registers.has_register("sync"):
        return None
    confirmed = {entry.values["dossier"].upper(): _unconfirmed(entry.values) for entry in registers.entries("sync")}
    done = (
        sets.rows(scope)
        .filter(sets.done(whole))
        .values_list("code", "pk", "agency", "unit", "procedure", "finished_on")
    )
    return [
        FinishedRow(code or str(pk), pk, agency, unit, procedure, on, confirmed.get(code.upper(), "Cổng chưa xác nhận"))
        for code, pk, agency, unit, procedure, on in done.order_by("finished_on", "pk")
    ]


def _unconfirmed(values: Mapping[str, Any]) -> str:
    parts = {"final_state": "trạng thái cuối", "progress": "tiến trình", "result_link": "liên kết kết quả"}
    missing = [words for key, words in parts.items() if not values[key]]
    return f"thiếu {', '.join(missing)}" if missing else ""


def synced(periods: Sequence[Period], scope: Scope) -> Series:
    """I.5: finished dossiers confirmed with final state, progress and result link; what is not matched has failed."""
    rows = finished_rows(span(periods), scope)
    if rows is None:
        return [None] * len(periods)
    return [_confirmed([row for row in rows if period.first <= row.on <= period.last]) for period in periods]


def _confirmed(rows: Iterable[FinishedRow]) -> Keyed:
    by_key = {row.key: row for row in rows}
    good = frozenset(key for key, row in by_key.items() if not row.missing)
    why = {key: row.missing for key, row in by_key.items() if row.missing}
    return Keyed(frozenset(by_key), good, "dossier", why=why, dossiers={key: row.pk for key, row in by_key.items()})


def regulations(periods: Sequence[Period], today: date) -> Series:
    """II.1: regulations updated by their due date among those that have fallen due."""

    def one(entries: Sequence[Any]) -> Keyed:
        why = {}
        for entry in entries:
            updated, limit = _day(entry.values["updated_on"]), entry.on
            if updated is None:
                why[entry.identity] = "chưa cập nhật"
            elif updated > limit:
                why[entry.identity] = f"cập nhật muộn, ngày {updated:%d/%m/%Y}"
        due = frozenset(entry.identity for entry in entries)
        return Keyed(due, due - why.keys(), "regulation", why=why)

    return _due_rows("business_regulations", periods, today, one)


def _due_rows(kind: str, periods: Sequence[Period], today: date, one: Callable[[Sequence[Any]], Keyed]) -> Series:
    """Registers by due date: what is due later than today is neither good nor bad yet."""
    if not registers.has_register(kind):
        return [None] * len(periods)
    whole = span(periods)
    entries = list(registers.entries(kind, whole.first, min(whole.last, today)))
    return [one([entry for entry in entries if period.first <= entry.on <= period.last]) for period in periods]


def feedback(periods: Sequence[Period], today: date) -> Series:
    """II.5: closed on time or running in time at the end of the period, among what was received or handled in it."""
    if not registers.has_register("feedback"):
        return [None] * len(periods)
    rows = []
    whole, dues = span(periods), _AnswerDues(law.calendar())
    for entry in registers.entries("feedback", last=whole.last):
        closed = _day(entry.values["closed_on"])
        if closed is None or closed >= whole.first:
            due = _day(entry.values["due_on"]) or dues[entry.on]
            rows.append((entry.identity, entry.on, closed, due))
    return [_answers(rows, period, today) for period in periods]


def _answers(rows: Iterable[tuple[str, date, date | None, date]], period: Period, today: date) -> Keyed:
    inside: set[str] = set()
    why = {}
    at = min(today, period.last)
    for key, received, closed, due in rows:
        if received > period.last or period.first > today or (closed is not None and closed < period.first):
            continue
        inside.add(key)
        end = min(closed, at) if closed else at
        if end > due:
            why[key] = f"hạn {due:%d/%m/%Y}, {'xử lý xong muộn' if closed and closed <= at else 'chưa xử lý xong'}"
    every = frozenset(inside)
    return Keyed(every, every - why.keys(), "feedback", why=why)


def documents(periods: Sequence[Period]) -> Series:
    """III.1: documents and work files not marked secret, handled wholly in the e-office."""
    if not registers.has_register("documents"):
        return [None] * len(periods)
    whole = span(periods)
    rows = [
        (entry.on, entry.identity, bool(entry.values["online"]))
        for entry in registers.entries("documents", whole.first, whole.last)
        if not entry.values["secret"]
    ]
    found: Series = []
    for period in periods:
        inside = {key: online for on, key, online in rows if period.first <= on <= period.last}
        good = frozenset(key for key, online in inside.items() if online)
        why = dict.fromkeys(inside.keys() - good, "chưa xử lý toàn bộ trên môi trường mạng")
        found.append(Keyed(frozenset(inside), good, "document", why=why))
    return found


def complained_dossiers() -> frozenset[str]:
    """Codes of dossiers that a feedback named: they count as unhappy in II.6."""
    named = registers.entries("feedback").exclude(values__dossier=None).order_by()
    return frozenset(code for code in named.values_list("values__dossier", flat=True) if code)


class _AnswerDues(dict[date, date]):
    """Day of receipt → the day by which feedback is to be answered; counted once for a day."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__()
        self._calendar = calendar

    def __missing__(self, received: date) -> date:
        start = start_of_working_day(received, self._calendar)
        self[received] = due = local_date(count(start, parse_limit(FEEDBACK_LIMIT), self._calendar).at)
        return due


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
