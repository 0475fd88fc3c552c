"""Who does something: an official, an applicant or the system itself. Passed as `by=` to every service."""

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["official", "applicant", "system"]
KINDS: frozenset[str] = frozenset({"official", "applicant", "system"})


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts, in the role used for this act.

    `id` is the account's id or the name of a system; never a person's name or identity number, because actors
    are written into events. `role` and `unit` are the keys of the grant the act rests on; empty without one.
    `on_behalf_of` is the id of the account whose absence this one stands in for (uỷ quyền); it goes into the event.
    """

    kind: ActorKind
    id: str
    role: str = ""
    unit: str = ""
    on_behalf_of: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of actor: {self.kind!r}")
        if not self.id:
            raise ValueError("an actor needs an id")


SYSTEM = Actor("system", "motcua")
