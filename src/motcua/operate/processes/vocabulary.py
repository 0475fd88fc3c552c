"""The words a process may use. Roles are those of people; actions are verbs of dossiers, which stand above."""

from collections.abc import Mapping

from motcua.people.rules import Role

ROLES = frozenset(role.value for role in Role)
# Verbs that end a step, and who may do each. A test of dossiers proves that its step table says the same.
ACTIONS: Mapping[str, frozenset[str]] = {
    "assign": frozenset({"unit_head", "case_officer"}),
    "forward": frozenset({"case_officer", "unit_head"}),
    "sign": frozenset({"signatory"}),
    "issue": frozenset({"clerk"}),
    "return_result": frozenset({"reception"}),
}
