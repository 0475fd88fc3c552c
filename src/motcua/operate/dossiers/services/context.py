"""What every verb works with: the dossier, who acts, when, and the change that comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.kernel.actors import Actor
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
        return str(self.data.get(name) or "").strip()


@dataclass(slots=True)
class Change:
    """What a verb wants: the event's payload, columns of the dossier row, and the move in the process (if any)."""

    payload: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, Any] = field(default_factory=dict)
    move: Move | None = None
    assignee: str | None = None
    graph: Graph | None = None
