"""Which law holds: rule sets by date, calendars by key, as of the newest edition or of an earlier knowledge.

Everything is answered from a `Book` kept per edition. Each question reads the newest edition's token (one tiny
indexed row), so a change made by another process is seen at once; `pinned()` reads it once for many questions.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet

from motcua.kernel.fixed import Question, together
from motcua.kernel.time import Calendar
from motcua.law import shelf
from motcua.law.models import CalendarDay, CalendarEdition, Edition
from motcua.law.models import RuleSet as RuleSetRow
from motcua.law.rules import Book, CalendarHead, Day, NoCalendar, NoRule, RuleSet, build_calendar, choose, deadlines
from motcua.law.rules import separation as separating
from motcua.law.rules.calendars import ORDINARY
from motcua.law.rules.rule_sets import PER_AGENCY

DEFAULT_CALENDAR = "vn-civil"
Mark = tuple[int, str]  # number and token of an edition
FILES: Mark = (0, "")  # nothing is loaded: the shipped files hold
_NEWEST = "SELECT number, token FROM law_edition ORDER BY number DESC LIMIT 1"
Row = TypeVar("Row", bound=Model)
_pinned: ContextVar[Mark | None] = ContextVar("law_edition", default=None)


def rule_set(kind: str, on: date) -> RuleSet:
    """The rule set of `kind` that holds on the local date `on`; raises NoRule."""
    return choose(_book(_mark()).rule_sets, kind, on)


def rule_set_by_id(rule_set_id: str) -> RuleSet | None:
    """The newest wording of the rule set a dossier was accepted under."""
    return next((rule for rule in _book(_mark()).rule_sets if rule.id == rule_set_id), None)


def rule_sets(kind: str | None = None) -> list[RuleSet]:
    """Every rule set, or those of one kind, by id."""
    return [rule for rule in _book(_mark()).rule_sets if kind in (None, rule.kind)]


def calendar(key: str = DEFAULT_CALENDAR, agency: str | None = None, known_at: datetime | None = None) -> Calendar:
    """The calendar `key` with the office hours of `agency` (its key); raises NoCalendar.

    `known_at`: as it was known at that instant; before the first edition, the first one (nothing older is known).
    """
    return _calendar(_mark(known_at), key, agency)


def calendar_head(key: str = DEFAULT_CALENDAR) -> CalendarHead:
    """Name and known range of a calendar; raises NoCalendar."""
    head = _book(_mark()).heads.get(key)
    if head is None:
        raise NoCalendar(key)
    return head


def days(key: str = DEFAULT_CALENDAR, year: int | None = None) -> list[Day]:
    """The lines of a calendar that hold now, by date."""
    lines = _book(_mark()).days.get(key, ())
    return [day for day in lines if day.kind != ORDINARY and year in (None, day.date.year)]


def days_with_parents(key: str = DEFAULT_CALENDAR, year: int | None = None) -> list[Day]:
    """The lines that hold for a calendar, those of the calendars it stands on included, by date."""
    book = _book(_mark())
    lines = _lines(book, key)
    return [day for _, day in sorted(lines.items()) if day.kind != ORDINARY and year in (None, day.date.year)]


def calendar_heads() -> list[CalendarHead]:
    """Every calendar, by key."""
    return [head for _, head in sorted(_book(_mark()).heads.items())]


def sector_pause(*, procedure: str, field: str, what: str, on: date) -> RuleSet | None:
    """The rule by which waiting for `what` (rules.deadlines.PAUSES) stops the legal clock; None: the clock runs on."""
    held = deadlines.find(
        rule_sets(deadlines.SECTOR_PAUSE), deadlines.SECTOR_PAUSE, on, procedure=procedure, field=field
    )
    return next((rule for rule in held if what in rule.content["pauses"]), None)


def extension(*, procedure: str, field: str, on: date) -> RuleSet | None:
    """The rule under which the limit of the procedure may be extended once; None: it may not."""
    held = deadlines.find(rule_sets(deadlines.EXTENSION), deadlines.EXTENSION, on, procedure=procedure, field=field)
    return next(iter(held), None)


def consultation_silence(*, procedure: str, field: str, on: date) -> RuleSet | None:
    """The rule by which no answer in time counts as agreement; None: silence agrees to nothing."""
    kind = deadlines.CONSULTATION_SILENCE
    return next(iter(deadlines.find(rule_sets(kind), kind, on, procedure=procedure, field=field)), None)


def separation(*, procedure: str, field: str, on: date) -> RuleSet | None:
    """Which duties one person must not both have on a dossier of the procedure: its own rule, then that of its field,
    else the general one; of several of one scope the one that took effect last."""
    held = rule_sets(separating.SEPARATION)
    own = deadlines.find(held, separating.SEPARATION, on, procedure=procedure, field=field)
    general = [rule for rule in held if rule.holds_on(on) and separating.is_general(rule.content)]
    named = [rule for rule in own if procedure in rule.content.get("procedures", ())]
    return next((separating.newest(rules) for rules in (named, own, general) if rules), None)


def separation_used(rule: RuleSet, *, on: date) -> bool:
    """Whether the two-person rule judges some dossier that day; not when later rules cover all that it names."""
    procedures, fields = rule.content.get("procedures", ()), rule.content.get("fields", ())
    asked = [(one, "") for one in procedures] + [("", one) for one in fields] or [("", "")]
    return any(separation(procedure=one, field=field, on=on) == rule for one, field in asked)


def calendar_key(*, procedure: str, field: str, unit: str, on: date) -> str:
    """The calendar that the procedure or the unit names for itself, else the calendar of all civil servants."""
    kind = deadlines.CALENDAR_CHOICE
    held = deadlines.find(rule_sets(kind), kind, on, procedure=procedure, field=field, unit=unit)
    known = _book(_mark()).heads
    return next((rule.content["calendar"] for rule in held if rule.content["calendar"] in known), DEFAULT_CALENDAR)


def warning_ladder(on: date) -> tuple[deadlines.WarningStep, ...]:
    """Who is warned of a due date and when, by the rule of that day; nobody when there is no rule."""
    try:
        return deadlines.read_ladder(rule_set("deadline_warnings", on).content)
    except NoRule:
        return ()


def edition_number() -> int:
    """The number of the newest edition; 0 when nothing was loaded yet and the shipped files hold."""
    return _mark()[0]


@contextmanager
def pinned(mark: Mark | None = None) -> Iterator[None]:
    """Within it every question is answered from the edition that is newest now: for one act or one long command.

    `mark` is what `asking_mark` was answered a moment ago; an edition that is pinned already stays.
    """
    token = _pinned.set(mark if mark is not None and _pinned.get() is None else _mark())
    try:
        yield
    finally:
        _pinned.reset(token)


@contextmanager
def from_files() -> Iterator[None]:
    """Within it every question is answered from the shipped files, without a database."""
    token = _pinned.set(FILES)
    try:
        yield
    finally:
        _pinned.reset(token)


def book_at(number: int) -> Book:
    """The whole law as of edition `number`, read from the database now."""
    rules = {row.key: row.value(row.edition.number) for row in _until(RuleSetRow.objects.all(), number)}
    changed = max((rule.edition for rule in rules.values() if rule.kind == PER_AGENCY), default=0)
    heads: dict[str, CalendarHead] = {}
    versions: dict[str, int] = {}
    for head in _until(CalendarEdition.objects.all(), number):
        heads[head.key] = head.value()
        versions[head.key] = max(head.edition.number, changed)
    lines: dict[str, dict[date, Day]] = {key: {} for key in heads}
    for day in _until(CalendarDay.objects.all(), number):
        lines[day.calendar][day.date] = day.value()
        versions[day.calendar] = max(day.edition.number, versions[day.calendar])
    return Book(
        rule_sets=tuple(rules[key] for key in sorted(rules)),
        heads=heads,
        days={key: tuple(by_date[on] for on in sorted(by_date)) for key, by_date in lines.items()},
        versions={key: f"{key}@{max(versions[one] for one in _line_of(heads, key))}" for key in heads},
    )


def _line_of(heads: Mapping[str, CalendarHead], key: str) -> list[str]:
    """The calendar and those it stands on, nearest first; one that is unknown or comes again ends the line."""
    line: list[str] = []
    while key in heads and key not in line:
        line.append(key)
        key = heads[key].parent
    return line


def _lines(book: Book, key: str) -> dict[date, Day]:
    """The days of a calendar over those of the calendars it stands on."""
    return {day.date: day for one in reversed(_line_of(book.heads, key)) for day in book.days[one]}


def _until(rows: QuerySet[Row], number: int) -> QuerySet[Row]:
    """The rows recorded up to edition `number`, oldest first, so that the newest of a thing comes last."""
    return rows.filter(edition__number__lte=number).select_related("edition").order_by("edition__number")


def _mark(known_at: datetime | None = None) -> Mark:
    held = _pinned.get()
    if known_at is not None and held != FILES:
        known = Edition.objects.filter(recorded_at__lte=known_at).order_by("-number")
        row = known.values_list("number", "token").first() or Edition.objects.values_list("number", "token").first()
        return row or FILES
    if held is not None:
        return held
    found: Mark = together(asking_mark())[0][0]
    return found


def asking_mark() -> Question[Mark]:
    """The question which edition is the newest, to be asked together with others; `pinned` takes the answer."""
    return Question((_NEWEST, ()), lambda rows: [(row[0], row[1]) for row in rows] or [FILES])


def _book(mark: Mark) -> Book:
    return _recorded_book(mark) if mark[0] else shelf.shipped_book(law_folder())


@lru_cache(maxsize=8)
def _recorded_book(mark: Mark) -> Book:
    return book_at(mark[0])


def _calendar(mark: Mark, key: str, agency: str | None) -> Calendar:
    return _recorded_calendar(mark, key, agency) if mark[0] else _built(_book(mark), key, agency)


@lru_cache(maxsize=64)
def _recorded_calendar(mark: Mark, key: str, agency: str | None) -> Calendar:
    return _built(_recorded_book(mark), key, agency)


def _built(book: Book, key: str, agency: str | None) -> Calendar:
    if key not in book.heads:
        raise NoCalendar(key)
    hours = [
        (rule.effective_from, rule.effective_to, rule.content) for rule in book.rule_sets if rule.kind == PER_AGENCY
    ]
    line = [book.heads[one] for one in _line_of(book.heads, key)]
    first, last = max(head.known_from for head in line), min(head.known_to for head in line)
    head = replace(line[0], known_from=min(first, last), known_to=last)
    return build_calendar(head, _lines(book, key).values(), hours, agency, book.versions[key])


def law_folder() -> Path:
    """Where the shipped law files are."""
    return Path(settings.DATA_DIR) / "law"


__all__ = [
    "Mark",
    "NoCalendar",
    "NoRule",
    "asking_mark",
    "book_at",
    "calendar",
    "calendar_head",
    "calendar_heads",
    "calendar_key",
    "days",
    "days_with_parents",
    "edition_number",
    "extension",
    "from_files",
    "law_folder",
    "pinned",
    "rule_set",
    "rule_set_by_id",
    "rule_sets",
    "sector_pause",
    "warning_ladder",
]
