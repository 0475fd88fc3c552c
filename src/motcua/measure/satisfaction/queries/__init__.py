"""Reads of satisfaction: links, dossiers that may be rated, and the readings of a period."""

from motcua.measure.satisfaction.queries.links import Link, key, link, may_be_rated, returned_at, waiting
from motcua.measure.satisfaction.queries.readings import Readings, by_month, by_unit, readings

__all__ = [
    "Link",
    "Readings",
    "by_month",
    "by_unit",
    "key",
    "link",
    "may_be_rated",
    "readings",
    "returned_at",
    "waiting",
]
