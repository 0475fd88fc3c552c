"""Inviting an applicant whose result was returned: a slip with a QR code, a link, words for a message."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel.actors import Actor
from motcua.kernel.documents import services as documents
from motcua.measure.satisfaction import queries, rules, services
from motcua.operate.dossiers.queries import Dossier
from motcua.operate.dossiers.rules import Refusal
from motcua.people import queries as people
from motcua.people.rules import Role
from motcua.people.services import official_required


@never_cache
@require_safe
@official_required(Role.RECEPTION)
def waiting(request: HttpRequest) -> HttpResponse:
    """Results handed over lately at this counter that are not rated yet."""
    text = request.GET.get("q", "").strip()[:60]
    now = timezone.now()
    rows = queries.waiting(_counters(request), now, text)
    return render(request, "satisfaction/waiting.html", {"rows": rows, "q": text, "now": now})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@official_required(Role.RECEPTION)
def invite(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """A fresh link, shown this once: to read out, to copy into a message, as a QR code to scan from the screen."""
    dossier = _mine(request, dossier_id)
    now = timezone.now()
    context: dict[str, Any] = {"dossier": dossier, "refusal": queries.may_be_rated(dossier)}
    if request.method == "POST":
        way = "sms" if request.POST.get("cach") == "sms" else "link"
        token = services.invite(dossier_id=dossier.pk, way=way, by=_by(request), now=now)
        if isinstance(token, Refusal):
            return render(request, "satisfaction/invite.html", context | {"refusal": token}, status=422)
        address = _address(request, token)
        context |= {
            "way": way,
            "address": address,
            "until": now + rules.lives(way),
            "message": message(people.agency().short_name or people.agency().name, str(dossier), address),
            "qr": SafeString(documents.qr_svg(address)),
        }
    return render(request, "satisfaction/invite.html", context)


@never_cache
@require_POST
@official_required(Role.RECEPTION)
def slip(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """A slip with a QR code to hand over with the result; printing it again makes a new code."""
    dossier = _mine(request, dossier_id)
    now = timezone.now()
    token = services.invite(dossier_id=dossier.pk, way="slip", by=_by(request), now=now)
    if isinstance(token, Refusal):
        messages.warning(request, token.message)
        return redirect("satisfaction:invite", dossier_id=dossier.pk)
    data = {
        "agency": people.agency().name,
        "procedure": dossier.procedure.name,
        "code": str(dossier),
        "qr": _address(request, token),
        "where": f"{_origin(request)}{reverse('satisfaction:enter')}",
        "until": timezone.localdate(now + rules.lives("slip")),
    }
    pdf = documents.render("satisfaction/slip", data, title="Phiếu mời đánh giá", at=now)
    return documents.as_response(pdf, "phieu-moi-danh-gia.pdf")


def message(agency: str, code: str, address: str) -> str:
    """The words of a text message, to be copied into whatever sends messages."""
    return f"{agency}: hồ sơ {code} đã trả kết quả. Mời bạn đánh giá tại {address} (dùng một lần, trong 30 ngày)."


def _counters(request: HttpRequest) -> set[str]:
    return {grant.unit_key for grant in people.grants(request.user) if grant.role is Role.RECEPTION}


def _mine(request: HttpRequest, dossier_id: UUID) -> Dossier:
    found = queries.returned_at(dossier_id, _counters(request))
    if found is None:
        raise Http404("Không có hồ sơ đã trả này ở quầy của bạn.")
    return found


def _by(request: HttpRequest) -> Actor:
    return people.actor_of(request, Role.RECEPTION)


def _address(request: HttpRequest, token: str) -> str:
    return f"{_origin(request)}{reverse('satisfaction:rate', kwargs={'token': token})}"


def _origin(request: HttpRequest) -> str:
    return settings.MOTCUA_ORIGIN or request.build_absolute_uri("/").rstrip("/")
