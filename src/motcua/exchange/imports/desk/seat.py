"""Who brings in dossiers: the control officer and the administrator."""

from motcua.people.rules import Role

READERS = (Role.CONTROL_OFFICER, Role.ADMINISTRATOR)
