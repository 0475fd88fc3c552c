"""Openings that modules above dossiers fill."""

from collections.abc import Callable, Sequence
from typing import Any

from motcua.kernel.plugins import Port
from motcua.operate.dossiers.models import Dossier

links: Port[Callable[[Dossier], Sequence[Any]]] = Port("dossiers.links")
"""The dossiers beside this one in connected handling, as the API tells them: relation, dossier, agency, state, order,
due_at."""
