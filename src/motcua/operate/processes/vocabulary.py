"""The words a process may use. Roles are those of people; actions are verbs of dossiers, which stand above."""

from motcua.people.rules import Role

ROLES = frozenset(role.value for role in Role)
# Verbs that end a step. A test of dossiers proves that each is a verb of its step table.
ACTIONS = frozenset({"assign", "forward", "sign", "issue", "return_result"})
