"""Writes the law: loads the shipped files, takes a person's edit of a calendar. Every change is a new edition."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, TypeVar
from uuid import uuid4

from django.db import IntegrityError, transaction

from motcua.kernel.actors import SYSTEM, Actor
from motcua.law import models, queries
from motcua.law.rules import Book, CalendarHead, Day, Refusal, RuleSet, judge_day
from motcua.law.rules.calendars import ORDINARY, Spans
from motcua.law.rules.reading import Fault, judge_content
from motcua.law.shelf import Shelf, read_folder

EDITORS: Final = frozenset({"control_officer", "administrator"})
PERSONS_RULES: Final = frozenset(
    {"sector_pause", "extension", "consultation_silence", "calendar_choice", "office_hours", "separation"}
)
TRIES: Final = 5
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did. `kept`: where a file differs from a person's edit, which stays. With `refused`, nothing is."""

    added: int = 0
    unchanged: int = 0
    kept: tuple[str, ...] = ()
    refused: tuple[Fault, ...] = ()
    edition: int = 0


@dataclass(slots=True)
class _Change:
    """What a new edition will hold, and what stays as it is."""

    rule_sets: list[RuleSet] = field(default_factory=list)
    heads: list[CalendarHead] = field(default_factory=list)
    days: list[tuple[str, Day]] = field(default_factory=list)
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.rule_sets) + len(self.heads) + len(self.days)


def load(now: datetime, *, by: Actor = SYSTEM, folder: Path | None = None) -> Loaded:
    """Load the law files (of `settings.DATA_DIR` by default); a second load of the same files changes nothing.

    One file that cannot be read stops the whole load: the law is one edition, never half of one.
    """
    shelf = read_folder(folder or queries.law_folder())
    if shelf.faults:
        return Loaded(refused=tuple(shelf.faults))

    def change(current: Book) -> _Change:
        return _compare(shelf, current)

    return _record(change, now=now, by=by, what="law load")


def set_day(
    *,
    day: date,
    kind: str,
    name: str,
    by: Actor,
    now: datetime,
    decision: str = "",
    source: str = "",
    hours: Spans = (),
    calendar: str = queries.DEFAULT_CALENDAR,
) -> Loaded | Refusal:
    """A person says what a day is (kinds: rules.DAY_KINDS); "thuong" makes it ordinary again. Later loads keep it."""
    entered = Day(day, kind, name.strip(), decision.strip(), source.strip(), hours, by.id)
    wrong = judge_day(entered)
    if wrong:
        return Refusal("wrong_day", f"Không ghi được ngày {day:%d/%m/%Y}: {wrong}.")
    refusal = _may_edit(calendar, by, grounds=f"{decision}{source}")
    if refusal is not None:
        return refusal

    def change(current: Book) -> _Change:
        held = {line.date: line for line in current.days[calendar]}.get(day)
        if held is not None and held.says() == entered.says():
            return _Change(unchanged=1)
        return _Change(days=[(calendar, entered)])

    return _record(change, now=now, by=by, what=f"{calendar} {day}")


def set_known_to(
    *, known_to: date, source: str, by: Actor, now: datetime, calendar: str = queries.DEFAULT_CALENDAR
) -> Loaded | Refusal:
    """A person says that every decision on days off up to `known_to` has been entered; due dates lose their warning."""
    refusal = _may_edit(calendar, by, grounds=source)
    if refusal is not None:
        return refusal
    if known_to < queries.calendar_head(calendar).known_from:
        return Refusal("wrong_range", "Ngày cuối của khoảng đã biết phải sau ngày đầu.")

    def change(current: Book) -> _Change:
        head = current.heads[calendar]
        if head.known_to == known_to:
            return _Change(unchanged=1)
        return _Change(heads=[replace(head, known_to=known_to, source=source.strip(), edited_by=by.id)])

    return _record(change, now=now, by=by, what=f"{calendar} known to {known_to}")


def set_days(
    *, days: Sequence[Day], by: Actor, now: datetime, source: str, calendar: str = queries.DEFAULT_CALENDAR
) -> Loaded | Refusal:
    """A person enters many days at once, as one edition; one wrong day refuses all of them."""
    entered = [replace(day, source=day.source or source.strip(), edited_by=by.id) for day in days]
    for day in entered:
        wrong = judge_day(day)
        if wrong:
            return Refusal("wrong_day", f"Không ghi được ngày {day.date:%d/%m/%Y}: {wrong}.")
    refusal = _may_edit(calendar, by, grounds=source)
    if refusal is not None:
        return refusal

    def change(current: Book) -> _Change:
        held = {line.date: line.says() for line in current.days[calendar]}
        fresh = [(calendar, day) for day in entered if held.get(day.date) != day.says()]
        return _Change(days=fresh, unchanged=len(entered) - len(fresh))

    return _record(change, now=now, by=by, what=f"{calendar}: {len(entered)} days")


def add_calendar(
    *, key: str, name: str, parent: str, known_from: date, known_to: date, source: str, by: Actor, now: datetime
) -> Loaded | Refusal:
    """A person opens a calendar of a province, an agency or a school year over an existing one."""
    refusal = _may_edit(parent, by, grounds=source)
    if refusal is not None:
        return refusal
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) or not name.strip():
        return Refusal("wrong_key", "Khóa của lịch chỉ gồm chữ thường, số, dấu gạch nối; lịch phải có tên.")
    if known_to < known_from:
        return Refusal("wrong_range", "Ngày cuối của khoảng đã biết phải sau ngày đầu.")
    if any(head.key == key for head in queries.calendar_heads()):
        return Refusal("calendar_exists", f"Đã có lịch “{key}”.")
    head = CalendarHead(
        key, name.strip(), known_from, known_to, source.strip(), "recalled", edited_by=by.id, parent=parent
    )

    def change(current: Book) -> _Change:
        return _Change(unchanged=1) if key in current.heads else _Change(heads=[head])

    return _record(change, now=now, by=by, what=f"calendar {key}")


def set_rule(*, rule: RuleSet, by: Actor, now: datetime) -> Loaded | Refusal:
    """A person records a rule of the kinds in `PERSONS_RULES`, or a new wording of one (same id), with its source."""
    refusal = _may_record(by, grounds=rule.source)
    if refusal is not None:
        return refusal
    if rule.kind not in PERSONS_RULES:
        return Refusal("wrong_kind", "Loại quy tắc này chỉ nạp từ tệp.")
    wrong = judge_content(rule.kind, rule.content)
    if wrong:
        return Refusal("wrong_rule", f"Không ghi được quy tắc: {wrong}.")
    if rule.effective_from and rule.effective_to and rule.effective_to < rule.effective_from:
        return Refusal("wrong_range", "Ngày hết hiệu lực phải sau ngày có hiệu lực.")
    named = rule.content.get("calendar")
    if named is not None and all(head.key != named for head in queries.calendar_heads()):
        return Refusal("no_calendar", f"Chưa có lịch làm việc “{named}”.")

    def change(current: Book) -> _Change:
        held = next((replace(one, edition=0) for one in current.rule_sets if one.id == rule.id), None)
        return _Change(unchanged=1) if held == rule else _Change(rule_sets=[rule])

    return _record(change, now=now, by=by, what=rule.id)


def _may_edit(calendar: str, by: Actor, grounds: str) -> Refusal | None:
    refusal = _may_record(by, grounds)
    if refusal is not None:
        return refusal
    try:
        queries.calendar_head(calendar)
    except queries.NoCalendar as error:
        return Refusal("no_calendar", str(error))
    return None


def _may_record(by: Actor, grounds: str) -> Refusal | None:
    if by.role not in EDITORS:
        return Refusal("wrong_role", "Chỉ cán bộ kiểm soát thủ tục hành chính hoặc quản trị được sửa lịch làm việc.")
    if not grounds.strip():
        return Refusal("no_grounds", "Phải ghi số quyết định hoặc nguồn của thay đổi.")
    if not queries.edition_number():
        return Refusal("not_loaded", "Chưa nạp quy tắc và lịch (motcua law load), nên chưa có gì để sửa.")
    return None


def _compare(shelf: Shelf, current: Book) -> _Change:
    change = _Change()
    held = {rule.id: replace(rule, edition=0) for rule in current.rule_sets}
    for rule in shelf.rule_sets:
        if held.get(rule.id) == rule:
            change.unchanged += 1
        else:
            change.rule_sets.append(rule)
    for key, head in shelf.heads.items():
        _compare_head(head, current.heads.get(key), change)
        _compare_days(key, shelf.days[key], current.days.get(key, ()), change)
    return change


def _compare_head(head: CalendarHead, held: CalendarHead | None, change: _Change) -> None:
    if held is not None and replace(held, edited_by="") == head:
        change.unchanged += 1
    elif held is not None and held.edited_by and held.known_to >= head.known_to:
        # A person's wider range is never narrowed; a newer file that reaches further is taken.
        change.kept.append(f"{head.key}: biết đến {held.known_to} (người dùng), tệp ghi {head.known_to}")
    else:
        change.heads.append(head)


def _compare_days(key: str, lines: tuple[Day, ...], held: tuple[Day, ...], change: _Change) -> None:
    now = {day.date: day for day in held}
    for line in lines:
        current = now.pop(line.date, None)
        if current is not None and current.says() == line.says():
            change.unchanged += 1
        elif current is not None and current.edited_by:
            change.kept.append(f"{key} {line.date}: {current.kind} (người dùng), tệp ghi {line.kind}")
        else:
            change.days.append((key, line))
    for gone in now.values():
        if not gone.edited_by and gone.kind != ORDINARY:
            change.days.append((key, Day(gone.date, ORDINARY, gone.name, source="không còn trong tệp")))


def _record(decide: Callable[[Book], _Change], *, now: datetime, by: Actor, what: str) -> Loaded:
    """Write what `decide` finds to change as the next edition; its unique number makes a slower writer try again."""
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                last = models.Edition.objects.order_by("-number").values_list("number", flat=True).first() or 0
                change = decide(queries.book_at(last))
                if not change:
                    return Loaded(unchanged=change.unchanged, kept=tuple(change.kept), edition=last)
                edition = models.Edition.objects.create(
                    number=last + 1, token=uuid4().hex, recorded_at=now, by=by.id, what=what
                )
                _write(edition, change)
        except IntegrityError:
            if attempt == TRIES - 1:
                raise
        else:
            return Loaded(len(change), change.unchanged, tuple(change.kept), (), edition.number)
    raise AssertionError("unreachable: the last try returns or raises")


def _write(edition: models.Edition, change: _Change) -> None:
    """Columns carry the names of the pure values' fields, except where a row belongs to a calendar."""
    models.RuleSet.objects.bulk_create(
        models.RuleSet(edition=edition, key=rule.id, **_columns(rule, leave=("id", "edition")))
        for rule in change.rule_sets
    )
    models.CalendarEdition.objects.bulk_create(
        models.CalendarEdition(edition=edition, **_columns(head)) for head in change.heads
    )
    models.CalendarDay.objects.bulk_create(
        models.CalendarDay(edition=edition, calendar=calendar, **_columns(day)) for calendar, day in change.days
    )


def _columns(value: RuleSet | CalendarHead | Day, leave: tuple[str, ...] = ()) -> dict[str, Any]:
    return {column.name: getattr(value, column.name) for column in fields(value) if column.name not in leave}
