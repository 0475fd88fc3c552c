"""What a form definition means: its shape, its mistakes, and how answers to it are judged. Pure."""

from motcua.operate.eforms.rules.check import SOURCES, check_definition, is_source
from motcua.operate.eforms.rules.compound import with_files
from motcua.operate.eforms.rules.definition import (
    LAYOUTS,
    PAGES,
    TYPES,
    Cosign,
    Definition,
    Field,
    Option,
    Repeat,
    Section,
    parse,
)
from motcua.operate.eforms.rules.evaluate import Evaluation, FieldError, evaluate, path_of
from motcua.operate.eforms.rules.lookups import Lookup
from motcua.operate.eforms.rules.merge import Collision, Merge, merge, storable
from motcua.operate.eforms.rules.prefill import defaults, prefilled
from motcua.operate.eforms.rules.refused import BUSY, GONE, SUBMITTED, Refused
from motcua.operate.eforms.rules.shape import Problem
from motcua.operate.eforms.rules.summary import SummaryRow, SummarySection, summary

__all__ = [
    "BUSY",
    "GONE",
    "LAYOUTS",
    "PAGES",
    "SOURCES",
    "SUBMITTED",
    "TYPES",
    "Collision",
    "Cosign",
    "Definition",
    "Evaluation",
    "Field",
    "FieldError",
    "Lookup",
    "Merge",
    "Option",
    "Problem",
    "Refused",
    "Repeat",
    "Section",
    "SummaryRow",
    "SummarySection",
    "check_definition",
    "defaults",
    "evaluate",
    "is_source",
    "merge",
    "parse",
    "path_of",
    "prefilled",
    "storable",
    "summary",
    "with_files",
]
