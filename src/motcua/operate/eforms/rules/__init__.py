"""What a form definition means: its shape, its mistakes, and how answers to it are judged. Pure."""

from motcua.operate.eforms.rules.check import KEY, SOURCES, check_definition, is_source
from motcua.operate.eforms.rules.compound import with_files
from motcua.operate.eforms.rules.cosigning import AGREED, ASKED, COSIGN_STATES, IDENTITY_LEVELS, Standing, standing
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
from motcua.operate.eforms.rules.rendering import asked, rendering_hash
from motcua.operate.eforms.rules.review import review_definition
from motcua.operate.eforms.rules.schema_import import Imported, from_json_schema
from motcua.operate.eforms.rules.shape import Problem
from motcua.operate.eforms.rules.summary import SummaryRow, SummarySection, summary

__all__ = [
    "AGREED",
    "ASKED",
    "BUSY",
    "COSIGN_STATES",
    "GONE",
    "IDENTITY_LEVELS",
    "KEY",
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
    "Imported",
    "Lookup",
    "Merge",
    "Option",
    "Problem",
    "Refused",
    "Repeat",
    "Section",
    "Standing",
    "SummaryRow",
    "SummarySection",
    "asked",
    "check_definition",
    "defaults",
    "evaluate",
    "from_json_schema",
    "is_source",
    "merge",
    "parse",
    "path_of",
    "prefilled",
    "rendering_hash",
    "review_definition",
    "standing",
    "storable",
    "summary",
    "with_files",
]
