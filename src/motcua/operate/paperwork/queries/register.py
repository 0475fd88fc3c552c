"""The rows of the register book of a period, one after the other: a book of any length needs little memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from motcua.operate.catalogue import queries as catalogue
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
DONE = frozenset({State.PROCESSED, State.RETURNED})
COLUMNS = (
    "code", "state", "procedure__name", "procedure_version_id", "owner__full_name", "owner__address", "owner__phone",
    "unit__name", "accepted_at", "legal_due", "transferred_at", "finished_at", "returned_at", "delivery",
)  # fmt: skip
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
    # Plain values: making four models of each row would cost more than everything else.
    rows = accepted(grants=grants, period=period).values_list(*COLUMNS, named=True)
    if limit is not None:
        rows = rows[start : start + limit]
    for row in rows.iterator(chunk_size=CHUNK):
        yield _line(row, serials, sets(row.procedure_version_id), named=named)


def _sets(version_id: int) -> int | None:
    version = catalogue.version(version_id)
    return version.parsed.sets if version is not None else None


def _line(row: Any, serials: Serials, sets: int | None, *, named: bool) -> Line:
    numbered, state = serials.of(row.code), State(row.state)
    contact = ", ".join(text for text in (row.owner__address, row.owner__phone) if text)
    return Line(
        year=numbered[0] if numbered else None,
        serial=numbered[1] if numbered else None,
        code=row.code or "",
        procedure=row.procedure__name,
        quantity=sets,
        owner=row.owner__full_name if named else "",
        contact=contact if named else "",
        agency=row.unit__name,
        received=row.accepted_at,
        due=row.legal_due,
        transferred=row.transferred_at,
        result=row.finished_at if state in DONE else None,
        returned=row.returned_at,
        delivery=DELIVERY.get(row.delivery, "") if state is State.RETURNED else "",
        note=NOTES.get(state, ""),
    )
