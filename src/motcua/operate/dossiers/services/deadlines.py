"""Verbs that change a due date: extend under a sector rule, apologise and give a new appointment, follow the calendar.

No date is typed: a number of working days, or the calendar, gives it.
"""

from datetime import datetime, timedelta
from typing import Any

from motcua.kernel.time import Limit, extended, local_date
from motcua.law import queries as law
from motcua.law import rules as law_rules
from motcua.operate.dossiers import queries
from motcua.operate.dossiers.models import DueChange, Task
from motcua.operate.dossiers.queries.deadlines import move_of
from motcua.operate.dossiers.rules import Refusal
from motcua.operate.dossiers.rules import deadlines as rules
from motcua.operate.dossiers.services import clocks
from motcua.operate.dossiers.services.context import Change, Context
from motcua.operate.dossiers.services.notes import write_note

SKEW = timedelta(hours=1)
"""How far back a clock may be before an act is refused: servers differ by seconds, a wrong time zone by hours."""
CLOCK_SET_BACK = Refusal(
    "clock_set_back",
    "Đồng hồ máy chủ đang chỉ giờ trước việc đã ghi gần nhất của hồ sơ, nên chưa ghi gì. Hãy báo quản trị chỉnh giờ.",
    who="Người quản trị hệ thống",
)


def extend(context: Context) -> Change | Refusal:
    """Lengthen the limit once, as a recorded sector rule allows. `data`: days (working days), reason."""
    dossier, days, reason = context.dossier, _days(context), context.text("reason")
    rule = queries.extension_rule(dossier)
    most = rule.content["most_working_days"] if rule else None
    article = f"{rule.source}, {rule.content['article']}" if rule else ""
    used = _used(context, "extension")
    refusal = rules.extension_refusal(days=days, most=most, used=used, reason=reason, article=article)
    if refusal is not None or rule is None or days is None:
        return refusal or Refusal("bad_days", "Hãy nhập số ngày làm việc.")
    old = _due(context)
    if context.now > old:
        return Refusal("already_late", "Hồ sơ đã quá hạn nên không gia hạn được nữa; hãy xin lỗi và hẹn lại.", article)
    before = clocks.legal(dossier)
    limit = Limit(days, "working_day", f"gia hạn {days} ngày làm việc")
    after = extended(before, limit, before.calendar, rule.id)
    new = after.at
    payload = {
        "days": days,
        "rule": rule.id,
        "old_due": clocks.iso(old),
        "legal_due": clocks.iso(new),
        **write_note(context, reason, shown=True),
    }
    _record(context, "extension", days=days, old=old, new=new, rule=rule.id, basis=article, said=payload)
    _carry_tasks(context, old, new)
    return Change(payload, {"legal_due": new})


def apologise(context: Context) -> Change | Refusal:
    """Apologise before the result is late and promise another day, once. `data`: days (working days), reason.

    Later than one day before the due date it is still recorded, as late. The due date of the law does not move.
    """
    dossier, days, reason = context.dossier, _days(context), context.text("reason")
    due_at = _due(context)
    one_stop = law_rules.OneStop.read(_accepted_under(context).content)
    most = int(law.rule_set("rescheduling", local_date(context.now)).content["most_working_days"])
    used = _used(context, "apology")
    refusal = rules.apology_refusal(days=days, most=most, used=used, allowed=one_stop.reschedules_max, reason=reason)
    if refusal is not None or days is None:
        return refusal or Refusal("bad_days", "Hãy nhập số ngày làm việc.")
    calendar = queries.calendar_of(dossier)
    promised = rules.new_appointment(legal_due=due_at, now=context.now, days=days, calendar=calendar)
    by = rules.apologise_by(due_at, one_stop.apology_before, calendar)
    late = local_date(context.now) > by
    payload = {
        "days": days,
        "number": used + 1,
        "late": late,
        "old_due": clocks.iso(due_at),
        "promised_due": clocks.iso(promised.at),
        **write_note(context, reason, shown=True),
    }
    _record(
        context, "apology", days=days, old=due_at, new=promised.at, rule=dossier.rule_set,
        basis=rules.APOLOGY_RULE, late=late, said=payload,
    )  # fmt: skip
    return Change(payload)


def move_due(context: Context) -> Change | Refusal:
    """Let the due dates follow a calendar that changed after acceptance; never to an earlier day."""
    dossier = context.dossier
    move = move_of(dossier)
    if move is None:
        return Refusal("not_moved", "Lịch làm việc hiện nay không dời hạn của hồ sơ này.", context.step.rule)
    portal = max(dossier.portal_due or move.old, clocks.portal(dossier).at)
    calendar = queries.calendar_of(dossier).version
    payload = {
        "days": move.days,
        "old_due": clocks.iso(move.old),
        "legal_due": clocks.iso(move.new),
        "portal_due": clocks.iso(portal),
        "calendar": calendar,
        "off": [day.isoformat() for day, _ in move.why],
    }
    _record(context, "calendar", days=min(move.days, 32_767), old=move.old, new=move.new, rule=calendar, said=payload)
    _carry_tasks(context, move.old, move.new)
    return Change(payload, {"legal_due": move.new, "portal_due": portal})


def _due(context: Context) -> datetime:
    """The legal due date; a dossier in these states has one."""
    at = context.dossier.legal_due
    assert at is not None, "a received dossier has a due date"
    return at


def _accepted_under(context: Context) -> law_rules.RuleSet:
    accepted = context.dossier.accepted_at
    assert accepted is not None
    return law.rule_set("one_stop", local_date(accepted))


def _days(context: Context) -> int | None:
    days = context.data.get("days")
    return days if isinstance(days, int) and not isinstance(days, bool) else None


def _used(context: Context, kind: str) -> int:
    return DueChange.objects.filter(dossier=context.dossier, kind=kind).count()


def _record(
    context: Context,
    kind: str,
    *,
    days: int,
    old: datetime,
    new: datetime,
    rule: str,
    said: dict[str, Any],
    basis: str = "",
    late: bool = False,
) -> None:
    """The row that pages and slips read; its note is the one the event names."""
    DueChange.objects.create(
        dossier=context.dossier,
        kind=kind,
        number=_used(context, kind) + 1,
        days=days,
        rule=rule[:60],
        basis=basis[:300],
        old_due=old,
        new_due=new,
        late=late,
        note_id=said.get("note_id"),
        made_at=context.now,
        made_by_id=context.by.id if context.by.kind == "official" else None,
    )


def _carry_tasks(context: Context, old: datetime, new: datetime) -> None:
    """Open steps that were to be done by the old due date are to be done by the new one."""
    for task in queries.open_tasks(context.dossier):
        if task.due_at == old:
            task.due_at = new
    Task.objects.filter(dossier=context.dossier, closed_at=None, due_at=old).update(due_at=new)
