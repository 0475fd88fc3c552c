"""A guard of rows that the database itself refuses to change: SQL per vendor, put up, taken away and lifted.

On PostgreSQL the triggers stand in the database, installed by a migration. On SQLite every connection of the program
makes its own, because whoever holds the file can write what they like: a trigger inside it would only feign protection.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

Statements = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Guard:
    """The statements that put the triggers up and take them away, by vendor."""

    create: Statements
    drop: Statements

    def stand(self, connection: BaseDatabaseWrapper, **signal: object) -> None:
        """Called for every new connection: on SQLite it gets its own triggers, once the table is there."""
        if connection.vendor != "sqlite":
            return
        with connection.cursor() as cursor, suppress(OperationalError):  # before the first migration: no table
            for statement in self.create["sqlite"]:
                cursor.execute(statement)

    def install(self, apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        """Forwards step of the migration."""
        for statement in self.create[editor.connection.vendor]:
            editor.execute(statement)

    def remove(self, apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        """Backwards step of the migration."""
        for statement in self.drop[editor.connection.vendor]:
            editor.execute(statement)

    @contextmanager
    def lifted(self) -> Iterator[None]:
        """Inside, the rows can be changed: for tests that play the attacker or empty the tables between two tests."""
        _run(self.drop)
        try:
            yield
        finally:
            _run(self.create)


def _run(statements: Statements) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
