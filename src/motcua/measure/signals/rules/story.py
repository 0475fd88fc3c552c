"""What rules look at: the events of one dossier as a story, and stories grouped by who did them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from motcua.kernel.time import Calendar, local_date, working_days_between

RUNNING: Final = frozenset({1, 2, 4})
"""States in which the office must act: new, accepted, in progress."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One event: `actor` is an account id, or "" for an applicant or a system; `state` after it, 0 when not told."""

    version: int
    type: str
    at: datetime
    state: int = 0
    actor: str = ""
    unit: str = ""
    payload: Mapping[str, Any] | None = None

    def said(self, name: str) -> Any:
        """What the payload says of `name`; None when it says nothing."""
        return (self.payload or {}).get(name)

    def codes(self) -> list[str]:
        """The component codes named by a request (texts) or handed in (rows with a code)."""
        rows = self.said("components")
        found = []
        for row in rows if isinstance(rows, list) else []:
            code = row.get("code") if isinstance(row, Mapping) else row
            found.append(code if isinstance(code, str) else "")
        return found


@dataclass(frozen=True, slots=True)
class Story:
    """The moments of a dossier in their order. `published`: codes of its procedure's list; None when not known."""

    dossier: str
    code: str
    unit: str
    moments: tuple[Moment, ...]
    published: frozenset[str] | None = None

    def of(self, *types: str) -> list[Moment]:
        """The moments of these types ("accepted" for dossier.accepted)."""
        wanted = {f"dossier.{name}" for name in types}
        return [moment for moment in self.moments if moment.type in wanted]

    def first(self, name: str) -> Moment | None:
        return next(iter(self.of(name)), None)

    @property
    def lead(self) -> str:
        """The officer it was given to last; "" before that."""
        given = [str(moment.said("officer") or moment.actor) for moment in self.of("assigned")]
        return given[-1] if given else ""

    @property
    def finished_on(self) -> date | None:
        issued = self.first("issued")
        return local_date(issued.at) if issued else None

    def due_before(self, moment: Moment) -> datetime | None:
        """The legal due date as it stood just before `moment`."""
        due = None
        for earlier in self.moments:
            if earlier.version >= moment.version:
                break
            due = instant(earlier.said("legal_due")) or due
        return due

    def clock_start(self, moment: Moment) -> datetime | None:
        """When the clock that runs at `moment` was started: acceptance, or the last supplement handed in."""
        starts = [one.at for one in self.of("accepted", "supplemented") if one.version < moment.version]
        return starts[-1] if starts and self.first("accepted") else None


@dataclass(frozen=True, slots=True)
class Group:
    """Stories of one official or unit (`subject`) in one window ("2024-03", "2024-Q1"), and of everybody (`office`)."""

    kind: str
    subject: str
    unit: str
    window: str
    stories: Sequence[Story]
    office: Sequence[Story]


def instant(said: Any) -> datetime | None:
    """An instant with a zone out of a payload; None for anything else."""
    try:
        at = datetime.fromisoformat(said)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo is not None else None


def limit_days(story: Story, moment: Moment, calendar: Calendar) -> int | None:
    """Working days that the clock running at `moment` gives in all; None without a clock."""
    start, due = story.clock_start(moment), story.due_before(moment)
    if start is None or due is None:
        return None
    return working_days_between(local_date(start), local_date(due), calendar)


def by_actor(stories: Iterable[Story], types: Sequence[str]) -> Mapping[str, list[tuple[Story, Moment]]]:
    """Every official's moments of `types`."""
    found: dict[str, list[tuple[Story, Moment]]] = {}
    for story in stories:
        for moment in story.of(*types):
            if moment.actor:
                found.setdefault(moment.actor, []).append((story, moment))
    return found
