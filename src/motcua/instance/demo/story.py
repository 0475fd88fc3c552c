"""One planned dossier, and the run it belongs to."""

from dataclasses import dataclass
from datetime import datetime

from motcua.instance.demo.persons import NOBODY, Person
from motcua.instance.demo.shape import Kind
from motcua.operate.dossiers.rules import Channel


@dataclass(frozen=True, slots=True)
class Run:
    """What makes one demo run itself: the same run again plans the same dossiers. Nothing happens after `until`."""

    year: int
    dossiers: int
    seed: int
    until: datetime

    @property
    def key(self) -> str:
        return f"{self.year}.{self.seed}.{self.dossiers}"


@dataclass(frozen=True, slots=True)
class Ground:
    """What the plan must know of a procedure: who handles it, which papers it has, whether it is filed online."""

    code: str
    name: str
    unit: str
    components: tuple[tuple[str, str], ...]
    online: bool


@dataclass(slots=True, eq=False)
class Story:
    """What is to become of one dossier.

    `ending`: result, refusal (on the merits), rejected (at intake), withdrawn or stopped. `halt`: the step that nobody
    has done yet when the demo ends. `late` is meant, `rush` is closing late work in a heap at the end of a month.
    `reuse`: the component taken from an earlier dossier. `own_file`: result document of its own, signed for itself.
    """

    kind: Kind
    ground: Ground
    submitted_at: datetime
    channel: Channel = Channel.DIRECT
    index: int = 0
    owner: Person = NOBODY
    filer: Person | None = None
    subject: Person | None = None
    assisted: bool = False
    codes: tuple[str, ...] = ()
    reuse: str = ""
    digitised: bool = True
    delivery: str = "electronic"
    ending: str = "result"
    supplements: int = 0
    early: bool = False
    late: bool = False
    rush: bool = False
    sent_back: bool = False
    hold: bool = False
    on_paper: bool = False
    own_file: bool = False
    rated: bool = False
    halt: str = ""

    @property
    def person(self) -> Person:
        """Who files."""
        return self.filer or self.owner
