"""Instances of models made at once, for what is made on every request or act.

`Model.__init__` asks every field and tells two signals of each row, which costs several times what reading the row
does. Here the values go straight to where the descriptors of Django look for them. Models that have an `__init__` of
their own or somebody listening to those signals are made by Django; so are rows of models with their own `from_db`.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.signals import post_init, pre_init

M = TypeVar("M", bound=Model)


class _Plan(NamedTuple):
    """How a new instance begins: defaults that are always the same, those made anew, and relations by name with
    their column and the field of the other row that it holds.
    """

    same: dict[str, Any]
    anew: dict[str, Callable[[], Any]]
    links: dict[str, tuple[str, str]]


def new(model: type[M], **values: Any) -> M:
    """What `model(**values)` gives: columns and relations by name, defaults for what is left out."""
    plan = _plan(model)
    if plan is None:
        return model(**values)
    row, state = model.__new__(model), ModelState()
    known = row.__dict__
    known["_state"] = state
    known.update(plan.same)
    for name, value in values.items():
        link = plan.links.get(name)
        if link is None:
            if name not in known and name not in plan.anew:
                raise TypeError(f"{model.__name__} has no column {name}")
            known[name] = value
        else:
            column, key = link
            state.fields_cache[name] = value
            if value is not None:
                known[column] = getattr(value, key)
                state.db = DEFAULT_DB_ALIAS
            else:
                known[column] = None
    for name, make in plan.anew.items():
        if name not in known:
            known[name] = make()
    return row


def read(model: type[M], names: Sequence[str], values: Sequence[Any]) -> M:
    """What `model.from_db` gives for these columns of a row; the others are read when somebody asks for them."""
    if _plan(model) is None or not _reads_plainly(model):
        return model.from_db(DEFAULT_DB_ALIAS, names, values)
    row, state = model.__new__(model), ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    known = row.__dict__
    known["_state"] = state
    known.update(zip(names, values, strict=True))
    return row


@lru_cache(maxsize=512)
def _plan(model: type[Model]) -> _Plan | None:
    own = model.__init__ is not Model.__init__
    paired = any(field.one_to_one for field in model._meta.concrete_fields)  # the other row would have to know too
    if own or paired or pre_init.has_listeners(model) or post_init.has_listeners(model):
        return None
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    anew = {
        field.attname: field.get_default
        for field in fields
        if field.has_db_default() or (field.has_default() and callable(field.default))
    }
    return _Plan(
        {field.attname: field.get_default() for field in fields if field.attname not in anew},
        anew,
        {field.name: (field.attname, field.target_field.attname) for field in fields if field.is_relation},  # type: ignore[attr-defined]
    )


@lru_cache(maxsize=512)
def _reads_plainly(model: type[Model]) -> bool:
    return model.from_db.__func__ is Model.from_db.__func__  # type: ignore[attr-defined]
