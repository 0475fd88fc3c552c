"""Reads of people: who acts, what they may do and see, agencies and units, applicants, demo mode."""

from motcua.people.queries.accounts import (
    account_name,
    actor_of,
    asking_account,
    asking_grants,
    grants,
    has_role,
    keep_grants,
    officials,
    officials_with,
    open_grants,
    scope,
    username_for,
)
from motcua.people.queries.agencies import (
    agencies,
    agency,
    code_identifier,
    forget,
    successors,
    unit,
    unit_by_id,
    units,
)
from motcua.people.queries.applicants import applicants_with, find_applicant, identity_index, own_applicant
from motcua.people.queries.demo import demo_accounts, demo_mode, forget_demo

__all__ = [
    "account_name",
    "actor_of",
    "agencies",
    "agency",
    "applicants_with",
    "asking_account",
    "asking_grants",
    "code_identifier",
    "demo_accounts",
    "demo_mode",
    "find_applicant",
    "forget",
    "forget_demo",
    "grants",
    "has_role",
    "identity_index",
    "keep_grants",
    "officials",
    "officials_with",
    "open_grants",
    "own_applicant",
    "scope",
    "successors",
    "unit",
    "unit_by_id",
    "units",
    "username_for",
]
