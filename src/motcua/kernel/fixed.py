"""Queries of fixed shape, compiled once.

For the few reads that run on every request or act: Django builds and compiles a query set anew each time, which costs
several times what the database needs to answer it. A text that never changes also lets PostgreSQL keep its plan.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.query import get_related_populators

from motcua.kernel import making, rows, wire

M = TypeVar("M", bound=Model)
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Question(Generic[R]):
    """One statement with its values, and what makes the rows it is answered with into what was wanted."""

    asked: wire.Asked
    read: Callable[[Sequence[Any]], list[R]]


def together(*questions: Question[Any]) -> list[list[Any]]:
    """The answers to all questions; 1 trip on PostgreSQL, else one for each. No question, no trip."""
    if not questions:
        return []
    answers = wire.trip([question.asked for question in questions])
    return [question.read(answer.rows) for question, answer in zip(questions, answers, strict=True)]


class Fixed(Generic[M]):
    """A query set of fixed shape: `Fixed(lambda key: Row.objects.filter(pk=key), Row._meta.pk)`.

    `build` is called once with a slot for each of `fields`, to be used on the right side of `=`, `<`, … in `filter`;
    each call puts values into the slots, prepared by the fields as `filter` would. `select_related`, `defer` and
    `order_by` work, annotations and prefetching do not.
    """

    def __init__(self, build: Callable[..., "QuerySet[M, M]"], *fields: "Field[Any, Any]") -> None:
        self._build, self._fields = build, fields
        self._kept = threading.local()  # a compiler belongs to the connection of its thread

    def __call__(self, *values: Any) -> list[M]:
        """The rows for these values."""
        return together(self.asking(*values))[0]

    def asking(self, *values: Any) -> "Question[M]":
        """The question for these values, to be asked together with others."""
        plan: _Compiled | None = getattr(self._kept, "plan", None)
        if plan is None:
            slots = map(_Slot, range(len(values)), self._fields)
            plan = self._kept.plan = _Compiled(self._build(*slots), connections[DEFAULT_DB_ALIAS])
        return Question((plan.sql, plan.written(values)), plan.read)

    def first(self, *values: Any) -> M | None:
        """The first row, None without one."""
        return next(iter(self(*values)), None)


class _Value:
    """Stands among the parameters of a compiled query for the value that comes with each call."""

    def __init__(self, index: int, field: "Field[Any, Any]") -> None:
        self.index, self.field = index, field
        self.plain = rows.plain(field, connections[DEFAULT_DB_ALIAS].vendor)


class _Slot(Expression):
    """The place of one value in a query set."""

    def __init__(self, index: int, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.value = _Value(index, field)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        return "%s", [self.value]


class _Compiled:
    """The text of one query with all that is needed to make its rows into models."""

    def __init__(self, rows: "QuerySet[Any, Any]", connection: Any) -> None:
        self.connection = connection
        self.compiler = rows.query.get_compiler(connection.alias)
        self.sql, self.params = self.compiler.as_sql()
        select, info = self.compiler.select, self.compiler.klass_info
        assert info is not None
        assert not rows.query.annotations, "annotations are not read"
        own = info["select_fields"]
        self.model, self.start, self.end = info["model"], own[0], own[-1] + 1
        self.names = [column[0].target.attname for column in select[self.start : self.end]]
        self.related = get_related_populators(info, select, connection.alias)  # type: ignore[call-arg]
        self.converters = self.compiler.get_converters([column[0] for column in select])

    def written(self, values: Sequence[Any]) -> list[Any]:
        return [self._prepared(one, values[one.index]) if type(one) is _Value else one for one in self.params]

    def _prepared(self, slot: _Value, value: Any) -> Any:
        return value if type(value) is slot.plain else slot.field.get_db_prep_value(value, self.connection)

    def read(self, found: Sequence[Any]) -> list[Any]:
        if self.converters:
            found = self.compiler.apply_converters(found, self.converters)
        return [self._made(row) for row in found]

    def _made(self, row: Sequence[Any]) -> Any:
        made = making.read(self.model, self.names, row[self.start : self.end])
        for populator in self.related:
            _populate(populator, row, made)
        return made


def _populate(one: Any, row: Sequence[Any], owner: Any) -> None:
    """What `RelatedPopulator.populate` does, for rows in the order of their model."""
    values = row[one.cols_start : one.cols_end]
    made = None if values[one.pk_idx] is None else making.read(one.model_cls, one.init_list, values)
    one.local_setter(owner, made)
    if made is None:
        return
    for further in one.related_populators:
        _populate(further, row, made)
    one.remote_setter(made, owner)
