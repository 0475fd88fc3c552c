"""The applicant's result: the one that counts, those it replaced and why, and where it is on its way."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.queries.delivering import newest
from motcua.operate.dossiers.rules import State

CARRIER: Final = "Bưu chính công ích"
"""Results go by the public postal service (dịch vụ bưu chính công ích); no other carrier is recorded."""
WAYS: Final = {
    "posted": ("waiting", "Bưu chính đang chuyển"),
    "delivered": ("done", "Bưu chính đã giao"),
    "came_back": ("late", "Bưu chính chuyển hoàn, chưa giao được"),
}


@dataclass(frozen=True, slots=True)
class Former:
    """A result that no longer counts: its number and day, when it was replaced and why; `file` is None on paper."""

    id: UUID
    number: str
    issued_on: date
    replaced_at: datetime
    reason: str
    file: Any | None


@dataclass(frozen=True, slots=True)
class Posting:
    """The result with the post: which service, under which waybill, where it is, and what to do if it came back."""

    carrier: str
    waybill: str
    kind: str
    words: str
    sent_at: datetime
    delivered_at: datetime | None
    came_back: bool


def former(dossier: Dossier) -> list[Former]:
    """Results that were replaced because the office had erred, the latest first; none before the first was returned."""
    if State(dossier.state) is not State.RETURNED:
        return []
    rows = dossier.former_results.select_related("correction", "issued_file").order_by("-replaced_at", "pk")
    return [
        Former(row.pk, row.number_symbol, row.issued_on, row.replaced_at, row.correction.reason, row.issued_file)
        for row in rows
    ]


def former_file(dossier: Dossier, key: str) -> Any | None:
    """The file of a replaced result, exactly as it was issued; None when the dossier has no such one."""
    return next((one.file for one in former(dossier) if str(one.id) == key), None)


def posting(dossier: Dossier) -> Posting | None:
    """The newest sending by post; None when none was, or when the result was collected after it came back."""
    row = newest(dossier) if State(dossier.state) is State.RETURNED else None
    if row is None or row.way != "post":
        return None
    kind, words = WAYS[row.standing]
    arrived = row.ended_at if row.standing == "delivered" else None
    return Posting(CARRIER, row.waybill, kind, words, row.began_at, arrived, row.standing == "came_back")
