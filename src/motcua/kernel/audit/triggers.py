"""The database itself refuses to change or delete events: SQL per vendor.

A guard against mistakes and injected statements of our own program. On PostgreSQL the triggers stand in the database,
installed by a migration. On SQLite every connection of the program makes its own, because there whoever holds the
file can write what they like: a trigger inside it would only feign protection. What finds such changes is the chain,
see LIMITS.md.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

MESSAGE = "audit_event is append-only"

CREATE = {
    "sqlite": (
        "CREATE TEMP TRIGGER IF NOT EXISTS audit_event_no_update BEFORE UPDATE ON main.audit_event"
        f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
        "CREATE TEMP TRIGGER IF NOT EXISTS audit_event_no_delete BEFORE DELETE ON main.audit_event"
        f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$",
        "CREATE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE ON audit_event"
        " FOR EACH ROW EXECUTE FUNCTION audit_event_refuse()",
        "CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()",
    ),
}
DROP = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS temp.audit_event_no_update",
        "DROP TRIGGER IF EXISTS temp.audit_event_no_delete",
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS audit_event_no_change ON audit_event",
        "DROP TRIGGER IF EXISTS audit_event_no_truncate ON audit_event",
        "DROP FUNCTION IF EXISTS audit_event_refuse()",
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
    """Inside, events can be changed: for tests that play the attacker or empty the tables between two tests."""
    _run(DROP)
    try:
        yield
    finally:
        _run(CREATE)


def _run(statements: dict[str, tuple[str, ...]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
