"""Public pages: the list with its search, one procedure, one of its earlier versions, and both for machines."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.kernel.text import clean
from motcua.operate.catalogue import jsonld, queries, showing
from motcua.operate.catalogue.models import Procedure, ProcedureVersion, ServiceLevel
from motcua.operate.catalogue.rules import finding

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
        "canonical": showing.origin(request) + reverse("catalogue:list"),
    }
    return render(request, "catalogue/list.html", context)


@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a procedure in its newest text; a typed code in another spelling leads to the right address."""
    rows = _versions(code)
    if rows[0].procedure.code != code:
        return redirect("catalogue:procedure", code=rows[0].procedure.code)
    return render(request, "catalogue/procedure.html", showing.context(request, rows, rows[0]))


@require_safe
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version as it was recorded, with a way back to the newest."""
    rows = _versions(code)
    chosen = next((row for row in rows if row.number == number), None)
    if chosen is None:
        raise Http404("Không có phiên bản này.")
    return render(
        request, "catalogue/procedure.html", {**showing.context(request, rows, chosen), "old": chosen is not rows[0]}
    )


def preview(request: HttpRequest, shown: ProcedureVersion) -> HttpResponse:
    """The page of a text that is no version yet, for the desk."""
    return render(request, "catalogue/procedure.html", {**showing.context(request, [shown], shown), "preview": True})


@require_safe
def linked_data(request: HttpRequest, code: str) -> HttpResponse:
    """The newest text as JSON-LD."""
    rows = _versions(code)
    document = showing.document(request, rows[0], online=bool(showing.apply_address(rows[0].procedure)))
    options = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(document, content_type=f"{jsonld.MEDIA_TYPE}; charset=utf-8", json_dumps_params=options)


def _versions(code: str) -> list[ProcedureVersion]:
    """Versions the public may read (drafts are not), the newest first."""
    rows = [row for row in queries.versions(code) if row.state in PUBLIC]
    if not rows:
        raise Http404("Không có thủ tục này.")
    return rows


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
