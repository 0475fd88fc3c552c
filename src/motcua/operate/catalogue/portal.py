"""Public pages: the list with its search, one procedure, one of its earlier versions."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.kernel.text import clean
from motcua.operate.catalogue import answers, queries, rules
from motcua.operate.catalogue.models import Procedure, ProcedureVersion, ServiceLevel

PAGE = 20
LEVELS = [*ServiceLevel.Level.choices, ("unknown", "chưa có dữ liệu")]


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Search and list; everything is in the address, nothing needs a script."""
    asked = {key: clean(request.GET.get(key, ""))[:200] for key in ("q", "linh-vuc", "cap", "muc-do")}
    page = _page(request.GET.get("trang", ""))
    found = queries.search(
        asked["q"],
        field=asked["linh-vuc"],
        competent=asked["cap"] if asked["cap"] in Procedure.Competent.values else "",
        level=asked["muc-do"] if asked["muc-do"] in dict(LEVELS) else "",
        agency_key=settings.MOTCUA_AGENCY,
        offset=(page - 1) * PAGE,
        limit=PAGE,
    )
    first = (page - 1) * PAGE + 1
    context = {
        "found": found,
        "asked": asked,
        "filtered": any(asked.values()),
        "fields": queries.fields(),
        "competents": Procedure.Competent.choices,
        "levels": LEVELS,
        "previous_url": _address(asked, page - 1) if page > 1 else "",
        "next_url": _address(asked, page + 1) if page * PAGE < found.total else "",
        "summary": f"{first}–{first + len(found.items) - 1} trong {found.total} thủ tục" if found.items else "",
        "narrowed": any(value for key, value in asked.items() if key != "q"),
    }
    return render(request, "catalogue/list.html", context)


@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a procedure in its newest text; a typed code in another spelling leads to the right address."""
    rows = _versions(code)
    if rows[0].procedure.code != code:
        return redirect("catalogue:procedure", code=rows[0].procedure.code)
    return render(request, "catalogue/procedure.html", _context(rows, rows[0]))


@require_safe
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version as it was recorded, with a way back to the newest."""
    rows = _versions(code)
    chosen = next((row for row in rows if row.number == number), None)
    if chosen is None:
        raise Http404("Không có phiên bản này.")
    return render(request, "catalogue/procedure.html", {**_context(rows, chosen), "old": chosen is not rows[0]})


def _versions(code: str) -> list[ProcedureVersion]:
    """Versions the public may read (drafts are not), the newest first."""
    rows = [row for row in queries.versions(code) if row.state != ProcedureVersion.State.DRAFT]
    if not rows:
        raise Http404("Không có thủ tục này.")
    return rows


def _context(rows: list[ProcedureVersion], shown: ProcedureVersion) -> dict[str, Any]:
    now = timezone.now()
    content = shown.parsed
    item = shown.procedure
    level = queries.level(item.code, settings.MOTCUA_AGENCY, timezone.localdate(now))
    current = shown is rows[0] and not item.is_repealed
    return {
        "procedure": item,
        "version": shown,
        "content": content,
        "versions": rows,
        "answers": answers.answers(content, now if current else None, settings.MOTCUA_AGENCY),
        "level": level.get_level_display() if level and level.level else None,
        "level_source": level.source if level else "",
        "apply_url": _apply_url(item.code) if current else "",
        "channels": [
            (answers.CHANNELS[channel.kind], channel, answers.cost(channel.fees)) for channel in content.channels or ()
        ],
        "cases": _by_case(content.components or ()),
        "any_note": any(channel.note for channel in content.channels or ()),
        "agencies": _by_role(content.agencies or ()),
        "pages": _pages(shown.source),
        "local_authority": _local_authority(content),
    }


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
        roles.setdefault(answers.ROLES[part.role], []).append(part.name)
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


def _apply_url(code: str) -> str:
    """The address to apply at; empty when nothing can be filed online here."""
    if not queries.can_file_online(code):
        return ""
    try:
        return reverse("journeys:apply", kwargs={"code": code})
    except NoReverseMatch:
        return ""


def _page(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _address(asked: dict[str, str], page: int) -> str:
    kept = {key: value for key, value in asked.items() if value}
    return f"{reverse('catalogue:list')}?{urlencode({**kept, 'trang': page})}"
