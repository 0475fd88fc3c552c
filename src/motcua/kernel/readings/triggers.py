"""The database itself refuses to change readings, and to delete those younger than `SHORTEST_MONTHS`.

As with the events (`kernel.audit.triggers`): in the database on PostgreSQL, with every connection of the program on
SQLite. It stops mistakes and injected statements of our own program, not an owner of the tables.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from motcua.kernel.readings.rules import SHORTEST_MONTHS

MESSAGE = "readings_reading is append-only"
CREATE = {
    "sqlite": (
        "CREATE TEMP TRIGGER IF NOT EXISTS readings_no_update BEFORE UPDATE ON main.readings_reading"
        f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
        "CREATE TEMP TRIGGER IF NOT EXISTS readings_no_delete BEFORE DELETE ON main.readings_reading"
        f" WHEN OLD.read_at > datetime('now', '-{SHORTEST_MONTHS} months')"
        f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION readings_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$",
        "CREATE TRIGGER readings_no_update BEFORE UPDATE ON readings_reading"
        " FOR EACH ROW EXECUTE FUNCTION readings_refuse()",
        "CREATE TRIGGER readings_no_delete BEFORE DELETE ON readings_reading FOR EACH ROW"
        f" WHEN (OLD.read_at > now() - interval '{SHORTEST_MONTHS} months') EXECUTE FUNCTION readings_refuse()",
        "CREATE TRIGGER readings_no_truncate BEFORE TRUNCATE ON readings_reading"
        " FOR EACH STATEMENT EXECUTE FUNCTION readings_refuse()",
    ),
}
DROP = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS temp.readings_no_update",
        "DROP TRIGGER IF EXISTS temp.readings_no_delete",
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS readings_no_update ON readings_reading",
        "DROP TRIGGER IF EXISTS readings_no_delete ON readings_reading",
        "DROP TRIGGER IF EXISTS readings_no_truncate ON readings_reading",
        "DROP FUNCTION IF EXISTS readings_refuse()",
    ),
}


def guard(connection: BaseDatabaseWrapper, **signal: object) -> None:
    """Called for every new connection: on SQLite it gets its own triggers, once the table is there."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor, suppress(OperationalError):  # before the first migration there is no table
        for statement in CREATE["sqlite"]:
            cursor.execute(statement)


def install(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Forwards step of the migration."""
    for statement in CREATE[editor.connection.vendor]:
        editor.execute(statement)


def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Backwards step of the migration."""
    for statement in DROP[editor.connection.vendor]:
        editor.execute(statement)


@contextmanager
def lifted() -> Iterator[None]:
    """Inside, readings can be changed: for tests that empty the tables between two tests."""
    _run(DROP)
    try:
        yield
    finally:
        _run(CREATE)


def _run(statements: dict[str, tuple[str, ...]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
