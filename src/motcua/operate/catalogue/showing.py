"""What the page of a procedure shows: one of its texts in plain words, with what is computed from it."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import json_script
from django.utils.safestring import SafeString

from motcua.kernel.documents.services import qr_svg
from motcua.operate.catalogue import answers, jsonld, queries, rules
from motcua.operate.catalogue.models import Procedure, ProcedureVersion
from motcua.people import queries as people


def context(request: HttpRequest, rows: list[ProcedureVersion], shown: ProcedureVersion) -> dict[str, Any]:
    """Everything the template needs; `rows` are the public versions, the newest first, and `shown` one of them."""
    now = timezone.now()
    content, item = shown.parsed, shown.procedure
    current = shown is rows[0] and not item.is_repealed
    apply_url = apply_address(item) if current else ""
    address = origin(request) + reverse("catalogue:procedure", args=[item.code])
    box = answers.answers(content, now if current else None, settings.MOTCUA_AGENCY)
    return {
        "procedure": item,
        "version": shown,
        "content": content,
        "versions": [
            (row, _difference_url(item.code, row, newer)) for row, newer in zip(rows, [None, *rows], strict=False)
        ],
        "answers": box,
        "apply_url": apply_url,
        **_filing(content, now if current else None),
        **_level(item, timezone.localdate(now)),
        "cases": _by_case(content.components or ()),
        "agencies": _by_role(content.agencies or ()),
        "held": rules.HELD,
        "bases": [(basis, _day(basis.effective_from)) for basis in content.legal_bases or ()],
        "pages": _pages(shown.source),
        "local_authority": _local_authority(content),
        "events": queries.events_of(item.code),
        "canonical": address,
        "machine": reverse("catalogue:linked-data", args=[item.code]),
        "description": _description(content, box),
        "linked_data": _embedded(document(request, shown, online=bool(apply_url))),
        "qr": SafeString(qr_svg(address)),
    }


def document(request: HttpRequest, shown: ProcedureVersion, *, online: bool) -> dict[str, Any]:
    """The text as JSON-LD; `online`: an application can be filed here."""
    address = origin(request) + reverse("catalogue:procedure", args=[shown.procedure.code])
    return jsonld.service(shown, address=address, agency=people.agency().name, online=online)


def origin(request: HttpRequest) -> str:
    """Where this instance is reached: as set, else as it was asked for."""
    return settings.MOTCUA_ORIGIN or request.build_absolute_uri("/").rstrip("/")


def apply_address(item: Procedure) -> str:
    """The address to apply at; empty when nothing can be filed online here."""
    if item.is_repealed or not queries.can_file_online(item.code):
        return ""
    try:
        return reverse("journeys:apply", kwargs={"code": item.code})
    except NoReverseMatch:
        return ""


def _filing(content: rules.ProcedureContent, now: datetime | None) -> dict[str, Any]:
    """The ways to file, and when the result is due if that is the same for all of them."""
    ways = answers.ways(content, now, settings.MOTCUA_AGENCY)
    dates = {way.ready for way in ways}
    return {
        "ways": ways,
        "any_case": any(way.case for way in ways),
        "any_ready": bool(dates - {None}),
        "ready_differs": len(dates) > 1,
        "ready": ways[0].ready if len(dates) == 1 else None,
        "notes": list(dict.fromkeys(way.note for way in ways if way.note)),
    }


def _level(item: Procedure, today: date) -> dict[str, Any]:
    level = queries.level(item.code, settings.MOTCUA_AGENCY, today)
    shown = level.get_level_display() if level and level.level else None
    return {"level": shown, "level_source": level.source if level else ""}


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


def _difference_url(code: str, older: ProcedureVersion, newer: ProcedureVersion | None) -> str:
    """The page that shows what changed from one version to the next, where there is such a page."""
    if newer is None:
        return ""
    try:
        return reverse("catalogue:difference", args=[code, older.number, newer.number])
    except NoReverseMatch:
        return ""
