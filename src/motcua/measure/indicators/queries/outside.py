"""Indicators whose facts lie outside: the two sets as keys, from registers and the catalogue."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from motcua.kernel.time import due as count
from motcua.kernel.time import local_date, parse_limit, start_of_working_day
from motcua.law import queries as law
from motcua.measure.facts import queries as facts
from motcua.measure.indicators.queries import sets
from motcua.measure.indicators.queries.sets import Scope
from motcua.measure.indicators.rules import Line, Period
from motcua.measure.registers import queries as registers
from motcua.measure.registers.rules import PublicationDates, late_reasons
from motcua.operate.catalogue import queries as catalogue
from motcua.people import queries as people

FEEDBACK_LIMIT = "15 ngày làm việc"  # portal practice (QĐ 766 notes); the legal limit is not verified


@dataclass(frozen=True, slots=True)
class Keyed:
    """Numerator inside denominator, as sets of keys; `about` says what a key is."""

    denominator: frozenset[str]
    numerator: frozenset[str]
    about: str
    lines: tuple[Line, ...] = ()
    gaps: tuple[str, ...] = ()


def full_online(period: Period, scope: Scope, today: date) -> Keyed | None:
    """I.1: a snapshot at the end of the period (or today). None when no service level was declared at all.

    A full-online procedure without the eligibility mark is a data error: listed as a gap and left out.
    """
    agency = scope.agency or people.agency().key
    levels = catalogue.levels(agency, min(period.last, today))
    if not levels:
        return None
    codes = {item.pk: item.code for item in catalogue.procedures() if not item.is_repealed}
    eligible = frozenset(codes[pk] for pk, row in levels.items() if row.eligible_full_online and pk in codes)
    full = frozenset(codes[pk] for pk, row in levels.items() if row.level == "full" and pk in codes)
    errors = sorted(full - eligible)
    gaps = (
        (f"{len(errors)} thủ tục toàn trình chưa được đánh dấu đủ điều kiện: {', '.join(errors[:10])}",)
        if errors
        else ()
    )
    return Keyed(eligible, full & eligible, "procedure", gaps=gaps)


def payments(period: Period) -> Keyed | None:
    """I.2 counts transactions: failed, cancelled and refunded ones and those of 0 đồng are out."""
    inside = facts.payments().filter(paid_on__gte=period.first, paid_on__lte=period.last, amount__gt=0)
    if not registers.has_register("payments") and not facts.payments().exists():
        return None
    every: set[str] = set()
    portal: set[str] = set()
    province: set[str] = set()
    for entry in registers.entries("payments", period.first, period.last):
        if entry.values["state"] == "success" and entry.values["amount"]:
            every.add(entry.identity)
            {"national_portal": portal, "province": province}.get(entry.values["channel"], set()).add(entry.identity)
    for payment in inside.order_by("position"):
        key = f"#{payment.position}"
        every.add(key)
        if payment.channel == "portal":
            portal.add(key)
    line = Line("Thanh toán trực tuyến trên mọi cổng", len(portal | province), len(every))
    return Keyed(frozenset(every), frozenset(portal), "transaction", lines=(line,))


def synced(period: Period, scope: Scope) -> Keyed | None:
    """I.5: finished dossiers confirmed with final state, progress and result link; what is not matched has failed."""
    if not registers.has_register("sync"):
        return None
    done = frozenset(sets.rows(scope).filter(sets.done(period)).values_list("code", flat=True))
    confirmed = frozenset(
        entry.values["dossier"]
        for entry in registers.entries("sync")
        if entry.values["final_state"] and entry.values["progress"] and entry.values["result_link"]
    )
    return Keyed(done, done & confirmed, "dossier")


def regulations(period: Period) -> Keyed | None:
    """II.1: regulations updated by their due date among those that fell due."""
    if not registers.has_register("business_regulations"):
        return None
    due = list(registers.entries("business_regulations", period.first, period.last))
    on_time = {e.identity for e in due if e.values["updated_on"] and e.values["updated_on"] <= e.values["due_on"]}
    return Keyed(frozenset(e.identity for e in due), frozenset(on_time), "regulation")


def publication(period: Period, today: date) -> Keyed | None:
    """II.4: procedures due in the period with both steps on time; one late instance makes the procedure late."""
    if not registers.has_register("publication"):
        return None
    late: dict[str, set[str]] = defaultdict(set)
    due: set[str] = set()
    calendar = law.calendar()
    for entry in registers.entries("publication", period.first, period.last):
        code = entry.values["procedure"]
        due.add(code)
        dates = PublicationDates(
            effective_on=_day(entry.values["effective_on"]),
            decided_on=_day(entry.values["decided_on"]),
            posted_on=_day(entry.values["posted_on"]),
            shortened=bool(entry.values["shortened"]),
        )
        for reading in ("law", "portal"):
            if late_reasons(dates, calendar, reading=reading, today=today):
                late[reading].add(code)
    portal = Line("Theo cách tính của Cổng (05 ngày làm việc)", len(due - late["portal"]), len(due))
    return Keyed(frozenset(due), frozenset(due - late["law"]), "procedure", lines=(portal,))


def feedback(period: Period, today: date) -> Keyed | None:
    """II.5: closed on time or still running in time, among what was received or handled in the period."""
    if not registers.has_register("feedback"):
        return None
    inside: set[str] = set()
    good: set[str] = set()
    for entry in registers.entries("feedback", last=period.last):
        closed = _day(entry.values["closed_on"])
        if closed is not None and closed < period.first:
            continue
        inside.add(entry.identity)
        due = _day(entry.values["due_on"]) or _answer_due(entry.on)
        if (closed or min(today, period.last)) <= due:
            good.add(entry.identity)
    return Keyed(frozenset(inside), frozenset(good), "feedback")


def documents(period: Period) -> Keyed | None:
    """III.1: documents and work files not marked secret, handled wholly in the e-office."""
    if not registers.has_register("documents"):
        return None
    open_ones = [e for e in registers.entries("documents", period.first, period.last) if not e.values["secret"]]
    online = {entry.identity for entry in open_ones if entry.values["online"]}
    return Keyed(frozenset(entry.identity for entry in open_ones), frozenset(online), "document")


def complained_dossiers() -> frozenset[str]:
    """Codes of dossiers that a feedback named: they count as unhappy in II.6."""
    named: Iterable[str | None] = (entry.values["dossier"] for entry in registers.entries("feedback"))
    return frozenset(code for code in named if code)


def _answer_due(received: date) -> date:
    calendar = law.calendar()
    start = start_of_working_day(received, calendar)
    return local_date(count(start, parse_limit(FEEDBACK_LIMIT), calendar).at)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
