"""What the pages of due dates show: a year as months, and dossiers whose dates would move."""

from calendar import monthcalendar
from dataclasses import dataclass
from datetime import date

from motcua.kernel.time import Calendar
from motcua.law import queries as law
from motcua.law.rules import DAY_KINDS, Day


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a month: `kind` is that of the status tag, "" for an ordinary working day."""

    number: int
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its weeks from Monday (None: a day of another month) and how many days are worked."""

    number: int
    weeks: tuple[tuple[Cell | None, ...], ...]
    worked: int


def months(key: str, year: int) -> list[Month]:
    """The twelve months of `year` in the calendar `key`."""
    ours = law.calendar(key)
    special = {day.date: day for day in law.days_with_parents(key, year)}
    return [_month(year, number, ours, special) for number in range(1, 13)]


def rows_of(key: str, year: int) -> list[dict[str, object]]:
    """The decided days of a year, with whether they are of this calendar or of one it stands on."""
    own = {day.date for day in law.days(key, year)}
    return [
        {"day": day, "kind": DAY_KINDS.get(day.kind, day.kind), "own": day.date in own, "hours": _hours(day)}
        for day in law.days_with_parents(key, year)
    ]


def _month(year: int, number: int, ours: Calendar, special: dict[date, Day]) -> Month:
    weeks = tuple(
        tuple(_cell(date(year, number, day), ours, special) if day else None for day in week)
        for week in monthcalendar(year, number)
    )
    worked = sum(1 for week in weeks for cell in week if cell and cell.kind not in {"late", "neutral"})
    return Month(number, weeks, worked)


def _cell(day: date, ours: Calendar, special: dict[date, Day]) -> Cell:
    why = ours.why_off(day)
    if why is not None:
        return Cell(day.day, "late" if day in special else "neutral", why)
    line = special.get(day)
    return Cell(day.day, "waiting" if line else "", line.name if line else "")


def _hours(day: Day) -> str:
    return ", ".join(f"{since}-{to}" for since, to in day.hours)
