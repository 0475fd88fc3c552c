"""Who may see whose results: everybody the own ones, heads those of their unit, some those of the agency."""

from typing import Final

from motcua.people.rules import Role

HANDLING: Final = (Role.RECEPTION, Role.CASE_OFFICER, Role.UNIT_HEAD, Role.SIGNATORY, Role.CLERK)
JUDGED: Final = frozenset(role.value for role in HANDLING)
"""Officials whose steps in dossiers are assessed."""
AGENCY_VIEWERS: Final = frozenset(
    role.value for role in (Role.SIGNATORY, Role.CONTROL_OFFICER, Role.INSPECTOR, Role.AUDITOR)
)
"""Those who answer for the agency's results or check them."""
