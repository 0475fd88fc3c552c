"""Queries that name no order come back in a random one, so that no test and no page leans on luck."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model
from django.db.models.expressions import OrderBy
from django.db.models.functions import Random
from django.db.models.sql.compiler import SQLCompiler


@contextmanager
def shuffle_unordered() -> Iterator[None]:
    """Inside, every plain SELECT of rows without ORDER BY gets ORDER BY RANDOM()."""
    plain = SQLCompiler._order_by_pairs

    def pairs(self: Any) -> Iterator[Any]:
        named = False
        for pair in plain(self):
            named = True
            yield pair
        if not named and _may_shuffle(self.query):
            yield OrderBy(Random()), False

    SQLCompiler._order_by_pairs = pairs
    try:
        yield
    finally:
        SQLCompiler._order_by_pairs = plain


def _may_shuffle(query: Any) -> bool:
    """Not where an order would change the meaning: subqueries, DISTINCT, GROUP BY, UNION, aggregates, locks."""
    return (
        query.model is not None
        and issubclass(query.model, Model)
        and not query.subquery
        and not query.distinct
        and not query.combinator
        and query.group_by is None
        and not query.select_for_update
        and not query.annotation_select
        and type(query).__name__ == "Query"
    )
