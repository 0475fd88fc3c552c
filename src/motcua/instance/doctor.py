"""What this machine has and lacks for running and testing the product."""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.utils import Error

FREE_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `needed_for`: "running", "tests" or a feature; `remedy`: the one command that adds it."""

    name: str
    ok: bool
    says: str
    needed_for: str
    remedy: str = ""

    @property
    def blocks(self) -> bool:
        return not self.ok and self.needed_for == "running"


def examine() -> list[Finding]:
    """Everything the doctor looks at, in the order of importance."""
    return [finding for check in CHECKS for finding in check()]


def _python() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Python", sys.version_info >= (3, 11), version, "running", "apt-get install python3.11")


def _home() -> Iterator[Finding]:
    home = Path(settings.MOTCUA_HOME)
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe = home / ".probe"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        yield Finding("MOTCUA_HOME", False, f"{home}: {error.strerror}", "running", f"mkdir -p {home}")
        return
    free = shutil.disk_usage(home).free
    yield Finding(
        "MOTCUA_HOME", free > FREE_BYTES, f"{home}, {free // 10**9} GB free", "running", "free some disk space"
    )


def _database() -> Iterator[Finding]:
    kind = connection.vendor
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except Error as error:
        yield Finding(
            "database", False, f"{kind}: {str(error).strip().splitlines()[0]}", "running", "check DATABASE_URL"
        )
        return
    yield Finding("database", True, f"{kind} answers", "running")
    tables = connection.introspection.table_names()
    yield Finding("tables", "django_migrations" in tables, f"{len(tables)} tables", "running", "motcua setup")


def _system() -> Iterator[Finding]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    yield Finding("Chromium", bool(chromium), chromium or "not found", "tests", "apt-get install chromium")
    servers = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [
        Path(p) for p in [shutil.which("initdb")] if p
    ]
    says = str(servers[-1]) if servers else "not found"
    yield Finding("PostgreSQL server", bool(servers), says, "tests", "apt-get install postgresql")
    scanner = shutil.which("clamdscan")
    yield Finding(
        "virus scanner", bool(scanner), scanner or "not found", "scanning uploads", "apt-get install clamav-daemon"
    )


def _packages() -> Iterator[Finding]:
    for name, purpose in (("playwright", "tests"), ("pytest", "tests"), ("granian", "running"), ("typst", "running")):
        yield Finding(
            f"package {name}",
            find_spec(name) is not None,
            "installed" if find_spec(name) else "missing",
            purpose,
            "make setup" if purpose == "running" else "make check",
        )


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (_python, _home, _database, _packages, _system)
