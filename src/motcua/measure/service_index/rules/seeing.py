"""Who sees the index and who brings in what was published."""

from typing import Final

VIEWERS: Final = frozenset({"signatory", "control_officer", "inspector", "auditor", "unit_head"})
IMPORTERS: Final = frozenset({"control_officer"})
