"""The list for the notice board: procedures with a QR code each, A4, ready to hang up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.kernel.documents import services as documents
from motcua.kernel.time import local_date
from motcua.operate.catalogue import queries as catalogue
from motcua.operate.publications import queries
from motcua.operate.publications.rules import CHANGES, Change
from motcua.people import queries as people

MOST = 400


@dataclass(frozen=True, slots=True)
class Sheet:
    """What goes on the list: the procedures in order, and the words over and under them."""

    title: str
    subtitle: str
    rows: Sequence[dict[str, Any]]


def printable(*, field: str = "", decision_id: UUID | str | None = None, competent: str = "department") -> Sheet:
    """The living procedures of a field, of a decision, or all that the department handles."""
    if decision_id:
        decision = queries.decision(decision_id)
        entries = queries.entries(decision.pk) if decision else []
        kept = [entry for entry in entries if entry.change != Change.ABOLISHED]
        codes = [entry.code for entry in kept][:MOST]
        notes = {entry.code: CHANGES[entry.change] for entry in kept}
        words = f"Theo Quyết định số {decision.number or '…'} của {decision.issuer}" if decision else ""
        return Sheet("Danh mục thủ tục hành chính được công bố", words, _rows(codes, notes))
    rows = catalogue.procedures().filter(state="in_force")
    rows = rows.filter(field=field) if field else rows.filter(competent=competent)
    codes = list(rows.values_list("code", flat=True)[:MOST])
    words = f"Lĩnh vực: {field}" if field else "Thủ tục do cơ quan giải quyết"
    return Sheet("Danh mục thủ tục hành chính", words, _rows(codes, {}))


def notice_board(sheet: Sheet, *, origin: str, now: datetime) -> bytes:
    """The list as PDF/A. `origin`: the public address behind the QR codes; without it there are none."""
    agency = people.agency()
    parent = agency.parent
    data = {
        "agency": {"name": agency.name, "parent": parent.name if parent else None, "place": _place(agency)},
        "heading": sheet.title,
        "subtitle": sheet.subtitle,
        "printed_on": local_date(now),
        "rows": [{**row, "qr_svg": _qr(origin, row["code"])} for row in sheet.rows],
        "help": "Đưa máy ảnh điện thoại vào mã để xem đầy đủ thủ tục: giấy tờ, phí, thời hạn, cách nộp."
        if origin
        else None,
    }
    return documents.render("publications/niem_yet", data, title=sheet.title, at=now)


def _rows(codes: Sequence[str], notes: dict[str, str]) -> list[dict[str, Any]]:
    known = {row.code: row for row in catalogue.procedures().filter(code__in=codes)}
    texts = catalogue.newest_versions([row.pk for row in known.values()])
    found = []
    for code in codes:
        row = known.get(code)
        if row is None:
            continue
        version = texts.get(row.pk)
        limit = version.parsed.time_limit if version else None
        found.append(
            {
                "code": code,
                "name": row.name,
                "field": row.field or None,
                "limit": (limit.text if limit else None) or None,
                "note": notes.get(code),
            }
        )
    return found


def _qr(origin: str, code: str) -> str | None:
    return documents.qr_svg(f"{origin}/thu-tuc/{code}/") if origin else None


def _place(agency: Any) -> str:
    """The name of the province, with which the name of the body above ends."""
    name = agency.parent.name if agency.parent else agency.name
    for word in ("tỉnh ", "thành phố "):
        if word in name:
            return str(name.split(word, 1)[1])
    return str(name)
