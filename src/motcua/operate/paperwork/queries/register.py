"""The rows of the register book of a period, one after the other: a book of any length needs little memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from motcua.operate.catalogue import queries as catalogue
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.queries.book import Period, Serials, accepted
from motcua.operate.dossiers.rules import Delivery, State
from motcua.people import queries as people
from motcua.people.rules import Grant

CHUNK = 2000
DELIVERY: dict[str, str] = {
    Delivery.ELECTRONIC: "Bản điện tử",
    Delivery.COUNTER: "Nhận trực tiếp",
    Delivery.POST: "Bưu chính công ích",
}
NOTES = {
    State.WITHDRAWN: "Người nộp rút hồ sơ",
    State.STOPPED: "Dừng giải quyết",
    State.SUPPLEMENT_REQUESTED: "Đang chờ bổ sung",
    State.PAYMENT_REQUESTED: "Đang chờ nộp phí, lệ phí",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row. None: not known, or not yet; `serial` is the number in the book of `year`."""

    year: int | None
    serial: int | None
    code: str
    procedure: str
    quantity: int | None
    owner: str
    contact: str
    agency: str
    received: datetime
    due: datetime | None
    transferred: datetime | None
    result: datetime | None
    returned: datetime | None
    delivery: str
    note: str


def total(*, grants: Sequence[Grant], period: Period) -> int:
    """How many rows the book of the period has."""
    return accepted(grants=grants, period=period).order_by().count()


def lines(
    *, grants: Sequence[Grant], period: Period, named: bool, start: int = 0, limit: int | None = None
) -> Iterator[Line]:
    """The rows in the order of acceptance. `named`: with names, addresses and phones of owners; else without."""
    serials = Serials(people.agency().key)
    sets = lru_cache(maxsize=512)(_sets)
    rows = accepted(grants=grants, period=period)
    if limit is not None:
        rows = rows[start : start + limit]
    for dossier in rows.iterator(chunk_size=CHUNK):
        yield _line(dossier, serials, sets(dossier.procedure_version_id), named=named)


def _sets(version_id: int) -> int | None:
    version = catalogue.version(version_id)
    return version.parsed.sets if version is not None else None


def _line(dossier: Dossier, serials: Serials, sets: int | None, *, named: bool) -> Line:
    numbered = serials.of(dossier.code)
    owner, state = dossier.owner, State(dossier.state)
    done = state in {State.PROCESSED, State.RETURNED}
    returned = state is State.RETURNED
    assert dossier.accepted_at is not None, "the book holds accepted dossiers only"
    return Line(
        year=numbered[0] if numbered else None,
        serial=numbered[1] if numbered else None,
        code=dossier.code or "",
        procedure=dossier.procedure.name,
        quantity=sets,
        owner=owner.full_name if named else "",
        contact=", ".join(text for text in (owner.address, owner.phone) if text) if named else "",
        agency=dossier.unit.name,
        received=dossier.accepted_at,
        due=dossier.legal_due,
        transferred=getattr(dossier, "transferred_at", None),
        result=dossier.finished_at if done else None,
        returned=dossier.returned_at,
        delivery=DELIVERY.get(Delivery(dossier.delivery), "") if returned else "",
        note=NOTES.get(state, ""),
    )
