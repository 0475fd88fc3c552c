"""Pure rules of people: roles and who may see what, identifiers, identity numbers, the shape of reference files."""

from motcua.people.rules.identities import (
    IDENTITY_KINDS,
    blind_index,
    identity_kind,
    identity_problem,
    normal_identity,
    normal_phone,
    tax_code_problem,
)
from motcua.people.rules.reference import (
    IDENTIFIER_LENGTH,
    AgencyEntry,
    BrokenFile,
    Reference,
    SuccessionEntry,
    UnitEntry,
    identifier_problem,
    read_reference,
)
from motcua.people.rules.roles import (
    OFFICIAL_ROLES,
    ROLE_LABELS,
    Grant,
    Refusal,
    Role,
    Scope,
    conflict,
    scope_of,
    visible,
)

__all__ = [
    "IDENTIFIER_LENGTH",
    "IDENTITY_KINDS",
    "OFFICIAL_ROLES",
    "ROLE_LABELS",
    "AgencyEntry",
    "BrokenFile",
    "Grant",
    "Reference",
    "Refusal",
    "Role",
    "Scope",
    "SuccessionEntry",
    "UnitEntry",
    "blind_index",
    "conflict",
    "identifier_problem",
    "identity_kind",
    "identity_problem",
    "normal_identity",
    "normal_phone",
    "read_reference",
    "scope_of",
    "tax_code_problem",
    "visible",
]
