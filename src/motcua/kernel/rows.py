"""Saving single rows with statements that are put together once.

`save()` of a model builds its SQL anew each time, which costs more than running it. What runs for every event (tasks,
dossiers, facts) says `insert(row)` and `update(row, fields)` instead: the same columns, the same adaptation of values
by the model's own fields, the same errors; no signals (the product has none) and no keys made by the database.
`inserting` and `updating` give the statement to be carried out together with others (`kernel.statements`).
"""

from collections.abc import Collection
from functools import lru_cache

from django.db import DEFAULT_DB_ALIAS, connections, models

from motcua.kernel.statements import Statement, run

Fields = tuple["models.Field[object, object]", ...]


def insert(row: models.Model) -> None:
    """Write a new row, key included. IntegrityError when it exists. 1 query."""
    run([inserting(row)])


def update(row: models.Model, names: Collection[str]) -> int:
    """Write these fields (names or columns) of a row that is there; returns how many rows had the key. 1 query."""
    return run([updating(row, names)])[0]


def replace(row: models.Model) -> int:
    """Write all fields of a row that is there. 1 query."""
    return update(row, tuple(field.attname for field in row._meta.concrete_fields if not field.primary_key))


def inserting(row: models.Model) -> Statement:
    """The statement that writes a new row; the row counts as written from now on."""
    connection = connections[DEFAULT_DB_ALIAS]
    sql, fields = _insert_statement(type(row), connection.vendor)
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    row._state.adding = False
    row._state.db = connection.alias
    return Statement(sql, values)


def updating(row: models.Model, names: Collection[str], *, missing: Exception | None = None) -> Statement:
    """The statement that writes these fields of a row; `missing` is raised when the row is not there."""
    connection = connections[DEFAULT_DB_ALIAS]
    sql, fields = _update_statement(type(row), tuple(sorted(names)), connection.vendor)
    values = [field.get_db_prep_save(field.pre_save(row, False), connection) for field in (*fields, row._meta.pk)]
    return Statement(sql, values, missing)


@lru_cache(maxsize=64)
def _insert_statement(model: type[models.Model], vendor: str) -> tuple[str, Fields]:
    fields = tuple(model._meta.concrete_fields)
    columns = ", ".join(_quoted(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {_quoted(model._meta.db_table)} ({columns}) VALUES ({places})", fields


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
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(name)
