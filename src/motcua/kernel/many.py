"""Many new rows of one table at once: what COPY is to PostgreSQL, and one prepared statement to SQLite.

For what comes in by the thousand. The values are those that `kernel.rows` writes for a single row.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

from motcua.kernel import rows as table


def insert(rows: Iterable[models.Model]) -> int:
    """Write new rows of one model, keys included; how many. IntegrityError when one exists: then none is written.

    Keys that the database counts up are left to it: all rows of such a model come without one, and stay so.
    """
    made = list(rows)
    if not made:
        return 0
    meta = made[0]._meta
    values = [table.inserting(row).values for row in made]
    columns = [str(field.column) for field in meta.concrete_fields]
    if meta.auto_field is not None:
        place = meta.concrete_fields.index(meta.auto_field)
        assert all(row[place] is None for row in values), "a key of its own in a model whose keys are counted up"
        columns, values = _without(columns, place), [_without(row, place) for row in values]
    return write(meta.db_table, columns, values)


def _without(values: Sequence[Any], place: int) -> list[Any]:
    return [*values[:place], *values[place + 1 :]]


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
