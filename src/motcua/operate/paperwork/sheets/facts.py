"""The facts that forms are filled from. None: nobody has told us; the form then leaves the place blank."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.operate.paperwork.rules.sets import FormSpec

NOT_TOLD = "người nộp không khai"


@dataclass(frozen=True, slots=True)
class Party:
    """A person or organisation as far as forms name it."""

    name: str
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    identity: str | None = None


@dataclass(frozen=True, slots=True)
class Common:
    """What every form has. `number` is the slip's own, `on` the day it is about."""

    spec: FormSpec
    agency: str
    place: str
    one_stop: str
    code: str | None
    tracking: str
    qr: str | None
    owner: str
    filer: Party
    procedure: str
    number: str | None
    on: date | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Component:
    """One paper handed in, with how many sheets of which kind."""

    name: str
    originals: int | None
    certified: int | None
    photocopies: int | None
    electronic: bool


@dataclass(frozen=True, slots=True)
class Handed:
    """One row of the control slip, in words. `receiver` "" when nobody has taken it up yet."""

    from_unit: str
    to_unit: str
    at: datetime
    giver: str
    receiver: str
    outcome: str
    note: str
