"""JSON: procedures as the public page shows them. Mounted by the composition of the API; names below `procedures`."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from motcua.operate.catalogue import queries
from motcua.operate.catalogue.models import Procedure, ProcedureVersion

router = Router(tags=["procedures"])


class ProcedureOut(Schema):
    """One procedure; null is "no data"."""

    code: str
    is_national: bool
    name: str
    field: str | None
    competent: str | None
    state: str
    successor: str | None


class ProcedureList(Schema):
    total: int
    offset: int
    items: list[ProcedureOut]


class VersionOut(Schema):
    number: int
    era: str
    state: str
    completeness: str
    origin: str
    recorded_at: str


class ProcedureDetail(ProcedureOut):
    """A procedure with the text of its newest version; `missing` names the parts of that text without data."""

    version: VersionOut
    content: dict[str, Any]
    missing: list[str]
    source: dict[str, Any]
    versions: list[VersionOut]
    label: str | None


class SearchQuery(Schema):
    q: str = ""
    field: str = ""
    competent: str = ""
    offset: int = 0
    limit: int = 20


@router.get("/procedures", response=ProcedureList, url_name="procedures", summary="Find procedures")
def procedures(request: HttpRequest, asked: Query[SearchQuery]) -> dict[str, Any]:
    """Search with or without accents; without `q` all procedures. At most 100 at a time."""
    offset, limit = max(0, min(asked.offset, 1_000_000)), max(1, min(asked.limit, 100))
    found = queries.search(
        asked.q[:200], field=asked.field[:200], competent=asked.competent[:20], offset=offset, limit=limit
    )
    return {"total": found.total, "offset": offset, "items": [_brief(item) for item in found.items]}


@router.get("/procedures/{code}", response=ProcedureDetail, url_name="procedure", summary="One procedure")
def procedure(request: HttpRequest, code: str) -> dict[str, Any]:
    """All parts of the newest text, and the list of versions."""
    rows = [row for row in queries.versions(code) if row.state != ProcedureVersion.State.DRAFT]
    if not rows:
        raise HttpError(404, "Không có thủ tục này.")
    shown = rows[0]
    return {
        **_brief(shown.procedure),
        "version": _version(shown),
        "content": shown.content,
        "missing": shown.missing,
        "source": shown.source,
        "versions": [_version(row) for row in rows],
        "label": "Dữ liệu tham khảo, không thay cho văn bản đang có hiệu lực" if shown.is_reference else None,
    }


def _brief(item: Procedure) -> dict[str, Any]:
    return {
        "code": item.code,
        "is_national": item.is_national,
        "name": item.name,
        "field": item.field or None,
        "competent": item.competent or None,
        "state": item.state,
        "successor": item.successor.code if item.successor else None,
    }


def _version(row: ProcedureVersion) -> dict[str, Any]:
    keys = ("number", "era", "state", "completeness", "origin")
    return {**{key: getattr(row, key) for key in keys}, "recorded_at": row.recorded_at.isoformat()}
