"""Brings an instance up: migrates the database and loads the starter data. A second run is quick and loses nothing."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, is_dataclass
from datetime import datetime
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from motcua.instance import demo as demo_year
from motcua.law import services as law
from motcua.operate.catalogue import services as catalogue
from motcua.operate.codelists import services as codelists
from motcua.operate.eforms import services as eforms
from motcua.operate.processes import services as processes
from motcua.people import services as people
from motcua.steer.plans import queries as plan_queries
from motcua.steer.plans import services as plans


class SetupRefused(Exception):
    """Starter data that cannot be loaded; the message names the file and the place."""


DEMO_DOSSIERS = 300
DEMO_SEED = 1
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Loader:
    """One kind of starter data and the service that loads it, idempotently."""

    name: str
    load: Callable[..., Any]


LOADERS = (
    Loader("law: calendars and rules", law.load),
    Loader("people: agencies and units", people.load),
    Loader("code lists", codelists.load),
    Loader("catalogue: procedures", catalogue.load_starter),
    Loader("forms", eforms.load_forms),
    Loader("processes", processes.load),
    Loader("plan", plans.load_starter),
)


def bring_up(*, now: datetime, say: Say, demo: bool) -> None:
    """Migrate, collect static files, load the starter data, and with `demo` the cast and the demo years.

    The demo years are made once: an instance that holds dossiers already keeps them as they are.
    """
    migrate(say)
    call_command("collectstatic", interactive=False, verbosity=0)
    for loader in LOADERS:
        report = loader.load(now=now)
        refused = getattr(report, "refused", ())
        if refused:
            raise SetupRefused(f"{loader.name}: {refused[0]}")
        say(f"{loader.name}: {_words(report)}")

    if demo:
        people.load_cast(now)
        if demo_year.is_empty():
            _fill_demo(now, say)


def _fill_demo(now: datetime, say: Say) -> None:
    """The year of the plan, so that its targets have values, and this year, so that there is work to do today.

    While this year is young the last one stands for it.
    """
    latest = demo_year.default_year(now)
    for year in sorted({*(year for year in plan_queries.years() if year < latest), latest}):
        made = demo_year.fill(year=year, dossiers=DEMO_DOSSIERS, seed=DEMO_SEED, now=now, say=say)
        say(f"demo year {year}: {made.dossiers} dossiers")


def _words(report: Any) -> str:
    """The counts of a loader's report in one line."""
    counts = report if isinstance(report, dict) else {}
    if is_dataclass(report) and not isinstance(report, type):
        counts = asdict(report)
    numbers = {name: value for name, value in counts.items() if isinstance(value, int) and not isinstance(value, bool)}
    return ", ".join(f"{value} {name}" for name, value in numbers.items()) or "done"


def migrate(say: Say) -> None:
    """Create or migrate the tables; says so only when there is something to do."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        say(f"database: {len(waiting)} migrations")
        call_command("migrate", interactive=False, verbosity=0)
