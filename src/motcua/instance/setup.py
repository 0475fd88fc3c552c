"""Brings an instance up: migrates the database and loads the starter data. A second run is quick and loses nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from motcua.law import services as law
from motcua.operate.catalogue import services as catalogue
from motcua.operate.eforms import services as eforms
from motcua.operate.processes import services as processes
from motcua.people import services as people
from motcua.steer.plans import services as plans

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Loader:
    """One kind of starter data and the service that loads it, idempotently."""

    name: str
    load: Callable[..., Any]


LOADERS = (
    Loader("law: calendars and rules", law.load),
    Loader("people: agencies and units", people.load),
    Loader("catalogue: procedures", catalogue.load_starter),
    Loader("forms", eforms.load_forms),
    Loader("processes", processes.load),
    Loader("plan", plans.load_starter),
)


def bring_up(*, now: datetime, say: Say) -> None:
    """Migrate, collect static files, load the starter data."""
    migrate(say)
    call_command("collectstatic", interactive=False, verbosity=0)
    for loader in LOADERS:
        say(f"{loader.name}: {loader.load(now=now)}")


def migrate(say: Say) -> None:
    """Create or migrate the tables; says so only when there is something to do."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        say(f"database: {len(waiting)} migrations")
        call_command("migrate", interactive=False, verbosity=0)
