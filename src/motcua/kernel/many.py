"""Many new rows of one table at once: what COPY is to PostgreSQL, and one prepared statement to SQLite.

For what comes in by the thousand. The values are those that `kernel.rows` writes for a single row.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

from motcua.kernel import rows as table


def insert(rows: Iterable[models.Model]) -> int:
    """Write new rows of one model, keys included; how many. IntegrityError when one exists: then none is written."""
    made = [(type(row), table.inserting(row).values) for row in rows]
    if not made:
        return 0
    model = made[0][0]
    columns = [str(field.column) for field in model._meta.concrete_fields]
    return write(model._meta.db_table, columns, [values for _, values in made])


def write(name: str, columns: Sequence[str], values: Sequence[Sequence[Any]]) -> int:
    """Write rows of plain values into the table `name`. Inside a transaction; how many."""
    connection = connections[DEFAULT_DB_ALIAS]
    quoted = connection.ops.quote_name
    into = f"{quoted(name)} ({', '.join(quoted(column) for column in columns)})"
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {into} VALUES ({places})", values)
            return len(values)
        with connection.wrap_database_errors, cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for row in values:
                copy.write_row(row)
    return len(values)
