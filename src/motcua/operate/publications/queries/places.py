"""Where procedures are shown, and which proofs are missing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from motcua.operate.publications.models import Decision, Showing
from motcua.operate.publications.queries.law import publicity
from motcua.operate.publications.rules import Level, Scope, State


@dataclass(frozen=True, slots=True)
class Place:
    """A place of publicity; `compulsory`: the law asks for it."""

    key: str
    name: str
    compulsory: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One place of one decision: its newest proof, if there is one."""

    place: Place
    proof: Showing | None


@dataclass(frozen=True, slots=True)
class Proofs:
    """A posted decision with all its places."""

    decision: Decision
    places: list[Shown]

    @property
    def missing(self) -> list[Place]:
        """The compulsory places without proof."""
        return [shown.place for shown in self.places if shown.place.compulsory and shown.proof is None]


def places() -> list[Place]:
    """All places, in the order of the data."""
    return [Place(row["key"], row["name"], row["compulsory"]) for row in publicity()["places"]]


def place(key: str) -> Place | None:
    return next((item for item in places() if item.key == key), None)


def shown(decision_id: UUID) -> list[Shown]:
    """Every place with the newest proof of one decision."""
    return _shown(Showing.objects.filter(decision_id=decision_id).select_related("evidence").order_by("id"))


def proofs(*, missing_only: bool = False) -> list[Proofs]:
    """Decisions of the province that were posted, the newest first, with their proofs."""
    rows = list(
        Decision.objects.filter(
            level=Level.PROVINCE.value, scope=Scope.PUBLIC.value, state=State.POSTED.value
        ).order_by("-signed_on", "id")
    )
    held: dict[UUID, list[Showing]] = defaultdict(list)
    for row in Showing.objects.filter(decision__in=[row.pk for row in rows]).order_by("id"):
        held[row.decision_id].append(row)
    found = [Proofs(row, _shown(held[row.pk])) for row in rows]
    return [item for item in found if item.missing] if missing_only else found


def _shown(rows: Iterable[Showing]) -> list[Shown]:
    newest = {row.place: row for row in rows}
    return [Shown(item, newest.get(item.key)) for item in places()]
