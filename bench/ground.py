"""The ground of a run: a database with the starter data, copies of it, and a folder that is thrown away."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
SOURCE = "bench_source"
COPY = "3.000465"  # a procedure with a limit of one working day: certified copy of a diploma


def url_of(database: str) -> str:
    """The address of another database of the same server."""
    return urlunsplit(urlsplit(os.environ["BENCH_SERVER"])._replace(path=f"/{database}"))


@contextmanager
def laid() -> Iterator[None]:
    """Settings of a production instance in a folder of its own, and the source database filled once."""
    home = Path(tempfile.mkdtemp(prefix="motcua-bench-"))
    os.environ["BENCH_SERVER"] = os.environ["DATABASE_URL"]
    _administer(f"DROP DATABASE IF EXISTS {SOURCE} WITH (FORCE)", f"CREATE DATABASE {SOURCE}")
    wanted = {"MOTCUA_HOME": str(home), "DATABASE_URL": url_of(SOURCE), "MOTCUA_DEMO": "1", "MOTCUA_LOG_LEVEL": "ERROR"}
    os.environ.update(wanted, DJANGO_SETTINGS_MODULE="config.settings")
    try:
        _fill()
        yield
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _fill() -> None:
    """Tables, law, agencies, catalogue, processes and the cast, by the services that `motcua setup` calls."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from motcua.law import services as law
    from motcua.operate.catalogue import services as catalogue
    from motcua.operate.eforms import services as eforms
    from motcua.operate.processes import services as processes
    from motcua.people import services as people

    now = timezone.now()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    for load in (law.load, people.load, catalogue.load_starter, eforms.load_forms, processes.load):
        load(now=now)
    people.load_cast(now)
    connection.close()


def copy_of_source(name: str) -> None:
    """Make the database `name` as a copy of the source."""
    from django.db import connection

    connection.close()
    _administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} TEMPLATE {SOURCE}")


@contextmanager
def inside(name: str) -> Iterator[None]:
    """Let this process's Django work on the database `name`."""
    from django.db import connection

    before = connection.settings_dict["NAME"]
    _switch(name)
    try:
        yield
    finally:
        _switch(before)


def known() -> None:
    """Let the server count what its tables hold, as it does by itself within a minute or two.

    Statements made ready before that are planned for empty tables, and a round is over before the server looks again.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _switch(name: str) -> None:
    from django.core.cache import cache
    from django.db import connection

    from motcua.kernel.recall import forget_everything

    connection.close()
    connection.settings_dict["NAME"] = name
    cache.clear()
    forget_everything()


def _administer(*statements: str) -> None:
    import psycopg

    with psycopg.connect(os.environ["BENCH_SERVER"], autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload]


def versions() -> str:
    """Machine and versions, for the header."""
    import django
    import granian
    import psycopg

    with psycopg.connect(os.environ["BENCH_SERVER"]) as connection:
        server = str(connection.info.parameter_status("server_version")).split()[0]
        durable = connection.execute("SELECT current_setting('fsync') || '/' || current_setting('synchronous_commit')")
        kept = durable.fetchone()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = sys.version.split()[0]
    return (
        f"{_processor()}, {cores} cores, load {os.getloadavg()[0]:.1f}; Python {python}, Django {django.__version__}, "
        f"psycopg {psycopg.__version__}, granian {_version(granian)}, PostgreSQL {server} "
        f"(fsync/synchronous_commit {kept[0] if kept else '?'})"
    )


def _version(module: object) -> str:
    from importlib.metadata import version

    return version(module.__name__)  # type: ignore[attr-defined]


def _processor() -> str:
    import platform

    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())
