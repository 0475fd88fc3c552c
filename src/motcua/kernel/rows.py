"""Saving single rows with statements that are put together once.

`save()` of a model builds its SQL anew each time, which costs more than running it. What runs for every event (tasks,
dossiers, facts) says `insert(row)` and `update(row, fields)` instead: the same columns, the same adaptation of values
by the model's own fields, the same errors; no signals (the product has none) and no keys made by the database.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models

Fields = tuple["models.Field[object, object]", ...]


def insert(row: models.Model) -> None:
    """Write a new row, key included. IntegrityError when it exists. 1 query."""
    insert_all([row])


def insert_all(rows: Sequence[models.Model]) -> None:
    """Write new rows of one model. 1 query, none for no rows."""
    if not rows:
        return
    sql, fields = _insert_statement(type(rows[0]), connection.vendor, len(rows))
    _run(sql, [_value(row, field, new=True) for row in rows for field in fields])
    for row in rows:
        row._state.adding = False
        row._state.db = connection.alias


def update(row: models.Model, names: Collection[str]) -> int:
    """Write these fields (names or columns) of a row that is there; returns how many rows had the key. 1 query."""
    sql, fields = _update_statement(type(row), tuple(sorted(names)), connection.vendor)
    return _run(sql, [_value(row, field, new=False) for field in (*fields, row._meta.pk)])


def replace(row: models.Model) -> int:
    """Write all fields of a row that is there. 1 query."""
    return update(row, tuple(field.attname for field in row._meta.concrete_fields if not field.primary_key))


def _run(sql: str, values: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def _value(row: models.Model, field: "models.Field[object, object]", *, new: bool) -> object:
    return field.get_db_prep_save(field.pre_save(row, new), connection)


@lru_cache(maxsize=64)
def _insert_statement(model: type[models.Model], vendor: str, count: int) -> tuple[str, Fields]:
    fields = tuple(model._meta.concrete_fields)
    columns = ", ".join(_quoted(field.column) for field in fields)
    places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * count)
    return f"INSERT INTO {_quoted(model._meta.db_table)} ({columns}) VALUES {places}", fields


@lru_cache(maxsize=256)
def _update_statement(model: type[models.Model], names: tuple[str, ...], vendor: str) -> tuple[str, Fields]:
    fields = tuple(field for field in model._meta.concrete_fields if {field.name, field.attname} & set(names))
    if len(fields) != len(names):
        raise ValueError(f"not all of {', '.join(names)} are fields of {model.__name__}, each named once")
    columns = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
    table, key = _quoted(model._meta.db_table), _quoted(model._meta.pk.column)
    return f"UPDATE {table} SET {columns} WHERE {key} = %s", fields


def _quoted(name: str | None) -> str:
    assert name is not None, "a concrete field has a column"
    return connection.ops.quote_name(name)
