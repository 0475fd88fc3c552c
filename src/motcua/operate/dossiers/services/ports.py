"""Openings that modules above dossiers fill."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from motcua.kernel.plugins import Port
from motcua.operate.dossiers.models import Dossier
from motcua.operate.dossiers.rules import Refusal

links: Port[Callable[[Dossier], Sequence[Any]]] = Port("dossiers.links")
"""The dossiers beside this one in connected handling, as the API tells them: relation, dossier, agency, state, order,
due_at."""

rating_links: Port[Callable[[Dossier, str, datetime], str | Refusal]] = Port("dossiers.rating_links")
"""By which way the token of a rating link was given out for this dossier, or why it does not hold at this instant."""
