"""JSON: procedures as the public page shows them. Mounted by the composition of the API; names below `procedures`."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from motcua.operate.catalogue import queries
from motcua.operate.catalogue.models import Procedure, ProcedureVersion

router = Router(tags=["procedures"])
PUBLIC = ("in_force", "replaced", "repealed")


class ProcedureOut(Schema):
    """One procedure; null is "no data"."""

    code: str
    is_national: bool
    name: str
    field: str | None
    competent: str | None
    state: str
    successor: str | None


class Hit(ProcedureOut):
    """A procedure with how well it answers `q` (1: whole and literally; null without `q`)."""

    score: float | None


class ProcedureList(Schema):
    """`understood`: the query as it was read, when words were repaired. `near`: closest when nothing answers."""

    total: int
    offset: int
    items: list[Hit]
    understood: str | None
    near: list[ProcedureOut]


class VersionOut(Schema):
    number: int
    era: str
    state: str
    completeness: str
    origin: str
    recorded_at: str


class ProcedureDetail(ProcedureOut):
    """A procedure with one of its texts; `missing` names the parts of that text without data."""

    version: VersionOut
    content: dict[str, Any]
    missing: list[str]
    source: dict[str, Any]
    versions: list[VersionOut]
    label: str | None
    online_level: str | None
    files_online_here: bool
    address: str
    linked_data: str


class SearchQuery(Schema):
    """Words and filters; empty asks nothing. `unknown` asks for procedures whose text does not say."""

    q: str = ""
    field: str = ""
    competent: str = ""
    person: str = Field("", description="person, organisation, official or unknown")
    cost: str = Field("", description="free, fee or unknown")
    level: str = Field("", description="declared online level: full, partial, information or unknown")
    online: bool = Field(False, description="only what can be filed online here")
    offset: int = 0
    limit: int = 20


class EventOut(Schema):
    """What happens in a life, with the codes of its procedures."""

    key: str
    title: str
    text: str
    codes: list[str]


@router.get("/procedures", response=ProcedureList, url_name="procedures", summary="Find procedures")
def procedures(request: HttpRequest, asked: Query[SearchQuery]) -> dict[str, Any]:
    """Search with or without accents, slips forgiven; without `q` all procedures. At most 100 at a time."""
    offset, limit = max(0, min(asked.offset, 1_000_000)), max(1, min(asked.limit, 100))
    found = queries.search(
        asked.q[:200],
        field=asked.field[:200],
        competent=asked.competent[:20],
        person=asked.person[:20],
        cost=asked.cost[:20],
        level=asked.level[:20],
        agency_key=settings.MOTCUA_AGENCY,
        online_on=timezone.localdate() if asked.online else None,
        offset=offset,
        limit=limit,
    )
    scores = found.scores or (None,) * len(found.items)
    return {
        "total": found.total,
        "offset": offset,
        "items": [{**_brief(item), "score": score} for item, score in zip(found.items, scores, strict=True)],
        "understood": found.corrected,
        "near": [_brief(item) for item in found.near],
    }


@router.get("/procedures/{code}", response=ProcedureDetail, url_name="procedure", summary="One procedure")
def procedure(request: HttpRequest, code: str) -> dict[str, Any]:
    """All parts of the newest text, and the list of versions."""
    rows = _public_versions(code)
    return _detail(rows, rows[0])


@router.get(
    "/procedures/{code}/versions/{number}",
    response=ProcedureDetail,
    url_name="procedure-version",
    summary="One version of a procedure",
)
def version(request: HttpRequest, code: str, number: int) -> dict[str, Any]:
    """All parts of that text, as it was recorded."""
    rows = _public_versions(code)
    shown = next((row for row in rows if row.number == number), None)
    if shown is None:
        raise HttpError(404, "Không có phiên bản này.")
    return _detail(rows, shown)


@router.get("/life-events", response=list[EventOut], url_name="life-events", summary="Life events")
def life_events(request: HttpRequest) -> list[dict[str, Any]]:
    """Groups of procedures by what happens in a life."""
    return [
        {"key": event.key, "title": event.title, "text": event.text, "codes": list(event.codes)}
        for event in queries.life_events()
    ]


def _public_versions(code: str) -> list[ProcedureVersion]:
    rows = [row for row in queries.versions(code) if row.state in PUBLIC]
    if not rows:
        raise HttpError(404, "Không có thủ tục này.")
    return rows


def _detail(rows: list[ProcedureVersion], shown: ProcedureVersion) -> dict[str, Any]:
    item = shown.procedure
    level = queries.level(item.code, settings.MOTCUA_AGENCY, timezone.localdate())
    return {
        **_brief(item),
        "version": _version(shown),
        "content": shown.content,
        "missing": shown.missing,
        "source": shown.source,
        "versions": [_version(row) for row in rows],
        "label": "Dữ liệu tham khảo, không thay cho văn bản đang có hiệu lực" if shown.is_reference else None,
        "online_level": level.level if level else None,
        "files_online_here": not item.is_repealed and queries.can_file_online(item.code),
        "address": reverse("catalogue:procedure", args=[item.code]),
        "linked_data": reverse("catalogue:linked-data", args=[item.code]),
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
