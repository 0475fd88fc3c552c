"""What every verb works with: the dossier, who acts, when, and the change that comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.kernel.actors import Actor
from motcua.kernel.text import clean
from motcua.operate.dossiers.models import Dossier
from motcua.operate.dossiers.rules import Situation, Step
from motcua.operate.processes.rules import Graph, Move


class Stale(Exception):
    """The page the person acted from shows an older version of the dossier; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Context:
    """One verb on one dossier. `data` is what the verb was called with; verbs check it themselves."""

    dossier: Dossier
    step: Step
    situation: Situation
    by: Actor
    now: datetime
    data: Mapping[str, Any]
    graph: Graph | None

    def text(self, name: str) -> str:
        """What was written, as it should be stored; lists and tables sent instead of words count as nothing."""
        value = self.data.get(name)
        return clean(str(value), lines=True).strip() if isinstance(value, str | int | UUID) and value else ""

    def rows(self, name: str) -> list[Mapping[str, Any]]:
        """The rows sent as `name`; what is not a row is left out."""
        value = self.data.get(name)
        return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []

    def texts(self, name: str) -> list[str]:
        """The texts sent as `name`, without empty ones."""
        value = self.data.get(name)
        found = [clean(text) for text in value if isinstance(text, str)] if isinstance(value, list | tuple) else []
        return [text for text in found if text]


@dataclass(slots=True)
class Change:
    """What a verb wants: the event's payload, columns of the dossier row, and the move in the process (if any).

    `occurred_at`: when it happened, where that was before it could be recorded; None: now.
    """

    payload: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, Any] = field(default_factory=dict)
    move: Move | None = None
    assignee: str | None = None
    graph: Graph | None = None
    occurred_at: datetime | None = None
