"""What the joined pages show: the most used procedures, the public figures, the state of the instance."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db import connection

from motcua.kernel.jobs import queries as jobs
from motcua.measure.facts import queries as facts
from motcua.measure.indicators import queries as indicators
from motcua.measure.indicators.rules import Definition, Figure, Line, Period, parse_period
from motcua.operate.catalogue import queries as catalogue

MOST_USED = 6
KEEP_SECONDS = 60
BEFORE_ANY_USE = 30


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the database answers and a worker lives."""

    database: str
    worker: str

    @property
    def ok(self) -> bool:
        return self.database == "ok" and self.worker == "running"


def most_used() -> list[Any]:
    """The procedures with the most dossiers, then those that can be filed online; at most six."""
    codes: list[str] = cache.get_or_set("pages:most-used", _most_used_codes, KEEP_SECONDS) or []
    found = [item for code in codes if (item := catalogue.procedure(code)) and not item.is_repealed]
    if len(found) < MOST_USED:
        # One name once: an older text of a procedure under a local number would look like the same card twice.
        known = {item.name for item in found}
        for item in catalogue.search("").items:
            if len(found) == MOST_USED:
                break
            if item.name not in known and item.is_national and catalogue.can_file_online(item.code):
                found.append(item)
                known.add(item.name)
    return found


def _most_used_codes() -> list[str]:
    return facts.most_used_procedures(MOST_USED)


def public_figures(period: Period, *, now: datetime) -> tuple[list[Figure], tuple[Line, Line]]:
    """The twelve figures and the two on-time readings of a period, kept for a minute: the page is public."""
    key = f"pages:public:{period.first}:{period.last}"
    kept = cache.get(key)
    if kept is None:
        kept = indicators.figures(period, now=now), indicators.on_time(period, now=now)
        cache.set(key, kept, KEEP_SECONDS)
    figures, on_time = kept
    return figures, on_time


def years(period: Period, now: datetime) -> list[int]:
    """The years that the picker offers, the newest first."""
    return sorted({*indicators.years(now.date()), period.first.year}, reverse=True)


def definitions() -> tuple[Definition, ...]:
    """The twelve indicators, in the order of the annex."""
    return indicators.definitions()


def latest_period(now: datetime) -> Period:
    """The newest calendar month with finished dossiers, else the month of `now`."""
    last = facts.last_finished_on()
    day = last or now.date()
    return parse_period(f"{day:%Y-%m}")


def health(now: datetime) -> Health:
    """Asks the database one question and looks at the worker's heartbeat."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return Health("ok", jobs.worker_state(now).state)
