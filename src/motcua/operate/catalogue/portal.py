"""Public pages: the list with its search, one procedure, one of its earlier versions, and both for machines."""

from datetime import date
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from motcua.kernel.documents.services import qr_svg
from motcua.kernel.text import clean
from motcua.operate.catalogue import answers, jsonld, queries, rules
from motcua.operate.catalogue.models import Procedure, ProcedureVersion, ServiceLevel
from motcua.operate.catalogue.rules import finding
from motcua.people import queries as people

PAGE = 20
LEVELS = [*((key, label.capitalize()) for key, label in ServiceLevel.Level.choices), ("unknown", "Chưa có dữ liệu")]
COMPETENTS = [(key, label[:1].upper() + label[1:]) for key, label in Procedure.Competent.choices]
CHOICES = {
    "cap": dict(COMPETENTS), "muc-do": dict(LEVELS), "ai": finding.PEOPLE, "phi": finding.COSTS, "nop": {"1": ""},
}  # fmt: skip
PUBLIC = ("in_force", "replaced", "repealed")
LABELS = {"linh-vuc": "Lĩnh vực", "cap": "Nơi giải quyết", "muc-do": "Trực tuyến", "ai": "Ai làm", "phi": "Chi phí"}
HINTS = ("bản sao bằng tốt nghiệp", "chuyển trường cấp 3", "miễn giảm học phí", "mở trung tâm ngoại ngữ")


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Search and list; everything is in the address, nothing needs a script."""
    asked = {key: clean(request.GET.get(key, ""))[:200] for key in ("q", "linh-vuc", *CHOICES)}
    asked |= {key: "" for key, known in CHOICES.items() if asked[key] not in known}
    page = _page(request.GET.get("trang", ""))
    today = timezone.localdate()
    found = queries.search(
        asked["q"],
        field=asked["linh-vuc"],
        competent=asked["cap"],
        level=asked["muc-do"],
        person=asked["ai"],
        cost=asked["phi"],
        online_on=today if asked["nop"] else None,
        agency_key=settings.MOTCUA_AGENCY,
        offset=(page - 1) * PAGE,
        limit=PAGE,
    )
    first = (page - 1) * PAGE + 1
    context = {
        "found": found,
        "rows": [(item, not item.is_repealed and queries.can_file_online(item.code)) for item in found.items],
        "asked": asked,
        "filtered": any(asked.values()),
        "fields": [(name, f"{name} ({count})") for name, count in queries.fields()],
        "competents": COMPETENTS,
        "levels": LEVELS,
        "people": finding.PEOPLE.items(),
        "costs": finding.COSTS.items(),
        "previous_url": _address(asked, page - 1) if page > 1 else "",
        "next_url": _address(asked, page + 1) if page * PAGE < found.total else "",
        "summary": f"{first}–{first + len(found.items) - 1} trong {found.total} thủ tục" if found.items else "",
        "chosen": _chosen(asked),
        "events": queries.life_events() if not any(asked.values()) or not found.items else (),
        "hints": HINTS,
        "canonical": _origin(request) + reverse("catalogue:list"),
    }
    return render(request, "catalogue/list.html", context)


@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a procedure in its newest text; a typed code in another spelling leads to the right address."""
    rows = _versions(code)
    if rows[0].procedure.code != code:
        return redirect("catalogue:procedure", code=rows[0].procedure.code)
    return render(request, "catalogue/procedure.html", _context(request, rows, rows[0]))


@require_safe
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version as it was recorded, with a way back to the newest."""
    rows = _versions(code)
    chosen = next((row for row in rows if row.number == number), None)
    if chosen is None:
        raise Http404("Không có phiên bản này.")
    return render(
        request, "catalogue/procedure.html", {**_context(request, rows, chosen), "old": chosen is not rows[0]}
    )


def preview(request: HttpRequest, shown: ProcedureVersion) -> HttpResponse:
    """The page of a text that is no version yet, for the desk."""
    return render(request, "catalogue/procedure.html", {**_context(request, [shown], shown), "preview": True})


@require_safe
def linked_data(request: HttpRequest, code: str) -> HttpResponse:
    """The newest text as JSON-LD."""
    rows = _versions(code)
    document = _document(request, rows[0], bool(_apply_url(rows[0].procedure)))
    options = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(document, content_type=f"{jsonld.MEDIA_TYPE}; charset=utf-8", json_dumps_params=options)


def _versions(code: str) -> list[ProcedureVersion]:
    """Versions the public may read (drafts are not), the newest first."""
    rows = [row for row in queries.versions(code) if row.state in PUBLIC]
    if not rows:
        raise Http404("Không có thủ tục này.")
    return rows


def _context(request: HttpRequest, rows: list[ProcedureVersion], shown: ProcedureVersion) -> dict[str, Any]:
    now = timezone.now()
    content, item = shown.parsed, shown.procedure
    level = queries.level(item.code, settings.MOTCUA_AGENCY, timezone.localdate(now))
    current = shown is rows[0] and not item.is_repealed
    moment = now if current else None
    apply_url = _apply_url(item) if current else ""
    ways = answers.ways(content, moment, settings.MOTCUA_AGENCY)
    address = _origin(request) + reverse("catalogue:procedure", args=[item.code])
    ready = {way.ready for way in ways if way.ready}
    box = answers.answers(content, moment, settings.MOTCUA_AGENCY)
    return {
        "procedure": item,
        "version": shown,
        "content": content,
        "versions": [
            (row, _difference_url(item.code, row, newer)) for row, newer in zip(rows, [None, *rows], strict=False)
        ],
        "answers": box,
        "level": level.get_level_display() if level and level.level else None,
        "level_source": level.source if level else "",
        "apply_url": apply_url,
        "ways": ways,
        "any_case": any(way.case for way in ways),
        "any_ready": bool(ready),
        "ready_differs": len({way.ready for way in ways}) > 1,
        "ready": ways[0].ready if len(ready) == 1 and all(way.ready for way in ways) else None,
        "held": rules.HELD,
        "bases": [(basis, _day(basis.effective_from)) for basis in content.legal_bases or ()],
        "notes": list(dict.fromkeys(way.note for way in ways if way.note)),
        "cases": _by_case(content.components or ()),
        "agencies": _by_role(content.agencies or ()),
        "pages": _pages(shown.source),
        "local_authority": _local_authority(content),
        "events": queries.events_of(item.code),
        "canonical": address,
        "machine": reverse("catalogue:linked-data", args=[item.code]),
        "description": _description(content, box),
        "linked_data": _embedded(_document(request, shown, bool(apply_url))),
        "qr": SafeString(qr_svg(address)),
    }


def _document(request: HttpRequest, shown: ProcedureVersion, online: bool) -> dict[str, Any]:
    address = _origin(request) + reverse("catalogue:procedure", args=[shown.procedure.code])
    return jsonld.service(shown, address=address, agency=people.agency().name, online=online)


def _embedded(document: dict[str, Any]) -> SafeString:
    """The document as a data block: the browser never runs it, and no text of it can close the block."""
    return SafeString(json_script(document).replace("application/json", jsonld.MEDIA_TYPE))


def _description(content: rules.ProcedureContent, box: list[answers.Answer]) -> str:
    """What a search engine shows under the title."""
    known = [f"{line.question}: {line.value}" for line in box[1:4] if line.value]
    return f"{content.name}. {'. '.join(known)}"[:300]


def _day(text: str | None) -> date | None:
    """The day of an ISO text; None when there is none, or what an import kept is no day."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _local_authority(content: rules.ProcedureContent) -> str:
    """Who published it, when that is one province: other places may rule otherwise."""
    authority = (content.publication.authority if content.publication else None) or ""
    return authority if authority.startswith(("UBND", "Ủy ban", "Uỷ ban")) else ""


def _by_case(components: Any) -> list[tuple[str, list[Any]]]:
    """Components under their case, in the order of the record; "" for those of every case."""
    cases: dict[str, list[Any]] = {}
    for component in components:
        cases.setdefault(component.case or "", []).append(component)
    return list(cases.items())


def _by_role(parts: tuple[rules.AgencyPart, ...]) -> list[tuple[str, str]]:
    """What each agency does, in words: (role, names)."""
    roles: dict[str, list[str]] = {}
    for part in parts:
        place = f"{part.name} ({part.address})" if part.address else part.name
        roles.setdefault(answers.ROLES[part.role], []).append(place)
    return [(role, "; ".join(named)) for role, named in roles.items()]


def _pages(source: dict[str, Any]) -> list[dict[str, str]]:
    """Where the text was read: each page once, under the name of its site, with the month."""
    seen: dict[tuple[str, str], dict[str, str]] = {}
    for page in source.get("pages", []):
        address = page.get("original") or page.get("url") or ""
        web = address.startswith(("https://", "http://"))
        name = (urlsplit(address).hostname or "") if web else (address or page.get("repo", ""))
        month = "/".join(reversed(page.get("collected", "").split("-")))
        seen.setdefault((address, name), {"address": address if web else "", "name": name, "collected": month})
    return [page for page in seen.values() if page["name"]]


def _apply_url(item: Procedure) -> str:
    """The address to apply at; empty when nothing can be filed online here."""
    if item.is_repealed or not queries.can_file_online(item.code):
        return ""
    try:
        return reverse("journeys:apply", kwargs={"code": item.code})
    except NoReverseMatch:
        return ""


def _difference_url(code: str, older: ProcedureVersion, newer: ProcedureVersion | None) -> str:
    """The page that shows what changed from one version to the next, where there is such a page."""
    if newer is None:
        return ""
    try:
        return reverse("catalogue:difference", args=[code, older.number, newer.number])
    except NoReverseMatch:
        return ""


def _origin(request: HttpRequest) -> str:
    return settings.MOTCUA_ORIGIN or request.build_absolute_uri("/").rstrip("/")


def _page(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _address(asked: dict[str, str], page: int) -> str:
    kept = {key: value for key, value in asked.items() if value}
    return f"{reverse('catalogue:list')}?{urlencode({**kept, 'trang': page})}"


def _chosen(asked: dict[str, str]) -> list[tuple[str, str]]:
    """The filters in use, in words, each with the address without it."""
    here = reverse("catalogue:list")
    rows = []
    for key, value in asked.items():
        if value and key != "q":
            words = CHOICES[key][value].lower() if key in CHOICES else value
            rest = {other: kept for other, kept in asked.items() if kept and other != key}
            said = f"{LABELS[key]}: {words}" if key in LABELS else "Nộp trực tuyến được ở đây"
            rows.append((said, f"{here}?{urlencode(rest)}"))
    return rows
