"""Writes of dossiers: `submit` makes one, `act` is every later change, `signing` prepares and completes signatures."""

from motcua.operate.dossiers.services.acts import act
from motcua.operate.dossiers.services.context import Stale
from motcua.operate.dossiers.services.intake import submit

__all__ = [
    "Stale",
    "act",
    "submit",
]
