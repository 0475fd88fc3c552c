"""Saving single rows with statements that are put together once.

`save()` of a model builds its SQL anew each time, which costs more than running it. What runs for every event (tasks,
dossiers, facts) says `insert(row)` and `update(row, fields)` instead: the same columns, the same adaptation of values
by the model's own fields, the same errors; no signals (the product has none) and no keys made by the database.
`inserting` and `updating` give the statement to be carried out together with others (`kernel.statements`).
"""

from collections.abc import Collection
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models

from motcua.kernel.statements import Statement, run
from motcua.kernel.wire import vendor

Fields = tuple[tuple[str, type | None, Any], ...]
"""Name of each column's attribute, the type of its values that need no adaptation, its field."""


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
    sql, fields = _insert_statement(type(row), vendor())
    values = _values(row, fields, adding=True)
    row._state.adding = False
    row._state.db = DEFAULT_DB_ALIAS
    return Statement(sql, values)


def updating(row: models.Model, names: Collection[str], *, missing: Exception | None = None) -> Statement:
    """The statement that writes these fields of a row; `missing` is raised when the row is not there."""
    sql, fields = _update_statement(type(row), tuple(sorted(names)), vendor())
    return Statement(sql, _values(row, fields, adding=False), missing)


def _values(row: models.Model, fields: Fields, *, adding: bool) -> list[Any]:
    """What is written for each field: what needs no adaptation as it is, everything else as the field says."""
    values, known = [], row.__dict__
    for name, plain, field in fields:
        value = known.get(name, fields)
        if plain is None or not (value is None or type(value) is plain):
            value = field.get_db_prep_save(field.pre_save(row, adding), connections[DEFAULT_DB_ALIAS])
        values.append(value)
    return values


@lru_cache(maxsize=64)
def _insert_statement(model: type[models.Model], kind: str) -> tuple[str, Fields]:
    fields = tuple(model._meta.concrete_fields)
    columns = ", ".join(_quoted(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {_quoted(model._meta.db_table)} ({columns}) VALUES ({places})"
    return sql, tuple((field.attname, plain(field, kind), field) for field in fields)


@lru_cache(maxsize=256)
def _update_statement(model: type[models.Model], names: tuple[str, ...], kind: str) -> tuple[str, Fields]:
    fields = tuple(field for field in model._meta.concrete_fields if {field.name, field.attname} & set(names))
    if len(fields) != len(names):
        raise ValueError(f"not all of {', '.join(names)} are fields of {model.__name__}, each named once")
    columns = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
    table, key = _quoted(model._meta.db_table), model._meta.pk
    sql = f"UPDATE {table} SET {columns} WHERE {_quoted(key.column)} = %s"
    return sql, tuple((field.attname, plain(field, kind), field) for field in (*fields, key))


def plain(field: Any, database: str) -> type | None:
    """The type whose values the database takes as they are; None when the field itself must be asked each time."""
    kind = field.target_field if field.is_relation else field
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return None
    known = _PLAIN | (_PLAIN_POSTGRESQL if database == "postgresql" else {})
    return next((plain for classes, plain in known.items() if isinstance(kind, classes)), None)


def _quoted(name: str | None) -> str:
    assert name is not None, "a concrete field has a column"
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(name)


_PLAIN: dict[type, type] = {
    models.CharField: str, models.TextField: str, models.IntegerField: int, models.BooleanField: bool,
}  # fmt: skip
_PLAIN_POSTGRESQL: dict[type, type] = {models.UUIDField: UUID, models.DateTimeField: datetime, models.DateField: date}
