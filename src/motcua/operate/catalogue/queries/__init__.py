"""Reads of the catalogue, and the port through which higher modules say that a procedure can be filed online."""

from motcua.operate.catalogue.queries.data import data_file
from motcua.operate.catalogue.queries.finding import Found, aliases, fields, sayings, search
from motcua.operate.catalogue.queries.levels import level, level_history, levels
from motcua.operate.catalogue.queries.texts import (
    can_file_online,
    form_exists,
    newest_versions,
    procedure,
    procedures,
    version,
    version_in_force,
    versions,
)

__all__ = [
    "Found",
    "aliases",
    "can_file_online",
    "data_file",
    "fields",
    "form_exists",
    "level",
    "level_history",
    "levels",
    "newest_versions",
    "procedure",
    "procedures",
    "sayings",
    "search",
    "version",
    "version_in_force",
    "versions",
]
