"""What a person files: who, for whom, through which channel, with which papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Any
from uuid import UUID


class Channel(IntEnum):
    """KenhThucHien of the synchronisation messages."""

    DIRECT = 1
    ONLINE = 2
    POST = 3


class Delivery(StrEnum):
    """How the applicant wants the result."""

    ELECTRONIC = "electronic"
    COUNTER = "counter"
    POST = "post"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A person or an organisation as typed by the filer. `account` ties it to who signed in, never by name."""

    full_name: str
    kind: str = "person"
    identity_number: str = ""
    date_of_birth: date | None = None
    tax_code: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    account: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperIn:
    """One component handed in: as a file, as paper sheets, or as a link to a paper the office already holds.

    `source` is "upload", "scan", "earlier_dossier", "earlier_result" or "" when only sheets were handed in;
    `reused_from` is the id of the earlier paper then.
    """

    component_code: str
    name: str
    sha256: str = ""
    file_name: str = ""
    source: str = ""
    reused_from: UUID | None = None
    originals: int = 0
    copies: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a dossier that another agency is to handle as a dossier of its own (liên thông).

    `unit`, `receipt_unit`: keys of units of that agency. `procedure_code` "" means: under the procedure of the parent.
    `papers`: ids of papers of the parent that go with it; nothing else of the parent is seen there.
    """

    agency: str
    unit: str
    receipt_unit: str
    limit: str
    limit_basis: str
    procedure_code: str = ""
    matter: str = ""
    papers: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """Everything a submission consists of. `subject` is whom the matter concerns (the pupil, the school).

    `checked`: what the preflight found, as codes; None when nothing was judged before. `go_on_reason`: why it is sent
    although a dossier like it is there already; it is kept beside the dossier, never in an event. `received_at`: when
    it was handed in, where that was before it could be recorded (a counter cut off from the server); None: now.
    """

    procedure_code: str
    channel: Channel
    owner: Party
    filer: Party | None = None
    subject: Party | None = None
    authority_ground: str = ""
    papers: tuple[PaperIn, ...] = ()
    answers_id: UUID | None = None
    form_version_id: int | None = None
    delivery: Delivery = Delivery.ELECTRONIC
    delivery_address: str = ""
    matter: str = ""
    origin: str = "portal"
    assisted: bool = False
    checked: Mapping[str, list[str]] | None = None
    go_on_reason: str = ""
    received_at: datetime | None = None
