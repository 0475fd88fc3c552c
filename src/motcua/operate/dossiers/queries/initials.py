"""Who has initialled the draft before it is signed (ký nháy), level by level.

The levels are those of the process: each step of the officer and of the heads that passes the draft on towards the
signature. What was given stands in the log with the hash of the file, so a draft rewritten later shows as such.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.kernel.audit import queries as audit
from motcua.kernel.audit.models import Event
from motcua.kernel.audit.services import StreamRef
from motcua.operate.dossiers.models import Dossier
from motcua.operate.dossiers.queries.timeline import acted, persons
from motcua.operate.processes import queries as process_queries
from motcua.operate.processes.rules import Graph, StepNode, may_go_back
from motcua.people import queries as people


@dataclass(frozen=True, slots=True)
class Initial:
    """One level. `who` and `at` are empty until it is given; `fits`: it stands under the draft as it is now."""

    step: str
    name: str
    who: str = ""
    at: datetime | None = None
    fits: bool = True


def levels(graph: Graph) -> list[StepNode]:
    """The steps that initial, in the order of the process."""
    signing = next((node.key for node in graph.steps if node.action == "sign"), "")
    return [
        node
        for node in graph.steps
        if node.action == "forward" and node.draft and signing and may_go_back(graph, signing, node.key)
    ]


def initials(dossier: Dossier) -> list[Initial]:
    """Every level with who gave it; nothing for a dossier without a draft, or settled at once."""
    result = getattr(dossier, "result", None)
    if result is None or dossier.process_version_id is None:
        return []
    graph = process_queries.graph(dossier.process_version_id)
    given = _standing(graph, audit.events(StreamRef("dossier", str(dossier.pk))))
    names = {key: people.account_name(key) for key in persons(given.values())}
    return [
        Initial(
            node.key, node.name, acted(given[node.key], names), given[node.key].occurred_at,
            given[node.key].payload["initialled"] == result.draft_file_id,
        )
        if node.key in given else Initial(node.key, node.name)
        for node in levels(graph)
    ]  # fmt: skip


def _standing(graph: Graph, events: Iterable[Event]) -> dict[str, Event]:
    """The latest initials by step; what lies behind a step to which the draft was sent back counts no more."""
    given: dict[str, Event] = {}
    for event in events:
        if event.type == "dossier.forwarded" and event.payload.get("initialled"):
            given[event.payload["step"]] = event
        elif event.type == "dossier.sent_back":
            back = event.payload["to_step"]
            given = {key: one for key, one in given.items() if key != back and not may_go_back(graph, key, back)}
    return given
